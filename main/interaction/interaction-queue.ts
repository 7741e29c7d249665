// The durable queue of questions to the person: asks, takes one answer by the rules, expires, withdraws.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { answerTogether } from './answer-together.ts'
import { endingOf, type AskEnd } from './ask-end.ts'
import { agentOf, buildInteraction, type Draft } from './build-interaction.ts'
import { buildConfirmation, isConfirmed } from './confirmation.ts'
import { readReason } from './deny-reason.ts'
import { digestOf } from './digest.ts'
import { createExpiryTimer, type ExpiryTimer } from './expiry-timer.ts'
import type {
  ElicitationDraft,
  InteractionEvent,
  InteractionQueue,
  TogetherOutcome,
  TogetherRequest,
} from './queue.ts'
import { makeRules } from './make-rules.ts'
import { refusalError } from './refusal-words.ts'
import { isHeld } from './is-held.ts'
import type { InteractionQueueParts } from './queue-parts.ts'
import { applyAnswer, type AnswerEvent } from './rules.ts'

/** How long a question about widening stays open. */
export const wideningLifetimeMs = 60 * 60 * 1000

type Decision = Parameters<Parameters<InteractionQueue['onDecision']>[0]>[0]

/**
 * Implements the queue over the store. Decisions are heard inside the transaction that saves the answer, so that
 * an answer and what it decides are durable together; events are heard after it. When the answer cannot be saved,
 * nothing has changed and the question is still open.
 */
export function createInteractionQueue(parts: InteractionQueueParts): InteractionQueue {
  return new StoredQueue(parts)
}

class StoredQueue implements InteractionQueue {
  readonly #parts: InteractionQueueParts
  readonly #timer: ExpiryTimer
  readonly #eventListeners: ((event: InteractionEvent) => void)[] = []
  readonly #decisionListeners: ((decision: Decision) => void)[] = []
  readonly #wideningListeners: ((widening: Widening) => void)[] = []
  /** Who waits for an elicitation's answer. */
  readonly #waiting = new Map<string, (answer: AskEnd) => void>()
  #started = false

