// Judges whether a hit on the callback's loopback listener looks like a person's browser navigating there.
import type { IncomingMessage } from 'node:http'

/** The literal address: a name could be made to lead elsewhere (RFC 8252 section 8.3). */
export const redirectHost = '127.0.0.1'

/**
 * The URL of a navigation to this port; null for what a script, form, frame or image sends, for another Host and for
 * anything but GET. Browsers without fetch metadata pass; `state` decides then.
 */
export function readNavigation(
  { headers, method, url }: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  port: number,
): URL | null {
  if (method !== 'GET' || headers.host !== `${redirectHost}:${port}`) return null
  if (headers.origin !== undefined || headers.upgrade !== undefined) return null
  if ((headers['sec-fetch-mode'] ?? 'navigate') !== 'navigate') return null
  if ((headers['sec-fetch-dest'] ?? 'document') !== 'document') return null
  return url?.startsWith('/') === true ? URL.parse(`http://${redirectHost}:${port}${url}`) : null
}
