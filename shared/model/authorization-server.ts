// The authorization server noun: an issuer we have met, how we are registered there, and what the person trusts it with.
import { z } from 'zod'

export const authorizationServerSchema = z.object({
  /** Exact issuer identifier (RFC 8414). */
  issuer: z.string(),
  /** Metadata document as received and validated, JSON text. */
  metadataJson: z.string(),
  metadataFetchedAtMs: z.number(),
  /** OAuth client identifier at this issuer, or null before registration. */
  clientId: z.string().nullable(),
  /** How the OAuth client authenticates. */
  clientAuthentication: z.enum(['none', 'client_secret_basic', 'client_secret_post']),
  /** Redirect URI that was registered, or null where none was needed. */
  redirectUri: z.string().nullable(),
  /** True only after the person marked it first-party in the approval view. */
  firstParty: z.boolean(),
  /** The one DPoP key used with this issuer and its resource servers. */
  dpopKeyId: z.string().nullable(),
})
export type AuthorizationServer = z.infer<typeof authorizationServerSchema>
