// What the app window shows: one snapshot of the inbox, waits, tasks, connections and the app's own state.
import { z } from 'zod'
import {
  connectionViewSchema,
  issuerViewSchema,
  queuedRevocationsSchema,
} from './connection-view.ts'
import { deferralDialectSchema, deferralStateSchema } from './model/deferral.ts'
import { elicitationKindSchema } from './model/elicitation.ts'
import { interactionKindSchema } from './model/interaction.ts'
import { ruleViewSchema } from './rule-view.ts'
import { languageModelSchema } from './model/language-model.ts'
import { settingsSchema } from './model/settings.ts'
import { agentViewSchema } from './agent-view.ts'
import { planViewSchema } from './plan-view.ts'
import { taskStateSchema } from './model/task.ts'
import { callStateSchema, riskReasonSchema, riskSchema } from './model/tool-call.ts'

/** One open interaction in the inbox. `title` is written by main from frozen values. */
export const inboxItemSchema = z.object({
  interactionId: z.string(),
  kind: interactionKindSchema,
  /** What an elicitation asks for; else null. */
  asksFor: elicitationKindSchema.nullable(),
  title: z.string(),
  agentId: z.string().nullable(),
  agentName: z.string().nullable(),
  connectionId: z.string().nullable(),
  connectionName: z.string().nullable(),
  /** Of an approval; else null. */
  tool: z.string().nullable(),
  risk: riskSchema.nullable(),
  /** Why it is in that class; null together with `risk`. */
  riskReason: riskReasonSchema.nullable(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  /** Which groups it belongs to, be they of one; null for what is decided one by one. */
  groupIds: z.object({ tool: z.string(), agent: z.string() }).nullable().optional(),
})
export type InboxItem = z.infer<typeof inboxItemSchema>

/** Open approvals of one tool at one connection, or of one agent: what can be decided together. */
export const inboxGroupSchema = z.object({
  groupId: z.string(),
  /** Over all agents, or of one. */
  by: z.enum(['tool', 'agent']),
  title: z.string(),
  /** Of a group by agent; else null. */
  agentId: z.string().nullable(),
  agentNames: z.array(z.string()),
  connectionName: z.string(),
  /** Without the high-risk ones, which are decided one by one. */
  count: z.number(),
  soonestExpiryMs: z.number(),
})
export type InboxGroup = z.infer<typeof inboxGroupSchema>

/** One event on the timeline of a call. `words` is our text; `quote` is somebody else's, shown as a quotation. */
export const timelineEntrySchema = z.object({
  atMs: z.number(),
  label: z.string(),
  words: z.string().nullable(),
  quote: z.string().nullable(),
  status: z.enum(['past', 'now', 'future', 'bad']),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** Whose wait it is. */
const waitSubject = {
  deferralId: z.string(),
  /** Null together with the three after it: a sign-in waits, not a call. */
  callId: z.string().nullable(),
  taskId: z.string().nullable(),
  agentName: z.string().nullable(),
  taskText: z.string().nullable(),
  title: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  state: deferralStateSchema,
  /** Decides what can honestly be said: who is asked, and whether a request can be withdrawn. */
  dialect: deferralDialectSchema,
  waitingForHost: z.string(),
  serverWords: z.string().nullable(),
  startedAtMs: z.number(),
  checks: z.number(),
  timeline: z.array(timelineEntrySchema),
}

/** One wait for somebody else (a deferral). Who is waited for is the authorization server's host, always. */
export const waitItemSchema = z.object({
  ...waitSubject,
  /** What was asked for, scope by scope. */
  scopes: z.array(z.string()),
  nextCheckAtMs: z.number(),
  intervalSeconds: z.number(),
  expiresAtMs: z.number(),
  canOpenInteraction: z.boolean(),
  /** Host of the address that would be opened; it need not be the authorization server's own. */
  interactionHost: z.string().nullable(),
  /** The whole address, which the person sees before it is opened. */
  interactionAddress: z.string().nullable(),
  /** How its host reads when that is written in Punycode, else null. */
  interactionReads: z.string().nullable(),
  /** It opens inside the app: a page of an authorization server that the person marked first-party. */
  interactionOpensInside: z.boolean(),
  /** True when that host shares no registrable domain with the authorization server: the person is warned first. */
  interactionIsElsewhere: z.boolean(),
  canCancelAtServer: z.boolean(),
  /** Device grant: the code to compare. CIBA: our words that the other device shows. Ours to show, never the server's. */
  userCode: z.string().nullable(),
  bindingMessage: z.string().nullable(),
  /** False where the authorization server never advertised DPoP: whoever holds the handle could fetch the token. */
  boundToThisDevice: z.boolean(),
  /** A token for less than was asked serves meanwhile. */
  goesOnWithLess: z.boolean(),
  survivesRestart: z.boolean(),
})
export type WaitItem = z.infer<typeof waitItemSchema>

/** A wait that has ended, with its end in our words. */
export const endedWaitSchema = z.object({
  ...waitSubject,
  endedAtMs: z.number(),
  words: z.string(),
})
export type EndedWait = z.infer<typeof endedWaitSchema>

export const callSummarySchema = z.object({
  callId: z.string(),
  title: z.string(),
  tool: z.string(),
  connectionName: z.string(),
  state: callStateSchema,
  risk: riskSchema,
  outcomeText: z.string().nullable(),
  resultText: z.string().nullable(),
  interactionId: z.string().nullable(),
  deferralId: z.string().nullable(),
  /** What its server says while it is on its way: how much is done (0 to 1, where that is known), in its own words. */
  progress: z.object({ fraction: z.number().nullable(), words: z.string().nullable() }).optional(),
})
export type CallSummary = z.infer<typeof callSummarySchema>

export const taskStepViewSchema = z.object({
  position: z.number(),
  kind: z.enum(['person', 'agent', 'call', 'plan']),
  text: z.string(),
  call: callSummarySchema.nullable(),
  createdAtMs: z.number(),
  plan: planViewSchema.optional(),
  /** The person stopped the model here. */
  stopped: z.boolean().optional(),
  /** The tool of a call that was not possible as it was asked for; `text` says why. */
  refusedTool: z.string().optional(),
})
export type TaskStepView = z.infer<typeof taskStepViewSchema>

export const taskViewSchema = z.object({
  taskId: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  /** `gateway`: the calls of an agent that runs elsewhere; left out for a conversation. */
  kind: z.enum(['conversation', 'gateway']).optional(),
  text: z.string(),
  /** What the person named it; else null. */
  title: z.string().nullable().optional(),
  /** `paused`: nothing of it goes on before the person ends the pause of it, of its agent or of all agents. */
  state: taskStateSchema,
  /** The person paused this very task. */
  byPerson: z.boolean().optional(),
  /** Letting it go on is asked about in the approval view: something would run unasked again. */
  resumeAsks: z.boolean().optional(),
  /** What its model is saying at this moment, untrusted and visible; null while it is not asked. */
  live: z.string().nullable().optional(),
  /** What its model used: tokens in and out, cost in millionths of a US dollar, null where no price is known. */
  usage: z
    .object({ input: z.number(), output: z.number(), costMicros: z.number().nullable() })
    .nullable()
    .optional(),
  createdAtMs: z.number(),
  steps: z.array(taskStepViewSchema),
})
export type TaskView = z.infer<typeof taskViewSchema>

/** Something the person is told once. `key` names a text of the catalogue; `values` fill it. */
export const noticeSchema = z.object({
  id: z.string(),
  tone: z.enum(['info', 'ok', 'warn', 'bad']),
  title: z.string(),
  body: z.string(),
  atMs: z.number(),
  callId: z.string().nullable(),
})
export type Notice = z.infer<typeof noticeSchema>

/** Where other agents come in: `port` is null while it does not listen, `problem` says what is not as it should be. */
const gatewayStateSchema = z.object({ port: z.number().nullable(), problem: z.string().nullable() })

export const overviewSchema = z.object({
  nowMs: z.number(),
  /** The first of them, soonest end first; `inboxTotal` says how many there are. */
  inbox: z.array(inboxItemSchema),
  inboxTotal: z.number(),
  inboxGroups: z.array(inboxGroupSchema),
  /** Active and paused first, then the ended ones of the last days. */
  rules: z.array(ruleViewSchema),
  waits: z.array(waitItemSchema),
  /** Waits that ended in the last days, newest first. */
  endedWaits: z.array(endedWaitSchema),
  tasks: z.array(taskViewSchema),
  /** There are older ones: `task.list` gives them. */
  olderTasks: z.boolean().optional(),
  connections: z.array(connectionViewSchema),
  /** Every authorization server that a connection uses. */
  issuers: z.array(issuerViewSchema),
  /** Per authorization server, soonest first. */
  queuedRevocations: z.array(queuedRevocationsSchema),
  agents: z.array(agentViewSchema),
  /** Language models that the person added, without their keys; absent means none. */
  models: z.array(languageModelSchema).optional(),
  settings: settingsSchema,
  gateway: gatewayStateSchema,
  /** What `system` resolves to here. */
  language: z.enum(['en', 'de']),
  notices: z.array(noticeSchema),
  /** True while secrets survive a restart (a keychain is there and open). */
  secretsSurviveRestart: z.boolean(),
  /** How the person is notified here: a service with buttons, one without, or the app itself. */
  notifications: z.enum(['actions', 'plain', 'in_app']),
  /** MCP URL of the sandbox when one was offered at start, else null. */
  sandboxUrl: z.string().nullable(),
  dataFolder: z.string(),
  version: z.string(),
  /** Interaction or group shown in the approval pane, else null. */
  selectedInteractionId: z.string().nullable(),
  /** The call that it is about, else null. */
  selectedCallId: z.string().nullable(),
})
export type Overview = z.infer<typeof overviewSchema>

/** One row of the activity screen. */
export const activityRowSchema = z.object({
  sequence: z.number(),
  atMs: z.number(),
  kind: z.string(),
  title: z.string(),
  words: z.string().nullable(),
  callId: z.string().nullable(),
})
export type ActivityRow = z.infer<typeof activityRowSchema>
