// Reads what a person typed as the address of a model's server, and says which network it may lie in.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { OwnHost } from '../../http/address-guard.ts'
import { isLoopbackHost, parseUrl } from '../../http/loopback.ts'

/**
 * The base address without a slash at its end; `/v1` is added where only a host was typed, as providers' own examples
 * have it. Throws `ipc/bad_input` with words for the person.
 */
export function readModelUrl(typed: string): string {
  const trimmed = typed.trim()
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : withScheme(trimmed))
  const isPlainText = url !== null && url.username === '' && url.password === '' && url.hash === ''
  if (url === null || !isPlainText || url.search !== '' || !mayBeAsked(url)) {
    throw new CountersignError('ipc/bad_input', text('models.bad_address'))
  }
  const path = url.pathname.replace(/(?<!\/)\/+$/, '')
  return `${url.origin}${path === '' ? '/v1' : path}`
}

function withScheme(typed: string): string {
  const guess = parseUrl(`http://${typed}`)
  return guess !== null && isPlainHost(guess.hostname) ? `http://${typed}` : `https://${typed}`
}

function mayBeAsked({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isPlainHost(hostname))
}

/** Where plain http can be meant: this computer, a number, or a name of a network of one's own. */
function isPlainHost(hostname: string): boolean {
  if (isLoopbackHost(hostname) || /^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return true
  return /^[^.]+$|\.(?:local|lan|home\.arpa|internal)$/i.test(hostname)
}

/** Whoever sits between could read a key that is sent without encryption. */
export function mayCarryKey(baseUrl: string): boolean {
  const url = new URL(baseUrl)
  return url.protocol === 'https:' || isLoopbackHost(url.hostname)
}

/** The very host that was entered may be a computer of the person's own network; no other may. */
export function ownHostOf({ baseUrl }: Pick<LanguageModel, 'baseUrl'>): OwnHost | null {
  const { hostname, protocol } = new URL(baseUrl)
  return isLoopbackHost(hostname) ? null : { hostname, plain: protocol === 'http:' }
}
