// The port of the interaction queue: durable questions to the person, answered once, by the rules of each surface.
import type { ElicitationAnswer, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Interaction, Surface, Widening } from '../../shared/model/interaction.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { ShownGroup, ShownMember } from './group.ts'
import type { Refusal } from './rules.ts'

export interface ElicitationDraft {
  readonly callId: string | null
  /** Null for a question of ours about no connection. */
  readonly connectionId: string | null
  readonly view: ElicitationView
  readonly expiresAtMs: number
}

export type InteractionEvent =
  | { kind: 'opened'; interaction: Interaction }
  /** The person changed what it asks about, under a new digest: whatever showed the old one is stale. */
  | { kind: 'changed'; interaction: Interaction }
  /** Answered, denied, expired or withdrawn: it is gone everywhere. */
  | { kind: 'closed'; interaction: Interaction }

/** What main knows about what the approval view shows right now (shown long enough, visible). */
export interface ShownGate {
  /** Throws `interaction/not_shown` unless exactly this was shown, visible, for at least 500 ms. */
  requireShown(interactionId: string, digest: string): void
}

export type TogetherRequest =
  | {
      readonly answer: 'approve'
      /** What the approval view shows: every member must be of it. */
      readonly shown: ShownGroup
      readonly members: readonly ShownMember[]
      /** A rule for the calls to come, made in the same transaction; null for once. */
      readonly allowFor: AllowFor | null
    }
  | {
      readonly answer: 'deny'
      readonly interactionIds: readonly string[]
      readonly surface: Surface
      readonly reason: string | null
    }

export interface TogetherOutcome {
  readonly decided: readonly Interaction[]
  /** Answered, ended or changed meanwhile: untouched by this. */
  readonly left: readonly { interactionId: string; refusal: Refusal }[]
}

export interface InteractionQueue {
  /** Opens the approval of a held call, durably; the answer comes as an event and through `onDecision`. */
  openApproval(call: ToolCall): Interaction
  /** Asks once: while the same widening is open, that question is told of again instead. */
  openWidening(widening: Widening, connectionId: string | null): Interaction
  /** Asks and waits. Resolves `decline` when denied, `cancel` when expired. Elicitations do not survive a restart. */
  askElicitation(
    draft: ElicitationDraft,
  ): Promise<ElicitationAnswer | { readonly action: 'withdrawn' }>
  /** Approves from the approval view (checks digest, shown gate, typed confirmation) or a notification (risk). */
  approve(request: {
    interactionId: string
    surface: Surface
    digest: string | null
    confirmation: string | null
    /** What runs unasked from now on, made in the same transaction; null or left out: once. `interaction/bad_rule`. */
    allowFor?: AllowFor | null
  }): void
  /** Denying is possible from every surface. */
  deny(request: { interactionId: string; surface: Surface; reason: string | null }): void
  /**
   * One decision of the person about several: what still can be is decided in one transaction, the rest is named.
   * Danger: never decides high risk or edited arguments. Throws before anything is decided.
   */
  answerTogether(request: TogetherRequest): TogetherOutcome
  /** Answers an elicitation; only from the approval view. */
  answer(request: { interactionId: string; digest: string; answer: ElicitationAnswer }): void
  /** Tells that an open question was saved anew, changed. */
  tellChanged(interaction: Interaction): void
  /** Closes what is open about a call. An elicitation that waits resolves `withdrawn`. */
  withdrawForCall(callId: string): void
  /** Closes one question that is not needed any more; nothing where it is closed. */
  withdraw(interactionId: string): void
  /** Withdraws what is asked about a connection itself: sign-in, registration, widening. */
  withdrawForConnection(connectionId: string): void
  /** Withdraws what is asked about an agent itself: more access, a secret, the end of its pause, a rule. */
  withdrawForAgent(agentId: string): void
  load(interactionId: string): Interaction | null
  listOpen(): Interaction[]
  onEvent(listener: (event: InteractionEvent) => void): void
  /** The journey's ear: a call was approved, denied or its question expired. */
  onDecision(
    listener: (decision: {
      callId: string
      outcome: 'approved' | 'denied' | 'expired'
      surface: Surface | null
      reason: string | null
      /** With how many it was decided in one go; left out for one by itself. */
      together?: number
    }) => void,
  ): void
  /**
   * Heard inside the transaction that saves the approval of a widening, so that neither is kept without the other: what
   * throws leaves the question open.
   */
  onWidening(listener: (widening: Widening) => void): void
  /** Expires what is due; called at start and by its own timer. */
  start(): void
  stop(): void
}
