// Finds the Electron executable that set-up made ready; starts and fetches nothing.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.mjs'

/** What is needed to start the app with the Electron at hand. */
export type ElectronLaunch = {
  readonly executablePath: string
  /** Comes before all other arguments: the project's folder, and `--no-sandbox` where the system demands it. */
  readonly args: readonly string[]
}

const electronPackage = path.join(projectRoot, 'node_modules', 'electron')
/** The fallback runtime, linked for this checkout alone, because its `resources/app` points at the project. */
export const linkedRuntime = path.join(
  projectRoot,
  'node_modules',
  '.cache',
  'countersign-electron',
)

/** Path of the Electron executable. Throws with what to do when set-up has not run. */
export function electronPath(): string {
  const found = officialElectron() ?? linkedElectron()
  if (found === undefined)
    throw new Error('Electron is not set up. Run `npm test` or `npm start` once.')
  return found
}

/** The executable and the arguments every start of the unpackaged app needs. */
export function electronLaunch(): ElectronLaunch {
  // Chromium refuses to run its sandbox as root, as in a container.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  return {
    executablePath: electronPath(),
    args: isRoot ? [projectRoot, '--no-sandbox'] : [projectRoot],
  }
}

/** The version of the `electron` package in package.json. */
export function officialVersion(): string {
  const text = readFileSync(path.join(electronPackage, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/**
 * The official binary: in the folder that ELECTRON_OVERRIDE_DIST_PATH names, or where its own installer
 * puts it, then only in the version of package.json.
 */
export function officialElectron(): string | undefined {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const dist = named ?? path.join(electronPackage, 'dist')
  const executable = path.join(dist, executableName())
  if (!existsSync(executable)) return undefined
  if (named !== undefined || readVersion(dist) === officialVersion()) return executable
  return undefined
}

function executableName(): string {
  if (process.platform === 'darwin')
    return path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

function readVersion(dist: string): string | undefined {
  try {
    return readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

/** The fallback as linked for this checkout, if set-up has made it. */
export function linkedElectron(): string | undefined {
  const executable = path.join(linkedRuntime, 'electron')
  return existsSync(executable) ? executable : undefined
}
