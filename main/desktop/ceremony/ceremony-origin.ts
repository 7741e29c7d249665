// Decides for which origins a passkey ceremony may run at all.

/** The parsed origin, or null unless it is a bare https origin by name, or http on `localhost` exactly. */
export function parseCeremonyOrigin(origin: string): URL | null {
  if (!URL.canParse(origin)) return null
  const url = new URL(origin)
  if (url.origin !== origin) return null
  // An IP address is never an rpId.
  if (/^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[')) return null
  if (url.protocol === 'https:') return url
  return url.protocol === 'http:' && url.hostname === 'localhost' ? url : null
}
