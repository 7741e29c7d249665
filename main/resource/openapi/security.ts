// Reads what an operation demands of whoever calls it: an access token with scopes, nothing, or what we cannot give.
import type { HiddenReason } from '../../../shared/model/http-operation.ts'
import { isAllowedEndpoint, isIssuerIdentifier } from '../../oauth/server-metadata.ts'
import { parseUrl } from '../../http/loopback.ts'
import { asList, asText, memberOf, membersOf, type JsonObject } from './json-value.ts'
import { follow } from './references.ts'

export type Demand =
  /** An access token with these scopes. */
  | { readonly kind: 'token'; readonly scopes: string[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unusable'; readonly reason: HiddenReason }

export interface SecurityFacts {
  readonly document: JsonObject
  /**
   * An authorization server is known to protect the API: then a plain bearer token, and a flow that we do not use
   * ourselves, mean one of its access tokens.
   */
  readonly isProtected: boolean
}

/** Takes the first alternative that we can meet: one with a token before one without. */
export function readDemand(facts: SecurityFacts, operation: unknown): Demand {
  const own = memberOf(operation, 'security')
  const alternatives = asList(own ?? memberOf(facts.document, 'security'))
  if (alternatives.length === 0) return { kind: 'nothing' }
  const demands = alternatives.map((each) => readAlternative(facts, each))
  const first = (kind: Demand['kind']): Demand | undefined =>
    demands.find((each) => each.kind === kind)
  return first('token') ?? first('nothing') ?? first('unusable') ?? { kind: 'nothing' }
}

/** True when some alternative takes nothing: where nobody protects the API, that one is left. */
export function isOptional({ document }: SecurityFacts, operation: unknown): boolean {
  const alternatives = asList(memberOf(operation, 'security') ?? memberOf(document, 'security'))
  return alternatives.some((each) => membersOf(each).length === 0)
}

/** All schemes of one alternative are demanded together. */
function readAlternative(facts: SecurityFacts, alternative: unknown): Demand {
  const schemes = membersOf(alternative)
  if (schemes.length === 0) return { kind: 'nothing' }
  if (schemes.length > 1) return { kind: 'unusable', reason: 'combined' }
  const [name, roles] = schemes[0] ?? ['', []]
  const reason = findObstacle(facts, name)
  if (reason !== null) return { kind: 'unusable', reason }
  const scopes = asList(roles).filter((role) => typeof role === 'string' && isScope(role))
  return { kind: 'token', scopes: [...new Set(scopes.map(String))] }
}

function findObstacle({ document, isProtected }: SecurityFacts, name: string): HiddenReason | null {
  const scheme = findScheme(document, name)
  switch (asText(memberOf(scheme, 'type'))) {
    case 'openIdConnect':
      return null
    case 'oauth2':
      return isProtected || hasOurFlow(scheme) ? null : 'flow'
    case 'http':
      return findHttpObstacle(scheme, isProtected)
    case 'apiKey':
      return 'api_key'
    case 'mutualTLS':
      return 'mutual_tls'
    default:
      return 'unknown_scheme'
  }
}

function findHttpObstacle(scheme: unknown, isProtected: boolean): HiddenReason | null {
  const kind = asText(memberOf(scheme, 'scheme'))?.toLowerCase()
  if (kind === 'basic') return 'basic'
  if (kind !== 'bearer' && kind !== 'dpop') return 'unknown_scheme'
  return isProtected ? null : 'bearer'
}

/** Ways to a token that this app goes itself; an implicit or a password flow is none. */
function hasOurFlow(scheme: unknown): boolean {
  const flows = memberOf(scheme, 'flows')
  const ours = ['authorizationCode', 'clientCredentials', 'deviceAuthorization']
  return ours.some((flow) => memberOf(flows, flow) !== undefined)
}

function findScheme(document: JsonObject, name: string): unknown {
  const schemes = memberOf(memberOf(document, 'components'), 'securitySchemes')
  const found = follow(document, memberOf(schemes, name))
  return found.kind === 'value' ? found.value : undefined
}

/** RFC 6749 section 3.3. */
function isScope(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(value)
}

const mostHints = 5

/**
 * Issuers that the security schemes lead to, for a server that does not say itself who protects it (RFC 9728). A guess:
 * whoever answers there has to claim exactly that identifier.
 */
export function listIssuerHints(document: JsonObject, documentUrl: string): string[] {
  const schemes = membersOf(memberOf(memberOf(document, 'components'), 'securitySchemes'))
  const hints = schemes.flatMap(([name]) => listHintsOf(findScheme(document, name)))
  const usable = hints.filter(
    (hint) => isIssuerIdentifier(hint) && isAllowedEndpoint(hint, documentUrl),
  )
  return [...new Set(usable)].slice(0, mostHints)
}

function listHintsOf(scheme: unknown): string[] {
  const type = asText(memberOf(scheme, 'type'))
  if (type === 'openIdConnect') {
    const url = asText(memberOf(scheme, 'openIdConnectUrl')) ?? ''
    return [url.replace(/\/\.well-known\/openid-configuration\/?$/, '')]
  }
  if (type !== 'oauth2') return []
  const flows = membersOf(memberOf(scheme, 'flows')).map(([, flow]) => flow)
  const endpoints = flows.flatMap((flow) => [
    asText(memberOf(flow, 'authorizationUrl')),
    asText(memberOf(flow, 'tokenUrl')),
  ])
  const origins = endpoints.flatMap((url) => parseUrl(url ?? '')?.origin ?? [])
  const metadata = asText(memberOf(scheme, 'oauth2MetadataUrl'))
  return [...(metadata === null ? [] : [issuerOfMetadata(metadata)]), ...origins]
}

/** Undoes RFC 8414 section 3: the well-known part stands between host and path. */
function issuerOfMetadata(url: string): string {
  return url.replace(/\/\.well-known\/(?:oauth-authorization-server|openid-configuration)/, '')
}
