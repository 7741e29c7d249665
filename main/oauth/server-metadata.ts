// Authorization server metadata (RFC 8414, OpenID Connect Discovery, DTR and FiPA members) as we accept it.
import { z } from 'zod'
import { isAllowedUrl, isLoopbackUrl, parseUrl } from '../http/loopback.ts'
import { dpopAlgorithm } from './dpop.ts'

const strings = z.array(z.string())
const url = z.string().max(2048)

export const serverMetadataSchema = z.looseObject({
  issuer: url,
  authorization_endpoint: url.optional(),
  token_endpoint: url.optional(),
  jwks_uri: url.optional(),
  registration_endpoint: url.optional(),
  revocation_endpoint: url.optional(),
  pushed_authorization_request_endpoint: url.optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
  /** FiPA. */
  authorization_challenge_endpoint: url.optional(),
  /** RFC 8628. */
  device_authorization_endpoint: url.optional(),
  /** OpenID CIBA Core. */
  backchannel_authentication_endpoint: url.optional(),
  backchannel_token_delivery_modes_supported: strings.optional(),
  backchannel_user_code_parameter_supported: z.boolean().optional(),
  scopes_supported: strings.optional(),
  grant_types_supported: strings.optional(),
  response_types_supported: strings.optional(),
  acr_values_supported: strings.optional(),
  code_challenge_methods_supported: strings.optional(),
  token_endpoint_auth_methods_supported: strings.optional(),
  token_endpoint_auth_signing_alg_values_supported: strings.optional(),
  authorization_details_types_supported: strings.optional(),
  /** ID-JAG: what an identity provider issues, and what the other server takes. */
  identity_chaining_requested_token_types_supported: strings.optional(),
  authorization_grant_profiles_supported: strings.optional(),
  dpop_signing_alg_values_supported: strings.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
  /** DTR -01. */
  deferred_token_response_supported: z.boolean().optional(),
  revocation_endpoint_token_type_values_supported: strings.optional(),
  /** `acr_values` that lead to registering a passkey in-band (webauthn-form/1). */
  passkey_enrolment_acr_value: z.string().optional(),
})
export type ServerMetadata = z.infer<typeof serverMetadataSchema>

/** Every member that names a place we may send something to. */
const endpointNames = [
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'registration_endpoint',
  'revocation_endpoint',
  'pushed_authorization_request_endpoint',
  'authorization_challenge_endpoint',
  'device_authorization_endpoint',
  'backchannel_authentication_endpoint',
] as const

export const deferralCodeTokenType = 'urn:ietf:params:oauth:token-type:deferral-code'

/**
 * True when the server says that it withdraws deferral codes (DTR -01; protocols 1.10). One that merely revokes tokens
 * answers 200 to anything, so nothing may be claimed of it.
 */
export function withdrawsDeferralCodes(
  metadata: Pick<
    ServerMetadata,
    'revocation_endpoint' | 'revocation_endpoint_token_type_values_supported'
  >,
): boolean {
  const types = metadata.revocation_endpoint_token_type_values_supported ?? []
  return metadata.revocation_endpoint !== undefined && types.includes(deferralCodeTokenType)
}

/**
 * Reads metadata that was stored as JSON text after validation. A member that an earlier version of the app did not
 * look at, and that cannot be read, is left out. Throws when it is not such a document.
 */
export function parseStoredMetadata(metadataJson: string): ServerMetadata {
  const document: unknown = JSON.parse(metadataJson)
  const parsed = serverMetadataSchema.safeParse(document)
  if (parsed.success) return parsed.data
  const unreadable = new Set(parsed.error.issues.map(({ path }) => path[0]))
  const members = Object.entries(Object(document)).filter(([name]) => !unreadable.has(name))
  return serverMetadataSchema.parse(Object.fromEntries(members))
}

/**
 * Names of endpoints we refuse: not https, with a fragment or user info, or on this computer although the issuer
 * is elsewhere (a server out there must not steer us to a local port).
 */
export function listRefusedEndpoints(metadata: ServerMetadata): string[] {
  return endpointNames.filter((name) => {
    const endpoint = metadata[name]
    return endpoint !== undefined && !isAllowedEndpoint(endpoint, metadata.issuer)
  })
}

/** True when a document of `source` may send us to `target` (https, or loopback when `source` is loopback too). */
export function isAllowedEndpoint(target: string, source: string): boolean {
  const parsed = parseUrl(target)
  if (parsed === null || !isAllowedUrl(parsed)) return false
  if (parsed.hash !== '' || parsed.username !== '' || parsed.password !== '') return false
  return !isLoopbackUrl(parsed) || isLoopbackUrl(source)
}

/** Characters that RFC 3986 allows in a URI: nothing that could look like another host, or like words of ours. */
const uriCharacters = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/

/** True for what may be an issuer identifier (RFC 8414 section 2), or http on this computer. It is shown as spelled. */
export function isIssuerIdentifier(text: string): boolean {
  const parsed = uriCharacters.test(text) ? parseUrl(text) : null
  if (parsed === null || !isAllowedUrl(parsed) || /[?#]/.test(text)) return false
  return parsed.username === '' && parsed.password === ''
}

/** True when we send DPoP proofs: always, unless the server lists algorithms and ours is not among them. */
export function usesDpop(metadata: ServerMetadata): boolean {
  return metadata.dpop_signing_alg_values_supported?.includes(dpopAlgorithm) ?? true
}

/** True when the server advertises DPoP with our algorithm: a Bearer answer is then a downgrade. */
export function advertisesDpop(metadata: ServerMetadata): boolean {
  return metadata.dpop_signing_alg_values_supported?.includes(dpopAlgorithm) ?? false
}
