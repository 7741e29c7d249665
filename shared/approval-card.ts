// What the approval view shows: one interaction with everything needed to decide it, written by main from frozen bytes.
import { z } from 'zod'
import { elicitationViewSchema } from './model/elicitation.ts'
import { interactionKindSchema, wideningSchema } from './model/interaction.ts'
import { ruleConditionSchema } from './model/rule.ts'
import { riskReasonSchema, riskSchema } from './model/tool-call.ts'

/** What a value is known to be, so that it can be drawn as such beside its exact text. */
export const argumentShapeSchema = z.enum([
  'text',
  'long_text',
  'number',
  'boolean',
  'money',
  'recipient',
  'date',
  'url',
  'file',
  /** Base64 or hex: bytes that stand for something else. */
  'blob',
])
export type ArgumentShape = z.infer<typeof argumentShapeSchema>

/**
 * A piece of a long text compared with the last similar call; `text` is already visible. `skipped` stands for what is
 * the same on both sides and is not repeated: its text is ours ("118 lines the same").
 */
export const diffPieceSchema = z.object({
  kind: z.enum(['same', 'added', 'removed', 'skipped']),
  text: z.string(),
})
export type DiffPiece = z.infer<typeof diffPieceSchema>

/** One argument as a row. `value` is the exact text; `note` is ours ("last time 1,150.00"). */
export const argumentRowSchema = z.object({
  path: z.string(),
  /** JSON Pointer (RFC 6901) inside the arguments. */
  pointer: z.string(),
  label: z.string(),
  value: z.string(),
  /** Canonical JSON of the value: what an edit starts from. */
  valueJson: z.string(),
  shape: argumentShapeSchema,
  /** The value as people write it ("€1,200.00", "Friday 27 November 2026, in 5 days"); null when that adds nothing. */
  reading: z.string().nullable(),
  note: z.string().nullable(),
  /** Differs from the last similar call, or is new. */
  changed: z.boolean(),
  /** Against the last similar call, for long texts that changed; else null. */
  diff: z.array(diffPieceSchema).nullable(),
  /** Ours, one sentence each: mixed scripts, punycode, an address without TLS. */
  warnings: z.array(z.string()),
  /** Where in `value` that part stands that decides where it goes: the host of a URL, the name of a file; else null. */
  emphasis: z.object({ start: z.number(), end: z.number() }).nullable(),
  /** Every letter that can be taken for another, by its code point; null where there is none. */
  spelled: z.string().nullable(),
  /** A blob read as text, already visible; null where it is none. */
  decoded: z.string().nullable(),
  /** Null where the person changed nothing. Else what the agent asked for here (visible), whose null means nothing at all. */
  asked: z.object({ value: z.string().nullable() }).nullable(),
})
export type ArgumentRow = z.infer<typeof argumentRowSchema>

/** A warning about a name that is not an argument: the agent's, the tool's, the server's. */
export const nameWarningSchema = z.object({ sentence: z.string(), spelled: z.string() })
export type NameWarning = z.infer<typeof nameWarningSchema>

export const approvalCallSchema = z.object({
  callId: z.string(),
  tool: z.string(),
  connectionName: z.string(),
  host: z.string(),
  /** The resource identifier the access token is for, where it is not the server's own address. */
  audience: z.string().nullable(),
  scope: z.string().nullable(),
  risk: riskSchema,
  riskReason: riskReasonSchema,
  rows: z.array(argumentRowSchema),
  /** Canonical JSON of the arguments: exactly what will be sent. */
  argumentsJson: z.string(),
  byteCount: z.number(),
  /** The agent's words; untrusted. */
  why: z.string(),
  /** Earlier calls of this tool by this agent, in one sentence each; may be empty. */
  before: z.array(z.string()),
  /** When the person approved it, for a step-up of an approved call. */
  approvedAtMs: z.number().nullable(),
  /** What the agent asked for before the person changed it, canonical JSON; else null. */
  editedFromJson: z.string().nullable(),
  /** Values that the agent asked for and the person took out. */
  takenOut: z.array(z.object({ label: z.string(), value: z.string() })),
})

/** One call of a plan, with every argument. */
export const planCardEntrySchema = z.object({
  position: z.number(),
  title: z.string(),
  dropped: z.boolean(),
  /** Its tool or its connection changed since: it would be asked about again. */
  isVoid: z.boolean(),
  /** The arguments may be changed here. */
  editable: z.boolean(),
  call: approvalCallSchema,
})
export type PlanCardEntry = z.infer<typeof planCardEntrySchema>

/** A proof that the authorization server asked for last time, given together with the approval. */
export const stepUpAheadSchema = z.discriminatedUnion('kind', [
  /** `digits` as in the elicitation of last time. The code is sent only if `host` asks for it again. */
  z.object({ kind: z.literal('otp'), host: z.string(), digits: z.number().int() }),
  /** The ceremony opens right after Approve. */
  z.object({ kind: z.literal('passkey'), host: z.string() }),
])
export type StepUpAhead = z.infer<typeof stepUpAheadSchema>

/** How far an approval may reach beyond this call: null on cards where once is all there is. */
export const allowForOfferSchema = z.object({
  /** One condition per value of the call, as narrow as what was seen. */
  conditions: z.array(ruleConditionSchema),
  /** For each condition, in order, every value that was seen (canonical JSON). */
  seen: z.array(z.array(z.string())),
  /** False where the agent's task has nothing more to come. */
  hasTask: z.boolean(),
})
export type AllowForOffer = z.infer<typeof allowForOfferSchema>

