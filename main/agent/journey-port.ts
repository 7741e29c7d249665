// The port of the journey: what it needs of the world, and what the tasks and the gateway may ask of it.
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import type { Receipts } from '../activity/receipts.ts'
import type { Policy } from '../interaction/policy.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import type { ToolSender } from '../resource/tool-sender.ts'
import type { StepUp } from '../step-up/obtain.ts'
import type { Store } from '../store/repositories.ts'
import type { CallRequest } from './freeze-call.ts'

export interface JourneyParts {
  readonly store: Store
  readonly receipts: Receipts
  readonly queue: InteractionQueue
  readonly sender: ToolSender
  readonly stepUp: StepUp
  /** Cancels the call's deferral at its authorization server; a call without one is no error. */
  readonly deferrals: { cancelForCall(callId: string): void | Promise<void> }
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  /** After every saved step. */
  readonly onCallChanged: (call: ToolCall) => void
  /** Once per call, after its end was saved. */
  readonly onCallEnded: (call: ToolCall) => void
  /** Defaults to asking for everything that is not a trusted read. */
  readonly policy?: Policy
}

export interface Journey {
  /**
   * Freezes the call, judges it and asks or sends. `alongside` runs in the same transaction.
   * Throws `agent/gone`, `agent/unknown_tool`, `agent/bad_call`, `agent/busy`; then nothing was kept or sent.
   */
  receive(request: CallRequest, alongside?: (call: ToolCall) => void): ToolCall
  onDeferralEnd(end: DeferralEnd): void
  /** Ends the call unless its bytes are on the way: then its answer ends it, and it is not sent again. */
  cancel(callId: string, reason?: string): void
  /** Picks up every call an earlier process left. Call once, after the queue has started and before `receive`. */
  start(): void
  /** A pause has ended: judges, sends and steps up what was held, but for what another pause still holds. */
  resume(): void
  stop(): void
  /** Resolves when every call whose bytes are on the way has its answer saved, or after a short while. Call after `stop`. */
  settle(): Promise<void>
}
