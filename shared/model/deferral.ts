// The deferral noun: the pending state behind a deferral code (draft-ietf-oauth-deferred-token-response-01).
import { z } from 'zod'
import { Secret } from './secret.ts'

/** States of protocols: `waiting` and `waiting_interaction` poll; the rest after `cancelling` are ends. */
export const deferralStateSchema = z.enum([
  'waiting',
  'waiting_interaction',
  'suspended',
  'cancelling',
  'succeeded',
  'denied',
  'expired',
  'invalid',
  'cancelled',
  'binding_lost',
  'lost_result',
  'abandoned',
])
export type DeferralState = z.infer<typeof deferralStateSchema>
export const endedDeferralStates: ReadonlySet<DeferralState> = new Set<DeferralState>([
  'succeeded',
  'denied',
  'expired',
  'invalid',
  'cancelled',
  'binding_lost',
  'lost_result',
  'abandoned',
])

/**
 * The protocol a wait speaks: one state machine serves them all, only the poll and its defaults differ.
 * `dtr`: Deferred Token Response -01. `ciba`: OpenID CIBA, poll mode. `device`: RFC 8628. `jwt_interaction`: the identical
 * jwt-bearer request sent again. `openid`: OpenID Deferred Token Response. `auth_req_id`: DTR spelled like CIBA.
 */
export const deferralDialectSchema = z.enum([
  'dtr',
  'ciba',
  'device',
  'jwt_interaction',
  'openid',
  'auth_req_id',
])
export type DeferralDialect = z.infer<typeof deferralDialectSchema>

export const deferralSchema = z.object({
  id: z.string(),
  /** The call that waits, or null: then a sign-in waits, and a standing grant comes of it. */
  callId: z.string().nullable(),
  connectionId: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  dpopKeyId: z.string(),
  /** Absent means `dtr`. */
  dialect: deferralDialectSchema.optional(),
  /** The standing grant that a success extends instead of making a new one (a deferred refresh). */
  renewsGrantId: z.string().nullable().optional(),
  /** The handle that is polled with (deferral code, auth_req_id, device code ...); null once the deferral has ended. */
  deferralCode: z.instanceof(Secret).nullable(),
  /** What was asked of the authorization server. */
  scope: z.string(),
  resource: z.string(),
  /** Rich authorization details that were asked for (RFC 9396), or absent. */
  authorizationDetailsJson: z.string().nullable().optional(),
  /** How strong and how fresh the proof has to be that comes of it (RFC 9470), or absent. */
  acrValues: z.string().nullable().optional(),
  maxAgeSeconds: z.number().nullable().optional(),
  state: deferralStateSchema,
  /** Current interval, only ever growing. */
  intervalSeconds: z.number(),
  startedAtMs: z.number(),
  expiresAtMs: z.number(),
  /** Wall-clock copy for restarts; never poll before it. */
  nextPollAtMs: z.number(),
  lastExchangeEndAtMs: z.number(),
  /** Written before a poll is sent and cleared when its answer was committed. */
  pollInFlight: z.boolean(),
  /** The previous poll ended without a readable answer: an `invalid_grant` then means the answer was lost. */
  ambiguous: z.boolean(),
  failures: z.number(),
  /** `invalid_dpop_proof` answers in a row; the second means that the binding is lost. */
  proofRefusals: z.number().optional(),
  pollCount: z.number(),
  finalPollDone: z.boolean(),
  /** `error_description`: the server's own words, untrusted. */
  serverWords: z.string().nullable(),
  /** Where the person may look at the request, https (or loopback http in development). */
  interactionUri: z.string().nullable(),
  /** Device grant: the code the person compares or types there. */
  userCode: z.string().nullable().optional(),
  /** CIBA: our own words that the person's other device shows as well. */
  bindingMessage: z.string().nullable().optional(),
  endedAtMs: z.number().nullable(),
  /** What both clocks showed when this was written, where the computer counts its starts: a clock set later is found out. */
  writtenAt: z.object({ bootId: z.string(), uptimeMs: z.number(), wallMs: z.number() }).optional(),
})
export type Deferral = z.infer<typeof deferralSchema>

/** How a wait ended, told to whoever asked for it. */
export interface DeferralEnd {
  readonly deferral: Deferral
  /** The grant written in the same transaction as the end, for `succeeded`; else null. */
  readonly grantId: string | null
  /** Words for people on why it ended so (never inferred), or null. */
  readonly reason: string | null
  /** The server wants more of the person before it answers (FiPA): the challenge endpoint is where to go on. */
  readonly asksForMore?: true
}
