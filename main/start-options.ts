// Reads what the app was started with; everything it does not know is ignored.

const sandboxOption = '--sandbox='

/** The MCP address of a sandbox on this computer (`--sandbox=URL`), or null. Danger: only loopback http is taken. */
export function findSandboxUrl(argv: readonly string[]): string | null {
  const value = argv.find((one) => one.startsWith(sandboxOption))?.slice(sandboxOption.length)
  if (value === undefined || !URL.canParse(value)) return null
  const url = new URL(value)
  const isLoopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  return url.protocol === 'http:' && isLoopback ? url.href : null
}
