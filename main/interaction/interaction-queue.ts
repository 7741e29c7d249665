// The durable queue of questions to the person: asks, takes one answer by the rules, expires, withdraws.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Clock, Log, MakeId } from '../../shared/model/ports.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Store } from '../store/repositories.ts'
import { buildConfirmation, isConfirmed } from './confirmation.ts'
import { digestOf } from './digest.ts'
import { createExpiryTimer, earliest } from './expiry-timer.ts'
import type { InteractionEvent, InteractionQueue, ShownGate } from './queue.ts'
import { applyAnswer, type AnswerEvent, type Refusal } from './rules.ts'

/** How long a question about widening stays open. */
export const wideningLifetimeMs = 60 * 60 * 1000

export interface InteractionQueueParts {
  readonly store: Store
  readonly clock: Clock
  readonly makeId: MakeId
  readonly shownGate: ShownGate
  /** Read anew for every answer. */
  readonly settings: () => Settings
  readonly log: Log
}

type Decision = Parameters<Parameters<InteractionQueue['onDecision']>[0]>[0]

const refusalKeys = {
  'interaction/gone': 'interaction.gone',
  'interaction/expired': 'interaction.expired',
  'interaction/surface_refused': 'interaction.surface_refused',
  'interaction/digest_mismatch': 'interaction.digest_mismatch',
  'interaction/confirmation_needed': 'interaction.confirmation_needed',
} as const satisfies Record<Refusal, string>

const refusalError = (refusal: Refusal) => new CountersignError(refusal, text(refusalKeys[refusal]))

const decline: ElicitationAnswer = { action: 'decline' }

/**
 * Implements the queue over the store. Decisions are heard inside the transaction that saves the answer, so that
 * an answer and what it decides are durable together; events are heard after it. When the answer cannot be saved,
 * nothing has changed and the question is still open.
 */
