// Parses WWW-Authenticate (RFC 9110 section 11.6.1) and picks the challenge we may act on (protocols 13.1).
import { Secret } from '../../shared/model/secret.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'

export interface WwwAuthenticateChallenge {
  /** Lower case. */
  readonly scheme: string
  /** Names in lower case; the first of a repeated name counts. */
  readonly parameters: Readonly<Record<string, string>>
}

const token = String.raw`[!#$%&'*+\-.^_\x60|~0-9A-Za-z]+`
const separator = /[\s,]*/y
const parameter = new RegExp(String.raw`(${token})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(${token}))`, 'y')
const scheme = new RegExp(String.raw`(${token})(?=$|[\s,])`, 'y')
const token68 = /[ ]+([A-Za-z0-9\-._~+/]+=*)(?=\s*(?:,|$))/y
const maximumHeaderLength = 16_384
/** More is no registered code, and it may be shown. */
const longestError = 100

/** Every challenge of every WWW-Authenticate header, in order. What cannot be read ends the list; never throws. */
export function parseChallenges(headers: Headers): WwwAuthenticateChallenge[] {
  const header = headers.get('www-authenticate') ?? ''
  if (header.length > maximumHeaderLength) return []
  const found: { scheme: string; parameters: Record<string, string> }[] = []
  let at = skip(header, 0)
  while (at < header.length) {
    const current = found.at(-1)
    const pair = matchAt(parameter, header, at)
    if (pair !== null && current !== undefined) {
      const name = (pair[1] ?? '').toLowerCase()
      if (!Object.hasOwn(current.parameters, name)) current.parameters[name] = readValue(pair)
      at = skip(header, at + pair[0].length)
      continue
    }
    const start = matchAt(scheme, header, at)
    if (start === null) break
    found.push({ scheme: start[0].toLowerCase(), parameters: Object.create(null) })
    at += start[0].length
    at = skip(header, at + (matchAt(token68, header, at)?.[0].length ?? 0))
  }
  return found
}

/**
 * What refused a 401 or 403, as one challenge. With a DPoP-bound token only `DPoP` challenges count; of a `Bearer` one
 * nothing but `resource_metadata` is read (never a downgrade). Scope and proof that are demanded by several challenges
 * are taken together, so that one request and one question answer both. Null when there is none to act on.
 */
export function pickChallenge(
  response: { status: number; headers: Headers },
  usedScheme: 'DPoP' | 'Bearer' | null,
): Challenge | null {
  if (response.status !== 401 && response.status !== 403) return null
  const all = parseChallenges(response.headers)
  const ofDpop = all.filter((challenge) => challenge.scheme === 'dpop')
  const ofBearer = all.filter((challenge) => challenge.scheme === 'bearer')
  const [first, second] = usedScheme === 'Bearer' ? [ofBearer, ofDpop] : [ofDpop, ofBearer]
  const picked = first.length > 0 ? first : second
  const [leading] = picked
  if (leading === undefined) return null
  const onlyMetadata = usedScheme === 'DPoP' && leading.scheme !== 'dpop'
  return {
    status: response.status,
    scheme: leading.scheme === 'dpop' ? 'DPoP' : 'Bearer',
    ...readDemands(onlyMetadata ? [] : picked),
    resourceMetadataUrl: readFirst([...picked, ...ofDpop, ...ofBearer], 'resource_metadata'),
  }
}

/**
 * An `auth_session` that the resource server names beside its refusal, or null. A secret: it is kept out of `Challenge`.
 * Danger: the resource server chose it, not the authorization server; see the decision table, row 6.
 */
export function readOfferedAuthSession(
  response: { headers: Headers },
  usedScheme: 'DPoP' | 'Bearer' | null,
): Secret | null {
  const scheme = usedScheme === 'Bearer' ? 'bearer' : 'dpop'
  const value = readFirst(
    parseChallenges(response.headers).filter((one) => one.scheme === scheme),
    'auth_session',
  )
  const usable = value !== null && value.length <= 4096 && /^[\x21-\x7e]+$/.test(value)
  return usable ? new Secret(value) : null
}

type Demands = Pick<
  Challenge,
  | 'error'
  | 'scope'
  | 'acrValues'
  | 'maxAgeSeconds'
  | 'errorDescription'
  | 'authorizationRemediation'
>

/** The one that demands a stronger proof leads (RFC 9470); what the others demand goes with it. */
function readDemands(picked: readonly WwwAuthenticateChallenge[]): Demands {
  const ofError = (error: string): WwwAuthenticateChallenge[] =>
    picked.filter(({ parameters }) => parameters['error'] === error)
  const asking = [...ofError('insufficient_user_authentication'), ...ofError('insufficient_scope')]
  const [leading] = [...asking, ...picked]
  const related = asking.length > 0 ? asking : picked.slice(0, 1)
  return {
    error: leading?.parameters['error']?.slice(0, longestError) ?? null,
    scope: joinValues(related.map(({ parameters }) => parameters['scope'])),
    acrValues: readFirst(related, 'acr_values'),
    maxAgeSeconds: readSmallest(related.map(({ parameters }) => parameters['max_age'])),
    errorDescription: leading?.parameters['error_description']?.slice(0, 500) ?? null,
    authorizationRemediation: leading?.parameters['authorization_remediation'] ?? null,
  }
}

function readFirst(challenges: readonly WwwAuthenticateChallenge[], name: string): string | null {
  const values = challenges.map(({ parameters }) => parameters[name])
  return values.find((value) => value !== undefined) ?? null
}

/** Space-separated, each once, in order. */
function joinValues(values: readonly (string | undefined)[]): string | null {
  const given = values.flatMap((value) => value?.split(' ') ?? []).filter((one) => one !== '')
  return given.length === 0 ? null : [...new Set(given)].join(' ')
}

function readSmallest(values: readonly (string | undefined)[]): number | null {
  const seconds = values.map((value) => parseSeconds(value ?? null))
  const given = seconds.filter((value) => value !== null)
  return given.length === 0 ? null : Math.min(...given)
}

function readValue(pair: RegExpExecArray): string {
  return pair[2] === undefined ? (pair[3] ?? '') : pair[2].replaceAll(/\\(.)/g, '$1')
}

function parseSeconds(value: string | null): number | null {
  return value !== null && /^\d{1,10}$/.test(value) ? Number(value) : null
}

function skip(text: string, at: number): number {
  return at + (matchAt(separator, text, at)?.[0].length ?? 0)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
