// Starts the real app on data that a newer version saved: it says so, changes nothing and ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import { runProgram } from '../../build/run/run-program.ts'
import { electronLaunch } from '../../build/setup/electron-path.ts'
import { text } from '../../shared/catalogue/text.ts'
import { until } from '../flows/until.ts'

// Dies if: a newer schema is opened as if it were ours, or the app ends without a word.
test('[E2E-77] data of a newer version is refused in words, left alone, and the app ends with 1', async () => {
  const session = await startDesktopSession()
  onTestFinished(() => session.stop())
  const home = path.join(session.folder, 'data')
  mkdirSync(home, { mode: 0o700 })
  const file = path.join(home, 'countersign.db')
  saveNewerDatabase(file)
  const before = readFileSync(file)

  const { executablePath, args } = electronLaunch()
  const env = { ...session.env, COUNTERSIGN_HOME: home }
  const app = spawn(executablePath, args, { env, stdio: 'ignore' })
  onTestFinished(() => void app.kill('SIGKILL'))
  const ended = once(app, 'exit') as Promise<[number | null]>
  const dialog = await until('the message', () => findDialog(session.env), 20_000)
  expect(app.exitCode).toBeNull()
  const log = readFileSync(path.join(home, 'countersign.log'), 'utf8')
  expect(log).toContain(text('store.newer_version'))
  await runProgram('xdotool', ['windowactivate', '--sync', dialog, 'key', 'Return'], { env })
  const [code] = await ended
  expect(code).toBe(1)
  expect(readVersion(file)).toBe(99)
  expect(readFileSync(file).equals(before)).toBe(true)
})

function saveNewerDatabase(file: string): void {
  const database = new DatabaseSync(file)
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE of_later (value); PRAGMA user_version = 99',
  )
  database.close()
}

function readVersion(file: string): unknown {
  const database = new DatabaseSync(file)
  const row = database.prepare('PRAGMA user_version').get() as { user_version: number }
  database.close()
  return row.user_version
}

/** The window of a message to the person, as the window manager knows it. */
async function findDialog(env: Record<string, string>): Promise<string | null> {
  const search = ['search', '--onlyvisible', '--name', '.']
  const found = await runProgram('xdotool', search, { env }).catch(() => '')
  for (const window of found.split('\n').filter((line) => line !== '')) {
    const asked = ['-id', window, '_NET_WM_WINDOW_TYPE', 'WM_NAME']
    const properties = await runProgram('xprop', asked, { env }).catch(() => '')
    if (properties.includes('_NET_WM_WINDOW_TYPE_DIALOG')) return window
  }
  return null
}
