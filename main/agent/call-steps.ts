// Saves the steps of tool calls: one transaction holds the call, its question, its spent approval and its activity rows.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Receipts } from '../activity/receipts.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import type { Durability } from '../store/database.ts'
import type { Store } from '../store/repositories.ts'
import type { CallEffect, CallEvent, CallStep } from './call-event.ts'
import { countUse } from './rule-steps.ts'
import { reduceCall } from './tool-call.ts'

export interface CallStepsParts {
  readonly store: Store
  readonly receipts: Receipts
  readonly queue: InteractionQueue
  readonly clock: Clock
  readonly log: Log
  /** Hears every step once its transaction has held; must not throw. */
  readonly onStep: (step: CallStep) => void
}

type Recorded = Extract<CallEffect, { kind: 'record' }>

/** How long after a failed write it is tried again. */
export const retryDelayMs = 5_000
/** What nobody foresaw may pass like a full disk; what does not in a minute is a fault of ours. */
const unforeseenTries = 12

/** True unless we refused it: the store could not write, or nobody foresaw it. Nothing has changed then. */
export function mayPass(error: unknown, tries = 0): boolean {
  if (isCountersignError(error)) return error.code.startsWith('store/')
  return tries < unforeseenTries
}

/** What somebody waits to see done; before it, a call was decided by nobody yet. */
const decisions: ReadonlySet<CallEvent['kind']> = new Set(['approved', 'denied', 'cancelled'])

/**
 * A read that trust alone lets run changes nothing anywhere: it need not wait for the disk, and what is lost of it with
 * the power is lost with the agent that asked. Whatever a person decided, or acts, is on the disk before it goes on.
 */
export function durabilityOf(
  call: Pick<ToolCall, 'risk' | 'decidedBy'> | null,
  event?: CallEvent['kind'],
): Durability {
  if (event !== undefined && decisions.has(event)) return 'now'
  return call?.risk === 'low' && (call.decidedBy ?? 'policy') === 'policy' ? 'soon' : 'now'
}

export class CallSteps {
  readonly #parts: CallStepsParts
  #stopped = false

  constructor(parts: CallStepsParts) {
    this.#parts = parts
  }

  /** One saved step, or null when the event changes nothing. Throws what the store throws; then nothing changed. */
  apply(callId: string, event: CallEvent): CallStep | null {
    const { store, clock } = this.#parts
    const durability = durabilityOf(store.calls.load(callId), event.kind)
    return store.transaction(() => {
      const before = store.calls.load(callId)
      if (before === null) return null
      const nowMs = clock.nowMs()
      const step = reduceCall(before, countUse(store, before, { event, nowMs }), nowMs)
      if (step.call === before && step.effects.length === 0) return null
      this.#save(before, step)
      // A caller's transaction may be around this one: others hear of the step when that has ended.
      queueMicrotask(() => this.#tell(step))
      return step
    }, durability)
  }

  /** Keeps trying while the store cannot write: an outcome that came in must not be lost to a full disk. */
  persist(callId: string, event: CallEvent): void {
    this.carryOut('A step of a tool call could not be saved; trying again', () => {
      this.apply(callId, event)
    })
  }

  /** Runs what may be run again, and again later where it failed in a way that may pass. Else throws what `run` throws. */
  carryOut(words: string, run: () => void, tries = 0): void {
    try {
      run()
    } catch (error) {
      if (!mayPass(error, tries)) throw error
      this.#parts.log('error', words, error)
      this.#parts.clock.after(retryDelayMs, () => {
        if (!this.#stopped) this.seeDone(words, run, tries + 1)
      })
    }
  }

  /** As `carryOut`, for where nobody hears what is thrown. */
  seeDone(words: string, run: () => void, tries = 0): void {
    try {
      this.carryOut(words, run, tries)
    } catch (error) {
      this.#parts.log('error', 'A step of a tool call was given up', error)
    }
  }

  record(call: ToolCall, { activity, detail }: Omit<Recorded, 'kind'>): void {
    const { id: callId, taskId, connectionId } = call
    this.#parts.store.activity.append({ kind: activity, callId, taskId, connectionId, detail })
  }

  stop(): void {
    this.#stopped = true
  }

  #save(before: ToolCall, { call, effects }: CallStep): void {
    const { store, clock, receipts } = this.#parts
    for (const effect of effects) {
      if (effect.kind === 'transmit') receipts.announceKey()
      if (effect.kind === 'spend' && !store.calls.spendApproval(call.id, clock.nowMs())) {
        throw new CountersignError('agent/bad_call', text('agent.refused_spent'))
      }
    }
    if (call !== before) store.calls.save(call)
    for (const effect of effects) {
      if (effect.kind === 'record') this.record(call, effect)
      if (effect.kind === 'open_question') this.#openQuestion(call)
    }
    if (effects.some(({ kind }) => kind === 'ended')) receipts.append(call)
  }

  #openQuestion(call: ToolCall): void {
    const { queue, store } = this.#parts
    const open = store.interactions.listOpenOfCall(call.id)
    if (!open.some(({ kind }) => kind === 'approval')) queue.openApproval(call)
  }

  #tell(step: CallStep): void {
    this.seeDone('What follows a step of a tool call failed; trying again', () => {
      const saved = this.#parts.store.calls.load(step.call.id)
      // A transaction that was rolled back takes its step with it.
      if (saved?.state !== step.call.state || saved.attempts !== step.call.attempts) return
      this.#parts.onStep({ call: saved, effects: step.effects })
    })
  }
}