export function createInteractionQueue(parts: InteractionQueueParts): InteractionQueue {
  const eventListeners: ((event: InteractionEvent) => void)[] = []
  const decisionListeners: ((decision: Decision) => void)[] = []
  const waiting = new Map<string, (answer: ElicitationAnswer) => void>()
  let started = false

  const emit = (event: InteractionEvent): void => {
    for (const listener of eventListeners) {
      try {
        listener(event)
      } catch (error) {
        parts.log('error', 'A listener of the interaction queue failed', error)
      }
    }
  }

  /** Called inside the caller's transaction; told to others once that has ended, if it held. */
  const open = (
    draft: Pick<Interaction, 'kind' | 'digest' | 'expiresAtMs'> & Partial<Interaction>,
  ) => {
    const interaction: Interaction = {
      id: parts.makeId(),
      state: 'open',
      callId: null,
      connectionId: null,
      widening: null,
      elicitation: null,
      createdAtMs: parts.clock.nowMs(),
      answeredAtMs: null,
      answeredOn: null,
      reason: null,
      ...draft,
    }
    parts.store.interactions.save(interaction)
    queueMicrotask(() => {
      if (parts.store.interactions.load(interaction.id)?.state !== 'open') return
      emit({ kind: 'opened', interaction })
      if (started) timer.note(interaction.expiresAtMs)
    })
    return interaction
  }

  const contextOf = (interaction: Interaction) => ({
    call: interaction.callId === null ? null : parts.store.calls.load(interaction.callId),
    settings: parts.settings(),
  })

  const tellDecision = (interaction: Interaction): void => {
    if (interaction.kind !== 'approval' || interaction.callId === null) return
    const { state, answeredOn, reason, callId } = interaction
    if (state !== 'approved' && state !== 'denied' && state !== 'expired') return
    for (const listener of decisionListeners) {
      listener({ callId, outcome: state, surface: answeredOn, reason })
    }
  }

  const settle = (interaction: Interaction, answer: ElicitationAnswer): void => {
    const resolve = waiting.get(interaction.id)
    waiting.delete(interaction.id)
    resolve?.(answer)
    emit({ kind: 'closed', interaction })
  }

  const saveAnswer = (interaction: Interaction): void => {
    try {
      parts.store.transaction(() => {
        parts.store.interactions.save(interaction)
        tellDecision(interaction)
      })
    } catch (error) {
      if (!isCountersignError(error)) throw error
      if (!error.code.startsWith('store/')) throw error
      throw new CountersignError(error.code, text('interaction.not_saved'), { cause: error })
    }
  }

  const apply = (interactionId: string, event: AnswerEvent, answer = decline): void => {
    const interaction = parts.store.interactions.load(interactionId)
    if (interaction === null) throw refusalError('interaction/gone')
    const nowMs = parts.clock.nowMs()
    const context = contextOf(interaction)
    const step = applyAnswer(interaction, event, { nowMs, context })
    if (!step.ok) {
      if (step.refusal === 'interaction/expired') expireDue()
      throw refusalError(step.refusal)
    }
    if (step.mustBeShown) parts.shownGate.requireShown(interaction.id, interaction.digest)
    saveAnswer(step.interaction)
    settle(step.interaction, answer)
  }

  const attempt = (interactionId: string, event: AnswerEvent): void => {
    try {
      apply(interactionId, event)
    } catch (error) {
      parts.log('warn', `An interaction could not be closed (${event.kind})`, error)
    }
  }

  const expireDue = (): void => {
    const nowMs = parts.clock.nowMs()
    for (const interaction of parts.store.interactions.listOpen()) {
      if (interaction.expiresAtMs <= nowMs) attempt(interaction.id, { kind: 'expire' })
    }
  }

  const timer = createExpiryTimer(parts.clock, () => {
    expireDue()
    return earliest(parts.store.interactions.listOpen().map((each) => each.expiresAtMs))
  })

  const isTypedRight = (interactionId: string, typed: string | null): boolean => {
    const interaction = parts.store.interactions.load(interactionId)
    const call = interaction === null ? null : contextOf(interaction).call
    const confirmation = call === null ? null : buildConfirmation(call)
    return confirmation === null || isConfirmed(confirmation, typed)
  }

  return {
    openApproval: (call) =>
      open({
        kind: 'approval',
        digest: call.digest,
        callId: call.id,
        connectionId: call.connectionId,
        expiresAtMs: call.expiresAtMs,
      }),
    openWidening: (widening, connectionId) =>
      open({
        kind: 'widening',
        digest: digestOf({ widening, connectionId }),
        widening,
        connectionId,
        expiresAtMs: parts.clock.nowMs() + wideningLifetimeMs,
      }),
    askElicitation: (draft) =>
      new Promise((resolve) => {
        const interaction = open({
          kind: 'elicitation',
          digest: digestOf({
            callId: draft.callId,
            connectionId: draft.connectionId,
            view: draft.view,
          }),
          callId: draft.callId,
          connectionId: draft.connectionId,
          elicitation: draft.view,
          expiresAtMs: draft.expiresAtMs,
        })
        waiting.set(interaction.id, resolve)
      }),
    approve: ({ interactionId, surface, digest, confirmation }) => {
      const confirmed = isTypedRight(interactionId, confirmation)
      apply(interactionId, { kind: 'approve', surface, digest, confirmed })
    },
    deny: ({ interactionId, surface, reason }) =>
      apply(interactionId, { kind: 'deny', surface, reason }),
    answer: ({ interactionId, digest, answer }) =>
      apply(interactionId, { kind: 'answer', digest, accepts: answer.action === 'accept' }, answer),
    withdrawForCall: (callId) => {
      for (const interaction of parts.store.interactions.listOpen()) {
        if (interaction.callId === callId) attempt(interaction.id, { kind: 'withdraw' })
      }
    },
    load: (interactionId) => parts.store.interactions.load(interactionId),
    listOpen: () => parts.store.interactions.listOpen(),
    onEvent: (listener) => void eventListeners.push(listener),
    onDecision: (listener) => void decisionListeners.push(listener),
    start: () => {
      started = true
      for (const interaction of parts.store.interactions.listOpen()) {
        const orphaned = interaction.kind === 'elicitation' && !waiting.has(interaction.id)
        if (orphaned) attempt(interaction.id, { kind: 'withdraw' })
      }
      expireDue()
      const next = earliest(parts.store.interactions.listOpen().map((each) => each.expiresAtMs))
      if (next !== null) timer.note(next)
    },
    stop: () => {
      started = false
      timer.stop()
    },
  }
}
