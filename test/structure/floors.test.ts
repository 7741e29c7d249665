// Holds the versions that the app ships to their floors, and paths of this computer to one file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, test } from 'vitest'
import { loadSourceFiles } from '../../build/checks/project-files.ts'

const root = path.join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8')
const numbersOf = (version: string): number[] => version.split('.').map(Number)

/** The newest major when the app was last prepared for people; raise it with every release. */
const newestElectron = 45

test('[THREAT-020] packages for people get an Electron of the latest three majors', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as {
    devDependencies: Record<string, string>
  }
  const wanted = devDependencies['electron'] ?? ''
  // Dies if: a range or an old version is written there.
  expect(wanted).toMatch(/^\d+\.\d+\.\d+$/)
  expect(numbersOf(wanted)[0]).toBeGreaterThan(newestElectron - 3)
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string }>
  }
  expect(lock.packages['node_modules/electron']?.version).toBe(wanted)
  // Dies if: the runtime of the test build is named for people too.
  expect(read('electron-builder.yml')).not.toMatch(/electron(Version|Dist|Download)/)
})

test('[THREAT-020] the older runtime is named in the set-up of the test build only', () => {
  const naming = loadSourceFiles(root).filter(({ text }) =>
    /fallbackVersion|fallback-runtime/.test(text),
  )
  const elsewhere = naming.filter(
    ({ path: file }) => !file.startsWith('build/') && !file.startsWith('test/'),
  )
  expect(naming.length).toBeGreaterThan(0)
  expect(elsewhere.map(({ path: file }) => file)).toEqual([])
})

test('[THREAT-020] SQLite is 3.51.3 or later', () => {
  const database = new DatabaseSync(':memory:')
  const row = database.prepare('select sqlite_version() as version').get() as { version: string }
  database.close()
  const [major = 0, minor = 0, patch = 0] = numbersOf(row.version)
  expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003)
})

test('[THREAT-017] one file at most opens paths of this computer', () => {
  const shipped = loadSourceFiles(root).filter(({ path: file }) =>
    /^(main|preload|renderer|shared)\//.test(file),
  )
  const opening = shipped.filter(({ text }) => /\b(openPath|showItemInFolder)\s*\(/.test(text))
  // Dies if: another file opens paths as well, or one outside the desktop.
  expect(opening.length).toBeLessThanOrEqual(1)
  for (const { path: file, text } of opening) {
    expect(file).toMatch(/^main\/desktop\//)
    // Its only argument is a folder that main itself knows.
    expect(
      text.match(/\b(openPath|showItemInFolder)\s*\(\s*(folder|dataFolder)\s*\)/g),
    ).toHaveLength(1)
  }
})