/** One tool that its server changed: what was accepted against what it is now. */
export const toolChangeSchema = z.object({
  name: z.string(),
  /** Empty where the definition is as it was, and only the server's identity is another. */
  pieces: z.array(diffPieceSchema),
})
export type ToolChange = z.infer<typeof toolChangeSchema>

/** What an agent would get, connection by connection. `whole`: its later tools too. */
const agentFactsListSchema = z.array(
  z.object({
    connectionName: z.string(),
    host: z.string(),
    whole: z.boolean(),
    tools: z.array(z.string()),
  }),
)
export type AgentFacts = z.infer<typeof agentFactsListSchema>

export const approvalCardSchema = z.object({
  interactionId: z.string(),
  kind: interactionKindSchema,
  /** What the answer must name, so that what was shown is what is answered. */
  digest: z.string(),
  title: z.string(),
  agentName: z.string().nullable(),
  /** What the agent calls itself, where that differs; untrusted. */
  agentClaimedName: z.string().nullable(),
  /** Names on this card that can be taken for others. */
  nameWarnings: z.array(nameWarningSchema),
  taskText: z.string().nullable(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  call: approvalCallSchema.nullable(),
  elicitation: elicitationViewSchema.nullable(),
  widening: wideningSchema.nullable(),
  /** The calls that a plan lays out; left out on other cards. */
  plan: z.array(planCardEntrySchema).optional(),
  /** What a pause holds that would go on, one sentence each; left out on other cards. */
  pausedFacts: z.array(z.string()).optional(),
  /** With the widening of changed tools alone. */
  toolChanges: z.array(toolChangeSchema).optional(),
  /** High risk: the number the person types, described; null when none is asked. The value is never sent. */
  confirmation: z.object({ label: z.string(), hint: z.string() }).nullable(),
  /** While the answer is being worked on, what happens now; null when the person may answer. */
  busy: z.string().nullable(),
  allowFor: allowForOfferSchema.nullable(),
  stepUpAhead: stepUpAheadSchema.nullable(),
  /** The arguments may be changed here before they are approved. */
  editable: z.boolean(),
  /** Where an agent would get more to use; left out on other cards. */
  agentFacts: agentFactsListSchema.optional(),
})
export type ApprovalCard = z.infer<typeof approvalCardSchema>
export type ApprovalCall = z.infer<typeof approvalCallSchema>

/** One call of a group: its cells stand under the columns of the group. */
export const groupMemberSchema = z.object({
  interactionId: z.string(),
  digest: z.string(),
  agentName: z.string(),
  expiresAtMs: z.number(),
  /** One per column; null where the call has no such value. */
  cells: z.array(argumentRowSchema.nullable()),
  /** The agent's words; untrusted. */
  why: z.string(),
  /** Why it cannot be picked any more, in our words; null while it can. Its row stays where it is. */
  ended: z.string().nullable(),
})
export type GroupMember = z.infer<typeof groupMemberSchema>

/** Several held calls of one tool at one connection, decided together or picked among. Never a high-risk one. */
export const groupCardSchema = z.object({
  groupId: z.string(),
  /** Over every member's id and digest, in order: what the answer must name. */
  digest: z.string(),
  title: z.string(),
  tool: z.string(),
  connectionName: z.string(),
  host: z.string(),
  risk: riskSchema,
  riskReason: riskReasonSchema,
  agentNames: z.array(z.string()),
  /** Values that are the same in all of them. */
  common: z.array(argumentRowSchema),
  /** Values that differ, one column each. */
  columns: z.array(z.object({ pointer: z.string(), label: z.string() })),
  members: z.array(groupMemberSchema),
  /** High-risk calls of the same tool that must be decided one by one. */
  leftOut: z.number(),
  /** Alike ones that are not on this card: they came later, or there are too many for one. */
  more: z.number(),
  allowFor: allowForOfferSchema.nullable(),
})
export type GroupCard = z.infer<typeof groupCardSchema>

/** Everything a snippet is made of but the secret. */
const revealSchema = z.object({
  interactionId: z.string(),
  agentName: z.string(),
  facts: z.object({
    port: z.number().nullable(),
    mcpCommand: z.string(),
    hookCommand: z.string(),
    home: z.string().nullable(),
    shell: z.enum(['posix', 'windows']),
  }),
  portIsFixed: z.boolean(),
})
export type Reveal = z.infer<typeof revealSchema>

export const approvalStateSchema = z.object({
  nowMs: z.number(),
  card: approvalCardSchema.nullable(),
  /** Shown instead of a card; never both. */
  group: groupCardSchema.nullable(),
  /** Shown instead of a card: how the agent comes in whose secret was just made. The secret is asked for by the page. */
  reveal: revealSchema.nullable().optional(),
  /** All agents are paused: nothing can be approved until that ends. */
  paused: z.boolean(),
  language: z.enum(['en', 'de']),
  /** How many interactions are open in all. */
  openCount: z.number(),
  /** True in the small window of its own. */
  standalone: z.boolean(),
  appearance: z.enum(['system', 'light', 'dark']),
})
export type ApprovalState = z.infer<typeof approvalStateSchema>
