// The authorization server noun: an issuer we have met, how we are registered there, and what the person trusts it with.
import { z } from 'zod'

/** What the person set for one issuer; everything here is off until somebody turns it on. */
export const issuerOptionsSchema = z.object({
  /** Sign in with a code on another device (RFC 8628) where the server offers it. */
  deviceGrant: z.boolean(),
  /** Ask on the person's other device (OpenID CIBA): whom the server knows them as, or null. */
  cibaLoginHint: z.string().min(1).max(255).nullable(),
  /** The app signs in as itself, without a person (client credentials). */
  clientCredentials: z.boolean(),
  /** Issuer of the identity provider whose sign-in counts here too (ID-JAG), or null. */
  identityProvider: z.string().nullable(),
  /** Other spellings of deferral: OpenID Deferred Token Response, */
  openidDeferred: z.boolean(),
  /** the `auth_req_id` form of a token response, */
  authReqId: z.boolean(),
  /** a deferral code straight from the authorization endpoint, */
  directDeferral: z.boolean(),
  /** and the deferral code handed to CIBA as `login_hint`. */
  deferralCodeAsLoginHint: z.boolean(),
})
export type IssuerOptions = z.infer<typeof issuerOptionsSchema>
export const defaultIssuerOptions: IssuerOptions = {
  deviceGrant: false,
  cibaLoginHint: null,
  clientCredentials: false,
  identityProvider: null,
  openidDeferred: false,
  authReqId: false,
  directDeferral: false,
  deferralCodeAsLoginHint: false,
}

export const clientAuthenticationSchema = z.enum([
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
])
export type ClientAuthentication = z.infer<typeof clientAuthenticationSchema>

export const authorizationServerSchema = z.object({
  /** Exact issuer identifier (RFC 8414). */
  issuer: z.string(),
  /** Metadata document as received and validated, JSON text. */
  metadataJson: z.string(),
  metadataFetchedAtMs: z.number(),
  /** OAuth client identifier at this issuer, or null before registration. */
  clientId: z.string().nullable(),
  /** How the OAuth client authenticates. */
  clientAuthentication: clientAuthenticationSchema,
  /** Redirect URI that was registered, or null where none was needed. */
  redirectUri: z.string().nullable(),
  /** True only after the person marked it first-party in the approval view. */
  firstParty: z.boolean(),
  /** The one DPoP key used with this issuer and its resource servers. */
  dpopKeyId: z.string().nullable(),
  /** True when the person entered the client ID: it is never registered anew. */
  preRegistered: z.boolean().optional(),
  /** Absent means `defaultIssuerOptions`. */
  options: issuerOptionsSchema.optional(),
})
export type AuthorizationServer = z.infer<typeof authorizationServerSchema>