  constructor(parts: InteractionQueueParts) {
    this.#parts = parts
    this.#timer = createExpiryTimer(
      parts.clock,
      () => this.#expireDue(),
      (error) => parts.log('error', 'Interactions could not be expired; trying again', error),
    )
  }

  openApproval(call: ToolCall): Interaction {
    const { id: callId, digest, connectionId, expiresAtMs } = call
    return this.#open({ kind: 'approval', digest, callId, connectionId, expiresAtMs })
  }

  openWidening(widening: Widening, connectionId: string | null): Interaction {
    const digest = digestOf({ widening, connectionId })
    const same = this.#parts.store.interactions
      .listOpenWidenings()
      .find((each) => each.digest === digest)
    if (same !== undefined) {
      queueMicrotask(() => this.#tellOpened(same))
      return same
    }
    const expiresAtMs = this.#parts.clock.nowMs() + wideningLifetimeMs
    return this.#open({ kind: 'widening', digest, widening, connectionId, expiresAtMs })
  }

  askElicitation(draft: ElicitationDraft): Promise<AskEnd> {
    const { callId, connectionId, view: elicitation, expiresAtMs } = draft
    const about = { callId, connectionId }
    const digest = digestOf({ ...about, view: elicitation })
    return new Promise((resolve) => {
      const asked = this.#open({ kind: 'elicitation', digest, ...about, elicitation, expiresAtMs })
      this.#waiting.set(asked.id, resolve)
    })
  }

  approve(request: Parameters<InteractionQueue['approve']>[0]): void {
    const { interactionId, surface, digest, confirmation, allowFor = null } = request
    const confirmed = this.#isTypedRight(interactionId, confirmation)
    this.#apply(interactionId, { kind: 'approve', surface, digest, confirmed, allowFor })
  }

  deny({ interactionId, surface, reason }: Parameters<InteractionQueue['deny']>[0]): void {
    this.#apply(interactionId, { kind: 'deny', surface, reason: readReason(reason) })
  }

  answerTogether(request: TogetherRequest): TogetherOutcome {
    const tellDecision = (interaction: Interaction, together: number): void =>
      this.#tellDecision(interaction, together > 1 ? { together } : {})
    const outcome = answerTogether({ ...this.#parts, tellDecision }, request)
    for (const interaction of outcome.decided) this.#settle(interaction, { action: 'decline' })
    return outcome
  }

  answer({ interactionId, digest, answer }: Parameters<InteractionQueue['answer']>[0]): void {
    const accepts = answer.action === 'accept'
    this.#apply(interactionId, { kind: 'answer', digest, accepts }, answer)
  }

  tellChanged(interaction: Interaction): void {
    this.#emit({ kind: 'changed', interaction })
  }

  withdrawForCall(callId: string): void {
    for (const { id } of this.#parts.store.interactions.listOpenOfCall(callId)) {
      this.#attempt(id, { kind: 'withdraw' })
    }
  }

  withdraw(interactionId: string): void {
    this.#attempt(interactionId, { kind: 'withdraw' })
  }

  withdrawForConnection(connectionId: string): void {
    for (const { id, kind, connectionId: about } of this.listOpen()) {
      // An approval ends with its call, which hears of it.
      if (about === connectionId && kind !== 'approval') this.#attempt(id, { kind: 'withdraw' })
    }
  }

  withdrawForAgent(agentId: string): void {
    for (const { id, widening } of this.#parts.store.interactions.listOpenWidenings()) {
      if (agentOf(widening) === agentId) this.#attempt(id, { kind: 'withdraw' })
    }
  }

  load(interactionId: string): Interaction | null {
    return this.#parts.store.interactions.load(interactionId)
  }

  listOpen(): Interaction[] {
    return this.#parts.store.interactions.listOpen()
  }

  onEvent(listener: (event: InteractionEvent) => void): void {
    this.#eventListeners.push(listener)
  }

  onDecision(listener: (decision: Decision) => void): void {
    this.#decisionListeners.push(listener)
  }

  onWidening(listener: (widening: Widening) => void): void {
    this.#wideningListeners.push(listener)
  }

  start(): void {
    this.#started = true
    for (const { id, kind } of this.listOpen()) {
      const orphaned = kind === 'elicitation' && !this.#waiting.has(id)
      if (orphaned) this.#attempt(id, { kind: 'withdraw' })
    }
    const next = this.#expireDue()
    if (next !== null) this.#timer.note(next)
  }

  stop(): void {
    this.#started = false
    this.#timer.stop()
  }

  /** May run inside a caller's transaction; told to others once that has ended, if it held. */
  #open(draft: Draft): Interaction {
    const { store, makeId, clock } = this.#parts
    const interaction = buildInteraction(draft, { id: makeId(), nowMs: clock.nowMs() })
    store.interactions.save(interaction)
    queueMicrotask(() => this.#tellOpened(interaction))
    return interaction
  }

  #tellOpened(interaction: Interaction): void {
    try {
      if (this.load(interaction.id)?.state !== 'open') return
      this.#emit({ kind: 'opened', interaction })
      if (this.#started) this.#timer.note(interaction.expiresAtMs)
    } catch (error) {
      this.#parts.log('error', 'An opened interaction could not be told of', error)
    }
  }

  #emit(event: InteractionEvent): void {
    for (const listener of this.#eventListeners) {
      try {
        listener(event)
      } catch (error) {
        this.#parts.log('error', 'A listener of the interaction queue failed', error)
      }
    }
  }

  #callOf(interaction: Interaction | null): ToolCall | null {
    const callId = interaction?.callId ?? null
    return callId === null ? null : this.#parts.store.calls.load(callId)
  }

  #apply(interactionId: string, event: AnswerEvent, answer?: ElicitationAnswer): void {
    const interaction = this.load(interactionId)
    if (interaction === null) throw refusalError('interaction/gone')
    const nowMs = this.#parts.clock.nowMs()
    const call = this.#callOf(interaction)
    const held = call !== null && isHeld(this.#parts.store, call)
    const context = { call, held, settings: this.#parts.settings() }
    const step = applyAnswer(interaction, event, { nowMs, context })
    if (!step.ok) {
      if (step.refusal === 'interaction/expired') this.#expireDue()
      throw refusalError(step.refusal)
    }
    if (step.mustBeShown) {
      this.#parts.shownGate.requireShown(interaction.id, interaction.digest)
    }
    this.#saveAnswer(step.interaction, event.kind === 'approve' ? event.allowFor : null)
    this.#settle(step.interaction, answer ?? endingOf(event))
  }

  #saveAnswer(interaction: Interaction, allowFor: AllowFor | null): void {
    const { store } = this.#parts
    try {
      store.transaction(() => {
        store.interactions.save(interaction)
        if (allowFor !== null) this.#makeRule(interaction, allowFor)
        this.#tellDecision(interaction)
        this.#tellWidening(interaction)
      })
    } catch (error) {
      if (!isCountersignError(error) || !error.code.startsWith('store/')) throw error
      throw new CountersignError(error.code, text('interaction.not_saved'), { cause: error })
    }
  }

  #makeRule(interaction: Interaction, allowFor: AllowFor): void {
    const { store, clock, makeId } = this.#parts
    const call = this.#callOf(interaction)
    const fits = interaction.kind === 'approval' && interaction.answeredOn === 'approval'
    const calls = call === null || !fits ? [] : [call]
    makeRules({ store, calls, allowFor, nowMs: clock.nowMs(), makeId })
  }

  #tellDecision(
    { kind, state, callId, answeredOn, reason }: Interaction,
    others: Pick<Decision, 'together'> = {},
  ): void {
    if (kind !== 'approval' || callId === null) return
    if (state !== 'approved' && state !== 'denied' && state !== 'expired') return
    for (const listener of this.#decisionListeners) {
      listener({ callId, outcome: state, surface: answeredOn, reason, ...others })
    }
  }

  #tellWidening({ widening, state }: Interaction): void {
    if (widening === null || state !== 'approved') return
    for (const listener of this.#wideningListeners) listener(widening)
  }

  #settle(interaction: Interaction, answer: AskEnd): void {
    const resolve = this.#waiting.get(interaction.id)
    this.#waiting.delete(interaction.id)
    resolve?.(answer)
    this.#emit({ kind: 'closed', interaction })
  }

  /** For what nobody is there to hear about: a failure is logged, and the timer tries again. */
  #attempt(interactionId: string, event: AnswerEvent): void {
    try {
      this.#apply(interactionId, event)
    } catch (error) {
      this.#parts.log('warn', `An interaction could not be closed (${event.kind})`, error)
    }
  }

  /** Closes what is due and returns when the next one ends. */
  #expireDue(): number | null {
    const { store, clock } = this.#parts
    for (const { id } of store.interactions.listDue(clock.nowMs())) {
      this.#attempt(id, { kind: 'expire' })
    }
    return store.interactions.soonestExpiryMs()
  }

  #isTypedRight(interactionId: string, typed: string | null): boolean {
    const call = this.#callOf(this.load(interactionId))
    const confirmation = call === null ? null : buildConfirmation(call)
    return confirmation === null || isConfirmed(confirmation, typed)
  }
}
