// Decides which addresses may be handed to the system browser, and in which exact form.

const maxLength = 8_000
/** Anything a shell, a log or an eye could misread: controls, blanks, backslashes, quotes, angle brackets. */
const suspicious = /[\p{C}\p{Z}\\"'`<>^{|}]/u

/**
 * The address as the URL standard writes it, or null. Only https, or http on this computer at an origin that
 * is recorded as an issuer; no user name, no password.
 */
export function parseExternalUrl(
  address: string,
  recordedLoopbackOrigins: readonly string[],
): string | null {
  if (address.length > maxLength || suspicious.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null
  if (url.protocol === 'https:') return url.href
  const loopback = url.protocol === 'http:' && isLoopback(url.hostname)
  return loopback && recordedLoopbackOrigins.includes(url.origin) ? url.href : null
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
