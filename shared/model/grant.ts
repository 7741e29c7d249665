// The grant noun: what one authorization server granted us for one resource server, with its tokens.
import { z } from 'zod'
import { Secret } from './secret.ts'

export const grantPurposeSchema = z.enum(['standing', 'call'])
export const grantOriginSchema = z.enum([
  'authorization_code',
  'authorization_challenge',
  'client_credentials',
  'token_exchange',
  'identity_assertion',
  'device',
  'ciba',
  'deferred',
])
export type GrantOrigin = z.infer<typeof grantOriginSchema>
export const grantSchema = z.object({
  id: z.string(),
  issuer: z.string(),
  connectionId: z.string(),
  resource: z.string(),
  /** `standing` serves any call of the connection; `call` serves only the call in `callId` (least privilege). */
  purpose: grantPurposeSchema,
  callId: z.string().nullable(),
  /** Space-separated, as granted. */
  scope: z.string(),
  authorizationDetailsJson: z.string().nullable(),
  tokenType: z.enum(['DPoP', 'Bearer']),
  accessToken: z.instanceof(Secret),
  refreshToken: z.instanceof(Secret).nullable(),
  /** End of the access token's life, Unix ms, or null when unknown. */
  expiresAtMs: z.number().nullable(),
  /** When the refresh token ends, and when the person's authorization as a whole does, where the server says so. */
  refreshExpiresAtMs: z.number().nullable().optional(),
  authorizationExpiresAtMs: z.number().nullable().optional(),
  /** How it came about, for plain words; absent in rows of earlier versions. */
  obtainedBy: grantOriginSchema.optional(),
  /** Less than was asked: it serves until the wait for the rest ends. */
  lesser: z.boolean().optional(),
  dpopKeyId: z.string().nullable(),
  /** acr and auth_time of the ID token, where one came with it. */
  acr: z.string().nullable(),
  authTimeSeconds: z.number().nullable(),
  /** `sub` of the ID token: whom the authorization server knows the person as. */
  subject: z.string().nullable().optional(),
  obtainedAtMs: z.number(),
})
export type Grant = z.infer<typeof grantSchema>
