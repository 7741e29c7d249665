// The door: every verb a renderer may call, which surface may call it, and the schemas of what goes in and out.
import { z } from 'zod'
import { overviewSchema } from './overview.ts'
import { agentVerbs } from './contract/agent-verbs.ts'
import { activityVerbs } from './contract/activity-verbs.ts'
import { decideVerbs } from './contract/decide-verbs.ts'
import { ruleVerbs } from './contract/rule-verbs.ts'
import { languageVerbs } from './contract/language-verbs.ts'
import { gatewayVerbs } from './contract/gateway-verbs.ts'
import { notifyVerbs } from './contract/notify-verbs.ts'
import { settingsVerbs } from './contract/settings-verbs.ts'
import { updateVerbs } from './contract/update-verbs.ts'
import { manyVerbs } from './contract/many-verbs.ts'
import { taskVerbs } from './contract/task-verbs.ts'
import { modelVerbs } from './contract/model-verbs.ts'
import { openapiVerbs } from './contract/openapi-verbs.ts'
import { linkVerbs } from './contract/link-verbs.ts'
import { toolVerbs } from './contract/tool-verbs.ts'
import { approvalStateSchema } from './approval-card.ts'
import { issuerSwitchSchema } from './connection-view.ts'
import { clientAuthenticationSchema } from './model/authorization-server.ts'
import { elicitationAnswerSchema } from './model/elicitation.ts'
import { signInWaySchema } from './model/interaction.ts'
import { allowForSchema } from './model/rule.ts'
import { settingsSchema } from './model/settings.ts'

const nothing = z.object({}).strict()
const done = z.object({ done: z.literal(true) })
const id = z.string().min(1).max(200)
const byInteraction = z.object({ interactionId: id }).strict()
const address = z.string().min(1).max(4_000)
const byConnection = z.object({ connectionId: id }).strict()
const byDeferral = z.object({ deferralId: id }).strict()
/** Names what the person saw: both must match what main shows, or the answer is refused. */
const shown = { interactionId: id, digest: z.string().min(1).max(200) }

