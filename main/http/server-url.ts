// Turns what a person typed for a server's address into a URL, or says clearly what is wrong with it.
import { text, type TextKey } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { isLoopbackHost, parseUrl } from './loopback.ts'

const maximumLength = 2048

/**
 * Parses a person's input. Adds `https://` (or `http://` for this computer) when the scheme is missing.
 * Throws `ipc/bad_input` with words for the person: not an address, plain http elsewhere, user info, fragment.
 */
export function parseServerUrl(input: string): URL {
  const typed = input.trim()
  if (typed === '' || typed.length > maximumLength) throw refuse('http.url_unreadable')
  const url = parseUrl(hasScheme(typed) ? typed : withScheme(typed))
  if (url === null) throw refuse('http.url_unreadable')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('http.url_scheme')
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) throw refuse('http.url_plain')
  if (url.username !== '' || url.password !== '') throw refuse('http.url_user_info')
  if (url.hash !== '' || typed.endsWith('#')) throw refuse('http.url_fragment')
  return url
}

function hasScheme(typed: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/|(?!\d))/i.test(typed)
}

function withScheme(typed: string): string {
  const guess = parseUrl(`http://${typed}`)
  const scheme = guess !== null && isLoopbackHost(guess.hostname) ? 'http' : 'https'
  return `${scheme}://${typed}`
}

function refuse(key: TextKey): CountersignError {
  return new CountersignError('ipc/bad_input', text(key))
}
