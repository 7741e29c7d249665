// What is kept sealed to go on waiting: the code itself, and what must be remembered with it until the token comes.
import { z } from 'zod'
import { Secret } from '../../shared/model/secret.ts'

/** Everything but `code` is left out where it does not apply. */
export interface DeferralHandle {
  /** Sent to the server: deferral code, `auth_req_id`, device code, `deferred_auth_id`. */
  readonly code: Secret
  /** Of a deferral that began at the authorization endpoint: goes with the first poll, never with a later one. */
  readonly codeVerifier?: Secret
  /** Of the authorization request: an ID token must repeat it, however late it comes. */
  readonly nonce?: string
  /** Of a token exchange (RFC 8693): the answer must repeat it. */
  readonly issuedTokenType?: string
  /** `auth_req_id` form: the server knows the grant of DTR and not that of CIBA. */
  readonly pollGrant?: 'deferred'
}

/** Not allowed in any code that a server can send, so that no code can pass for a handle. */
const mark = '\n'

const packedSchema = z.object({
  code: z.string(),
  codeVerifier: z.string().optional(),
  nonce: z.string().optional(),
  issuedTokenType: z.string().optional(),
  pollGrant: z.literal('deferred').optional(),
})

/** The bare code where there is nothing else to remember. */
export function buildHandle(handle: DeferralHandle): Secret {
  const packed = {
    ...handle,
    code: handle.code.reveal(),
    codeVerifier: handle.codeVerifier?.reveal(),
  }
  const isBare = Object.values(packed).filter((value) => value !== undefined).length === 1
  return isBare ? handle.code : new Secret(mark + JSON.stringify(packed))
}

/** Throws when the handle is damaged. */
export function parseHandle(secret: Secret): DeferralHandle {
  const value = secret.reveal()
  if (!value.startsWith(mark)) return { code: secret }
  const { code, codeVerifier, nonce, issuedTokenType, pollGrant } = packedSchema.parse(
    JSON.parse(value),
  )
  return {
    code: new Secret(code),
    ...(codeVerifier === undefined ? {} : { codeVerifier: new Secret(codeVerifier) }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(issuedTokenType === undefined ? {} : { issuedTokenType }),
    ...(pollGrant === undefined ? {} : { pollGrant }),
  }
}
