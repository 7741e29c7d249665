// What the app window shows of connections, of the authorization servers behind them, and of revocations still to be sent.
import { z } from 'zod'
import { clientAuthenticationSchema, issuerOptionsSchema } from './model/authorization-server.ts'
import { connectionStatusSchema, toolHiddenSchema } from './model/connection.ts'
import { grantOriginSchema } from './model/grant.ts'
import { hiddenReasonSchema } from './model/http-operation.ts'

/** One grant in plain facts; never a token. */
export const grantViewSchema = z.object({
  grantId: z.string(),
  issuerHost: z.string(),
  scopes: z.array(z.string()),
  /** Types of the authorization details it carries (RFC 9396); others' words. */
  detailTypes: z.array(z.string()),
  /** How it came about; null where an earlier version did not record it. */
  obtainedBy: grantOriginSchema.nullable(),
  obtainedAtMs: z.number(),
  boundToThisDevice: z.boolean(),
  /** Title of the one call it serves; null for a grant that serves any call of the connection. */
  forCall: z.string().nullable(),
  /** Less than was asked: it serves until the wait for the rest ends. */
  lesser: z.boolean(),
  /** End of the access token's life, Unix ms, or null when unknown. */
  expiresAtMs: z.number().nullable(),
  /** A new access token is fetched by itself when the old one ends. */
  renewsItself: z.boolean(),
})
export type GrantView = z.infer<typeof grantViewSchema>

/** One tool in its server's words, cleaned as for agents; where it is blocked or hidden, why. */
export const toolViewSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  reads: z.boolean(),
  /** `new`: the server began to offer it since the connection was made. Absent: nothing to say. */
  state: z.enum(['new', 'blocked', 'hidden']).optional(),
  /** Why no agent is offered it. */
  hidden: toolHiddenSchema.optional(),
})
export type ToolView = z.infer<typeof toolViewSchema>

/** Of an HTTP API: what its document offers. */
export const apiViewSchema = z.object({
  documentUrl: z.string(),
  documentHost: z.string(),
  operations: z.number(),
  offered: z.number(),
  hiddenCount: z.number(),
  /** The first of them; `operation` is the document's words. */
  hidden: z.array(z.object({ operation: z.string(), reason: hiddenReasonSchema })),
  /** What the person may choose among; null where everything is offered. Names are the document's. */
  groups: z
    .array(z.object({ name: z.string(), count: z.number(), isChosen: z.boolean() }))
    .nullable(),
  /** A server at another address, of which nothing is used until the person agrees. */
  offeredServer: z.string().nullable(),
})
export type ApiView = z.infer<typeof apiViewSchema>

export const connectionViewSchema = z.object({
  connectionId: z.string(),
  name: z.string(),
  url: z.string(),
  host: z.string(),
  status: connectionStatusSchema,
  statusText: z.string().nullable(),
  /** Steps of an add or sign-in under way, newest last. */
  progress: z.array(z.object({ step: z.string(), done: z.boolean() })),
  /** Absent for an MCP server. */
  api: apiViewSchema.optional(),
  issuer: z.string().nullable(),
  issuerHost: z.string().nullable(),
  /** Every authorization server that its server names, when there is more than one; the first is its own choice. */
  issuerChoices: z.array(z.object({ issuer: z.string(), host: z.string() })),
  onThisComputer: z.boolean(),
  firstParty: z.boolean(),
  trustedForReading: z.boolean(),
  canRegisterPasskey: z.boolean(),
  /** Its server may pass on the questions of the authorization server: marked for it, by this connection. */
  mayRelay: z.boolean(),
  tools: z.array(toolViewSchema),
  grants: z.array(grantViewSchema),
  /** When the authorization as a whole ends and the person has to sign in again, Unix ms; null where nobody said so. */
  authorizationEndsAtMs: z.number().nullable(),
  /** The wait that its sign-in (or the renewal of one) is in, else null. */
  signInDeferralId: z.string().nullable(),
})
export type ConnectionView = z.infer<typeof connectionViewSchema>

/** The options of an authorization server that the person switches right away. */
export const issuerSwitchSchema = z.enum([
  'deviceGrant',
  'openidDeferred',
  'authReqId',
  'directDeferral',
  'deferralCodeAsLoginHint',
])
export type IssuerSwitch = z.infer<typeof issuerSwitchSchema>

/** How this app is known at an authorization server. `entered`: the person typed a client ID. */
export const registrationSchema = z.enum(['none', 'dynamic', 'metadata_document', 'entered'])

/** One authorization server; connections may share it. */
export const issuerViewSchema = z.object({
  issuer: z.string(),
  host: z.string(),
  clientId: z.string().nullable(),
  registration: registrationSchema,
  authentication: clientAuthenticationSchema,
  firstParty: z.boolean(),
  options: issuerOptionsSchema,
  /** What its metadata offers, so that a switch can say when it would do nothing. */
  offers: z.object({
    device: z.boolean(),
    ciba: z.boolean(),
    unattended: z.boolean(),
    boundToDevice: z.boolean(),
  }),
  connectionNames: z.array(z.string()),
})
export type IssuerView = z.infer<typeof issuerViewSchema>

/** What was thrown away here and could not be revoked at its authorization server yet. */
export const queuedRevocationsSchema = z.object({
  issuerHost: z.string(),
  count: z.number(),
  nextTryAtMs: z.number(),
})
export type QueuedRevocations = z.infer<typeof queuedRevocationsSchema>
