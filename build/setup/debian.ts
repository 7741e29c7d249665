// Installs the system packages that Electron and the desktop tests need, on systems with apt-get.
import { spawnSync } from 'node:child_process'

/** One need; any of the names satisfies it, because releases name the same library differently. */
type Need = readonly [string, ...string[]]

const runtimeNeeds: readonly Need[] = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libsecret-1-0'],
  ['libnotify4'],
]

const desktopNeeds: readonly Need[] = [
  ['xvfb'],
  ['x11-utils'],
  ['xdotool'],
  ['dbus'],
  ['openbox'],
  ['dunst'],
  ['gnome-keyring'],
  ['imagemagick'],
  ['strace'],
  ['libnotify-bin'],
  ['fonts-dejavu-core'],
  ['chromium', 'chromium-browser'],
]

/** `runtime` is what Electron needs; `desktop` adds a private desktop and a browser for tests and the story. */
export type SystemPart = 'runtime' | 'desktop'

/**
 * Installs what is missing when this is root on a system with apt-get; otherwise throws with the exact command.
 * Does nothing on systems without dpkg: there the desktop tests say themselves what is missing.
 */
export function ensureSystemPackages(part: SystemPart): void {
  if (process.platform !== 'linux' || !isThere('dpkg-query')) return
  const needs = part === 'runtime' ? runtimeNeeds : [...runtimeNeeds, ...desktopNeeds]
  const missing = needs.filter((names) => !names.some(isInstalled))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !isThere('apt-get')) throw new Error(missingMessage(missing))
  installPackages(missing)
}

function installPackages(missing: readonly Need[]): void {
  console.log(`Installing system packages: ${missing.map(([name]) => name).join(' ')} ...`)
  runQuietly('apt-get', ['update', '-qq'])
  const chosen = missing.map((names) => names.find(isAvailable) ?? names[0])
  const error = runQuietly('apt-get', [
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    ...chosen,
  ])
  const still = missing.filter((names) => !names.some(isInstalled))
  if (still.length > 0) throw new Error(`${missingMessage(still)}\n${error}`)
}

function missingMessage(missing: readonly Need[]): string {
  const names = missing.map((each) => each[0]).join(' ')
  return `These system packages are missing. Install them and run the command again:\n  sudo apt-get install ${names}`
}

function runQuietly(program: string, args: readonly string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 })
  return result.status === 0 ? '' : `${program} said:\n${result.stderr}`
}

function isInstalled(name: string): boolean {
  const result = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
  return result.status === 0 && result.stdout.includes('install ok installed')
}

function isAvailable(name: string): boolean {
  const result = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' })
  return /Candidate: (?!\(none\))\S/.test(result.stdout)
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}
