// Parses WWW-Authenticate (RFC 9110 section 11.6.1) and picks the challenge we may act on (protocols 13.1).
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
 * The challenge that refused a 401 or 403. With a DPoP-bound token only a `DPoP` challenge counts; of a `Bearer` one
 * nothing but `resource_metadata` is read (never a downgrade). Null when there is none to act on.
 */
export function pickChallenge(
  response: { status: number; headers: Headers },
  usedScheme: 'DPoP' | 'Bearer' | null,
): Challenge | null {
  if (response.status !== 401 && response.status !== 403) return null
  const all = parseChallenges(response.headers)
  const dpop = all.find((challenge) => challenge.scheme === 'dpop')
  const bearer = all.find((challenge) => challenge.scheme === 'bearer')
  const picked = usedScheme === 'Bearer' ? (bearer ?? dpop) : (dpop ?? bearer)
  if (picked === undefined) return null
  const onlyMetadata = usedScheme === 'DPoP' && picked.scheme !== 'dpop'
  const read = (name: string): string | null =>
    onlyMetadata && name !== 'resource_metadata' ? null : (picked.parameters[name] ?? null)
  const metadata = [picked, dpop, bearer].map((one) => one?.parameters['resource_metadata'])
  return {
    status: response.status,
    scheme: picked.scheme === 'dpop' ? 'DPoP' : 'Bearer',
    error: read('error'),
    scope: read('scope'),
    acrValues: read('acr_values'),
    maxAgeSeconds: parseSeconds(read('max_age')),
    resourceMetadataUrl: metadata.find((url) => url !== undefined) ?? null,
    errorDescription: read('error_description')?.slice(0, 500) ?? null,
  }
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
