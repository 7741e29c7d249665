// Says whether a URL or host name means this computer by its literal spelling; nothing is looked up.

/** True for `localhost`, 127.0.0.0/8 and [::1], as spelled in a parsed URL's `hostname`. `localhost.` is not. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase()
  return host === 'localhost' || host === '[::1]' || host === '::1' || isLoopbackIpv4(host)
}

function isLoopbackIpv4(host: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** True when `url` is http or https at a loopback host. False for anything that is not a URL. */
export function isLoopbackUrl(url: string | URL): boolean {
  const parsed = typeof url === 'string' ? parseUrl(url) : url
  return parsed !== null && isHttp(parsed) && isLoopbackHost(parsed.hostname)
}

/** True for https, and for plain http at a loopback host. Danger: says nothing about where a name leads. */
export function isAllowedUrl(url: string | URL): boolean {
  const parsed = typeof url === 'string' ? parseUrl(url) : url
  return parsed !== null && (parsed.protocol === 'https:' || isLoopbackUrl(parsed))
}

/** The URL, or null when `text` is none. (`URL.parse` is too new for the oldest Electron we run on.) */
export function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:'
}
