// What can happen to a tool call, and what a step of its journey asks the world to do.
import type { Surface } from '../../shared/model/interaction.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'
import type { ToolCall, UpstreamTask } from '../../shared/model/tool-call.ts'
import type { DeferralState } from '../../shared/model/deferral.ts'
import type { PolicyDecision } from '../interaction/policy.ts'
import type { SendOutcome } from '../resource/tool-sender.ts'
import type { ObtainOutcome } from '../step-up/obtain.ts'

/** What is true of the world at the moment of sending, compared with what was frozen. */
export interface DispatchFacts {
  /** Digest recomputed from the stored call and the connection as it is now; null when the connection is gone. */
  readonly digest: string | null
  /** Definition hash of the tool as it is now; null when it is gone. */
  readonly toolDefinitionHash: string | null
  readonly policy: PolicyDecision
  /** The person paused or revoked the rule, or ended the plan, that allowed it; its end by time stops nothing that is under way. */
  readonly ruleStopped?: true
  /** All agents, its agent or its task are paused. */
  readonly paused: boolean
  /** False: no receipt could be signed. What cannot be recorded is not run. */
  readonly recordable: boolean
  /** What goes with it; null where no grant does. */
  readonly token: TokenFacts | null
}

/** What is put on record of an access token: enough to recognise it, nothing to use it. */
export interface TokenFacts {
  /** SHA-256 of the access token, hex. */
  readonly tokenSha256: string
  readonly issuer: string
  readonly acr: string | null
}

export type CallEvent =
  | { kind: 'judged'; policy: PolicyDecision }
  /** `together`: with how many it was decided in one go. */
  | { kind: 'approved'; surface: Surface | null; together?: number }
  | { kind: 'denied'; reason: string | null; together?: number }
  | { kind: 'question_expired' }
  | { kind: 'dispatch'; facts: DispatchFacts }
  /** `attempt` says which sending this is the outcome of. */
  | { kind: 'sent'; attempt: number; outcome: SendOutcome; cancelWanted: boolean }
  /** Its server works on it as a task, and is asked after it from now on. */
  | { kind: 'task_begun'; attempt: number; task: UpstreamTask }
  | { kind: 'step_up' }
  | { kind: 'obtained'; attempt: number; outcome: ObtainOutcome }
  | {
      kind: 'deferral_ended'
      deferralId: string
      state: DeferralState
      grantId: string | null
      reason: string | null
      /** See `DeferralEnd`. */
      asksForMore?: true
    }
  | { kind: 'cancelled'; reason: string | null }
  | { kind: 'time_passed' }
  /** The process that held this call is gone. */
  | { kind: 'recovered' }

/** `spend` must succeed inside the transaction that saves the call, or nothing of the step may be saved. */
export type CallEffect =
  | { kind: 'judge' }
  | { kind: 'open_question' }
  | { kind: 'dispatch' }
  | { kind: 'spend' }
  | { kind: 'transmit' }
  /** Asks the server after its task; nothing is sent again. */
  | { kind: 'follow' }
  | { kind: 'begin_step_up' }
  /** `before`: the rounds as they were before this one began. */
  | { kind: 'obtain'; before: RoundCounts }
  | { kind: 'stop_waiting' }
  | { kind: 'record'; activity: ActivityKind; detail: Readonly<Record<string, unknown>> }
  | { kind: 'ended' }

export type RoundCounts = Pick<ToolCall, 'refreshRounds' | 'interactiveRounds'>

export interface CallStep {
  readonly call: ToolCall
  readonly effects: readonly CallEffect[]
}