/** `widens` marks verbs that can answer positively or let more run unasked: approval surface only, by test. */
export const contract = {
  'overview.load': { surface: 'app', widens: false, input: nothing, output: overviewSchema },
  ...activityVerbs,
  ...agentVerbs,
  ...openapiVerbs,
  ...toolVerbs,
  ...linkVerbs,
  ...taskVerbs,
  'connection.add': {
    surface: 'app',
    widens: false,
    input: z.object({ url: z.string().trim().min(1).max(4_000) }).strict(),
    output: z.object({ connectionId: z.string() }),
  },
  'connection.sign-in': { surface: 'app', widens: false, input: byConnection, output: done },
  'connection.refresh': { surface: 'app', widens: false, input: byConnection, output: done },
  'connection.remove': { surface: 'app', widens: false, input: byConnection, output: done },
  /** Only asks: the approval view shows and confirms it. */
  'connection.ask-first-party': {
    surface: 'app',
    widens: false,
    input: byConnection,
    output: done,
  },
  'connection.ask-trust-reading': {
    surface: 'app',
    widens: false,
    input: byConnection,
    output: done,
  },
  'connection.stop-first-party': {
    surface: 'app',
    widens: false,
    input: byConnection,
    output: done,
  },
  'connection.stop-trust-reading': {
    surface: 'app',
    widens: false,
    input: byConnection,
    output: done,
  },
  /** As a sign-in: the person gives it anew, in the browser or in the approval view. */
  'connection.renew': { surface: 'app', widens: false, input: byConnection, output: done },
  /** Only among those that its own server names; a sign-in there follows, so nothing is allowed by it. */
  'connection.choose-issuer': {
    surface: 'app',
    widens: false,
    input: z.object({ connectionId: id, issuer: address }).strict(),
    output: done,
  },
  /**
   * Only asks. As whom the app acts at an authorization server is decided by its client, so the approval view names both
   * and asks; and a secret is typed there, because model output and server text are shown on the app page.
   */
  'issuer.ask-client': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        connectionId: id,
        issuer: address,
        clientId: z.string().regex(/^[\x21-\x7e]{1,2000}$/),
        authentication: clientAuthenticationSchema,
      })
      .strict(),
    output: done,
  },
  /** Only asks: each of these obtains tokens without a sign-in in front of this computer, or for whom it names. */
  'issuer.ask-way': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        connectionId: id,
        issuer: address,
        way: signInWaySchema,
        value: z.string().trim().min(1).max(255).nullable(),
      })
      .strict(),
    output: done,
  },
  'issuer.stop-way': {
    surface: 'app',
    widens: false,
    input: z.object({ issuer: address, way: signInWaySchema }).strict(),
    output: done,
  },
  /**
   * None of these widens: a code on another device is entered by a person, and another spelling of "not yet" changes how
   * an answer is read, not who decides it. Every token is still bound to this app's client, and every call is judged.
   */
  'issuer.switch': {
    surface: 'app',
    widens: false,
    input: z.object({ issuer: address, option: issuerSwitchSchema, on: z.boolean() }).strict(),
    output: done,
  },
  'connection.register-passkey': {
    surface: 'app',
    widens: false,
    input: byConnection,
    output: done,
  },
  'interaction.open': { surface: 'app', widens: false, input: byInteraction, output: done },
  'interaction.close': { surface: 'app', widens: false, input: nothing, output: done },
  'interaction.deny': {
    surface: 'app',
    widens: false,
    input: z.object({ interactionId: id, reason: z.string().max(2_000).nullable() }).strict(),
    output: done,
  },
  /** Where the app window leaves room for the approval view, in CSS pixels of the window. */
  'interaction.place': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        x: z.number().int().min(0).max(20_000),
        y: z.number().int().min(0).max(20_000),
        width: z.number().int().min(0).max(20_000),
        height: z.number().int().min(0).max(20_000),
      })
      .strict(),
    output: done,
  },
  'deferral.check-now': { surface: 'app', widens: false, input: byDeferral, output: done },
  'deferral.open-interaction': { surface: 'app', widens: false, input: byDeferral, output: done },
  'deferral.cancel': { surface: 'app', widens: false, input: byDeferral, output: done },
  'notice.dismiss': {
    surface: 'app',
    widens: false,
    input: z.object({ noticeId: id }).strict(),
    output: done,
  },
  ...settingsVerbs,
  ...updateVerbs,
  'settings.appearance': {
    surface: 'app',
    widens: false,
    input: settingsSchema.pick({ appearance: true }).strict(),
    output: done,
  },
  ...languageVerbs,
  ...gatewayVerbs,
  ...notifyVerbs,
  ...manyVerbs,
  ...modelVerbs,
  ...decideVerbs,
  'settings.stop-notification-approve': {
    surface: 'app',
    widens: false,
    input: nothing,
    output: done,
  },
  'settings.ask-notification-approve': {
    surface: 'app',
    widens: false,
    input: nothing,
    output: done,
  },

  ...ruleVerbs,
  'approval.load': {
    surface: 'approval',
    widens: false,
    input: nothing,
    output: approvalStateSchema,
  },
  /** The page says what it has painted; main starts the 500 ms from here. */
  'approval.shown': {
    surface: 'approval',
    widens: false,
    input: z.object(shown).strict(),
    output: done,
  },
  'approval.approve': {
    surface: 'approval',
    widens: true,
    input: z
      .object({
        ...shown,
        confirmation: z.string().max(200).nullable(),
        /** A one-time code given ahead, for the card's `stepUpAhead` host alone. Never kept or logged. */
        code: z
          .string()
          .regex(/^\d{6,8}$/)
          .nullable()
          .default(null),
        /** Null: once. Left out it is once too. */
        allowFor: allowForSchema.nullable().default(null),
      })
      .strict(),
    output: done,
  },
  'approval.deny': {
    surface: 'approval',
    widens: false,
    input: z.object({ ...shown, reason: z.string().max(2_000).nullable() }).strict(),
    output: done,
  },
  'approval.answer': {
    surface: 'approval',
    widens: true,
    input: z.object({ ...shown, answer: elicitationAnswerSchema }).strict(),
    output: done,
  },
  'approval.close': { surface: 'approval', widens: false, input: nothing, output: done },
} as const satisfies Record<
  string,
  { surface: 'app' | 'approval'; widens: boolean; input: z.ZodType; output: z.ZodType }
>

export type Contract = typeof contract
export type Verb = keyof Contract
export type Input<V extends Verb> = z.infer<Contract[V]['input']>
export type Output<V extends Verb> = z.infer<Contract[V]['output']>
export type VerbOf<S extends 'app' | 'approval'> = {
  [V in Verb]: Contract[V]['surface'] extends S ? V : never
}[Verb]
