// Reads what the app was started with; everything it does not know is ignored.

import path from 'node:path'

const sandboxOption = '--sandbox='

/** The MCP address of a sandbox on this computer (`--sandbox=URL`), or null. Danger: only loopback http is taken. */
export function findSandboxUrl(argv: readonly string[]): string | null {
  const value = argv.find((one) => one.startsWith(sandboxOption))?.slice(sandboxOption.length)
  if (value === undefined || !URL.canParse(value)) return null
  const url = new URL(value)
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  const isBare = url.username === '' && url.password === ''
  return url.protocol === 'http:' && isLoopback && isBare ? url.href : null
}

/** True when the system started it at login: nobody asked for a window. */
export function startsHidden(argv: readonly string[]): boolean {
  return argv.includes('--hidden')
}

/** Where the data is kept: `COUNTERSIGN_HOME` made absolute, so that its keychain entry is found from anywhere. */
export function findDataFolder(home: string | undefined, usual: string): string {
  return home === undefined || home === '' ? usual : path.resolve(home)
}
