// The port of a model: given a conversation, tools and results, what the agent says and calls next.
import type { Tool } from '../../shared/model/connection.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { CallState } from '../../shared/model/tool-call.ts'

export interface ModelTool {
  readonly tool: Tool
  readonly connectionName: string
}

export type ConversationEntry =
  | { kind: 'person'; text: string }
  | { kind: 'agent'; text: string }
  | { kind: 'call'; callId: string; connectionId: string; tool: string; argumentsJson: string }
  | { kind: 'plan'; plan: Plan }

/** One call of this task. Tokens and interaction addresses never stand here. */
export interface ModelResult {
  readonly callId: string
  readonly state: CallState
  /** What it was to do, in one sentence of ours. */
  readonly title: string
  readonly outcomeText: string | null
  readonly resultText: string | null
}

export interface PlannedCall {
  readonly connectionId: string
  readonly tool: string
  /** Raw JSON text. */
  readonly argumentsJson: string
  readonly why: string
}

export interface NextStep {
  readonly text: string | null
  readonly calls: readonly PlannedCall[]
  /** Laid out for the person to see at once, before any of it is called. */
  readonly plan?: readonly PlannedCall[]
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
  /** True when nothing more is to come. */
  readonly done: boolean
}

export interface ModelInput {
  readonly conversation: readonly ConversationEntry[]
  readonly tools: readonly ModelTool[]
  /** Every call of the task so far, ended or not. */
  readonly results: readonly ModelResult[]
  /** The call whose end is the occasion, or null. */
  readonly latestCallId: string | null
  /** Every call that ended, or was refused as it was, since this model last answered; in order. */
  readonly newCallIds?: readonly string[]
}

/** What a model tells while it works; a step that was stopped rejects with the signal's reason. */
export interface StepListener {
  readonly signal: AbortSignal
  /** All that it has said in this step so far. */
  onText(soFar: string): void
  /** Words of ours for the person while it says nothing; what it had said before them is lost. Never kept. */
  onWait?(words: string): void
}

export interface Model {
  /** Shown beside what it says, e.g. `rehearsal`. */
  readonly label: string
  /** Rejects with `agent/model_failed` and words for people: no key, wrong key, rate limit, model gone, too long. */
  nextStep(input: ModelInput, listener?: StepListener): Promise<NextStep>
}
