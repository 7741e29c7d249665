// The revocation noun: a token that we gave up and whose server has not confirmed yet that it ended it (RFC 7009).
import { z } from 'zod'
import { Secret } from './secret.ts'

export const revocationSchema = z.object({
  id: z.string(),
  issuer: z.string(),
  /** Whoever the token was issued to; the registration may have another client ID by now. */
  clientId: z.string(),
  /** The key the token may be bound to; it is kept while this is. */
  dpopKeyId: z.string(),
  /** `token_type_hint` of the request. */
  kind: z.enum(['refresh_token', 'access_token']),
  /** Null when it cannot be opened at present (a locked keychain). */
  token: z.instanceof(Secret).nullable(),
  queuedAtMs: z.number(),
  attempts: z.number(),
  /** Not before it, Unix ms. */
  nextTryAtMs: z.number(),
})
export type Revocation = z.infer<typeof revocationSchema>
