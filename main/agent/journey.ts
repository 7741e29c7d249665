// Drives the journey of every tool call: saves each step before it acts on it, and picks up after a restart.
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { DeferralEnd } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { createExpiryTimer, type ExpiryTimer } from '../interaction/expiry-timer.ts'
import { isHeld, waitsForResume } from '../interaction/is-held.ts'
import { decidePolicy, type Policy } from '../interaction/policy.ts'
import type { CallEffect, CallStep, RoundCounts } from './call-event.ts'
import { CallSteps, mayPass, retryDelayMs } from './call-steps.ts'
import { findDispatchFacts } from './dispatch-facts.ts'
import { expireDue, isTimed } from './expire-calls.ts'
import { requireRoom } from './flood-guard.ts'
import { freezeCall, type CallRequest } from './freeze-call.ts'
import type { Journey, JourneyParts } from './journey-port.ts'
import { pausableEffects } from './pause.ts'
import { findWaitAfterRestart, listEndedWaits, sweepCallGrants } from './journey-recovery.ts'
import { requestGrant } from './journey-requests.ts'
import { pickGrant } from './pick-grant.ts'
import { Sendings } from './sendings.ts'
import { takeBackQuestions } from './take-back-questions.ts'
import { questionLifetimeMs } from './tool-call.ts'

/** Longest wait of `settle`: what is not answered by then is `unknown` after the next start. */
export const longestSettleMs = 3_000

/** See `Journey`. Nothing is kept in memory that the store does not have, but which work is under way. */
export function createJourney(parts: JourneyParts): Journey {
  return new JourneyDriver(parts)
}

class JourneyDriver implements Journey {
  readonly #parts: JourneyParts
  readonly #steps: CallSteps
  readonly #policy: Policy
  readonly #timer: ExpiryTimer
  readonly #underWay = new Map<string, Promise<void>>()
  readonly #cancelWanted = new Set<string>()
  readonly #sendings: Sendings
  #stopped = false

  constructor(parts: JourneyParts) {
    this.#parts = parts
    this.#sendings = new Sendings(parts)
    this.#policy = parts.policy ?? decidePolicy
    const { store, receipts, queue, clock, log } = parts
    this.#steps = new CallSteps({
      store,
      receipts,
      queue,
      clock,
      log,
      onStep: (step) => this.#afterStep(step),
    })
    this.#timer = createExpiryTimer(
      clock,
      () => this.#expireDue(),
      (error) => log('error', 'Calls could not be expired; trying again', error),
    )
    queue.onDecision(({ callId, outcome, surface, reason, ...others }) => {
      if (outcome === 'approved')
        this.#steps.apply(callId, { kind: 'approved', surface, ...others })
      else if (outcome === 'denied')
        this.#steps.apply(callId, { kind: 'denied', reason, ...others })
      else this.#steps.apply(callId, { kind: 'question_expired' })
    })
  }

  receive(request: CallRequest, alongside?: (call: ToolCall) => void): ToolCall {
    const { store, makeId, clock } = this.#parts
    const at = { id: makeId(), nowMs: clock.nowMs(), questionLifetimeMs }
    const call = freezeCall(store, request, at)
    const policy = isHeld(store, call) ? null : this.#policy(call)
    // What runs unasked is on the disk with its dispatch; until then nothing has happened.
    const durability = policy?.decision === 'allow' ? 'soon' : 'now'
    return store.transaction(() => {
      store.calls.save(call)
      const { tool, digest, risk } = call
      this.#steps.record(call, { activity: 'call_received', detail: { tool, digest, risk } })
      alongside?.(call)
      if (policy === null) this.#steps.record(call, { activity: 'call_held', detail: {} })
      else this.#steps.apply(call.id, { kind: 'judged', policy })
      return requireRoom(store, store.calls.load(call.id) ?? call)
    }, durability)
  }

  onDeferralEnd(end: DeferralEnd): void {
    for (const { callId, event } of listEndedWaits(this.#parts.store, end))
      this.#steps.persist(callId, event)
  }

  cancel(callId: string, reason?: string): void {
    const call = this.#parts.store.calls.load(callId)
    if (call === null || endedCallStates.has(call.state)) return
    this.#cancelWanted.add(callId)
    this.#sendings.cancel(callId)
    this.#guard('withdraw', () => takeBackQuestions(this.#parts, callId))
    this.#steps.apply(callId, { kind: 'cancelled', reason: reason ?? null })
  }

  start(): void {
    const { store } = this.#parts
    for (const call of store.calls.listAlive()) {
      this.#takeUp(call)
      if (isTimed(call)) this.#timer.note(call.expiresAtMs)
    }
    const hasEnded = (callId: string): boolean => {
      const call = store.calls.load(callId)
      return call === null || endedCallStates.has(call.state)
    }
    this.#inBackground('sweep', () => sweepCallGrants(store, hasEnded))
  }

  resume(): void {
    const { store } = this.#parts
    for (const call of store.calls.listAlive()) {
      if (!waitsForResume.has(call.state) || isHeld(store, call)) continue
      const running = this.#underWay.has(`obtain:${call.id}:${call.attempts}`)
      if (!running) this.#takeUp(call)
    }
  }

  stop(): void {
    this.#guard('withdraw', () => takeBackQuestions(this.#parts))
    this.#stopped = true
    this.#guard('suspend', () => this.#sendings.suspendTasks())
    this.#steps.stop()
    this.#timer.stop()
  }

  async settle(): Promise<void> {
    const sending = [...this.#underWay].flatMap(([key, work]) =>
      key.startsWith('dispatch:') ? [work] : [],
    )
    let cancel = (): void => undefined
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(longestSettleMs, resolve)
    })
    await Promise.race([Promise.all(sending), late])
    cancel()
  }

  #takeUp(call: ToolCall): void {
    const waits = call.state === 'stepping_up' || call.state === 'deferred'
    if (waits) this.#inBackground(`pick-up:${call.id}`, () => this.#pickUp(call))
    else this.#steps.persist(call.id, { kind: 'recovered' })
  }

  async #pickUp(call: ToolCall): Promise<void> {
    const found = await findWaitAfterRestart(this.#parts.store, call).catch((error: unknown) =>
      this.#later('A call that waits could not be taken up yet', error, () => this.#takeUp(call)),
    )
    if (found === undefined) return
    if (found !== null) this.#steps.persist(call.id, found)
    // Nothing was found for a step-up that was cut off: it begins again, as the same round.
    else if (call.state === 'stepping_up') this.#steps.persist(call.id, { kind: 'recovered' })
  }

  #afterStep({ call, effects }: CallStep): void {
    // Each finds out for itself whether it was done already.
    for (const effect of effects)
      this.#steps.seeDone(`Not yet: ${effect.kind}`, () => this.#runEffect(call, effect))
    this.#guard('onCallChanged', () => this.#parts.onCallChanged(call))
    if (isTimed(call) && !this.#stopped) this.#timer.note(call.expiresAtMs)
  }

  #runEffect(call: ToolCall, effect: CallEffect): void {
    const { id } = call
    if (pausableEffects.has(effect.kind) && isHeld(this.#parts.store, call)) return
    switch (effect.kind) {
      case 'judge':
        return this.#steps.persist(id, { kind: 'judged', policy: this.#policy(call) })
      case 'dispatch':
        return this.#startDispatch(id)
      case 'follow':
        return this.#inBackground(`dispatch:${id}:${call.attempts}`, () => this.#send(call))
      case 'begin_step_up':
        return this.#steps.persist(id, { kind: 'step_up' })
      case 'obtain':
        return this.#startObtain(id, effect.before)
      case 'stop_waiting':
        return this.#stopWaiting(id)
      case 'ended':
        return this.#finish(call)
      default:
        return undefined
    }
  }

  #startDispatch(callId: string): void {
    const { store, clock } = this.#parts
    const call = store.calls.load(callId)
    if (call?.state !== 'approved' && call?.state !== 'ready') return
    this.#inBackground(`dispatch:${callId}:${call.attempts}`, async () => {
      const grant = await pickGrant(store.grants, call, clock.nowMs()).catch((error: unknown) =>
        this.#dispatchLater(callId, error),
      )
      if (this.#stopped || grant === undefined) return
      const step = this.#tryDispatch(call, grant)
      if (step?.effects.some(({ kind }) => kind === 'transmit')) await this.#send(step.call, grant)
    })
  }

  async #send(call: ToolCall, grant?: Grant | null): Promise<void> {
    const { id: callId, attempts: attempt } = call
    const outcome = await this.#sendings.send({ call, grant }, (task) =>
      this.#guard('task', () => this.#steps.apply(callId, { kind: 'task_begun', attempt, task })),
    )
    if (outcome === null) return
    const cancelWanted = this.#cancelWanted.has(callId)
    this.#steps.persist(callId, { kind: 'sent', attempt, outcome, cancelWanted })
  }

  #tryDispatch(call: ToolCall, grant: Grant | null): CallStep | null {
    try {
      return this.#steps.apply(call.id, {
        kind: 'dispatch',
        facts: findDispatchFacts(this.#parts, call, { policy: this.#policy, grant }),
      })
    } catch (error) {
      if (!mayPass(error)) throw error
      this.#dispatchLater(call.id, error)
      return null
    }
  }

  /** Nothing was sent. The call's own expiry ends the trying. */
  #dispatchLater(callId: string, error: unknown): undefined {
    return this.#later('A call could not be sent yet', error, () => this.#startDispatch(callId))
  }

  #later(words: string, error: unknown, again: () => void): undefined {
    this.#parts.log('error', `${words}; trying again`, error)
    this.#parts.clock.after(retryDelayMs, () => {
      if (!this.#stopped) this.#guard(words, again)
    })
  }

  #startObtain(callId: string, before: RoundCounts): void {
    const call = this.#parts.store.calls.load(callId)
    if (call?.state !== 'stepping_up') return
    this.#inBackground(`obtain:${callId}:${call.attempts}`, async () => {
      const outcome = await requestGrant(this.#parts, call, before)
      this.#steps.persist(callId, { kind: 'obtained', attempt: call.attempts, outcome })
    })
  }

  #stopWaiting(callId: string): void {
    this.#guard('withdraw', () => this.#parts.queue.withdrawForCall(callId))
    this.#guard('abandon', () => this.#parts.stepUp.abandonForCall(callId))
    this.#inBackground(`cancel:${callId}`, async () => {
      await this.#parts.deferrals.cancelForCall(callId)
    })
  }

  #finish(call: ToolCall): void {
    this.#cancelWanted.delete(call.id)
    this.#guard('onCallEnded', () => this.#parts.onCallEnded(call))
    const ended = (callId: string): boolean => callId === call.id
    this.#inBackground(`sweep:${call.id}`, () => sweepCallGrants(this.#parts.store, ended))
  }

  #expireDue(): number | null {
    return expireDue(this.#parts.store, (id) =>
      this.#guard('expire', () => void this.#steps.apply(id, { kind: 'time_passed' })),
    )
  }

  #guard(what: string, run: () => unknown): void {
    try {
      run()
    } catch (error) {
      this.#parts.log('error', `The journey could not finish: ${what}`, error)
    }
  }

  /** `key` names one piece of work of one attempt, so that it is never under way twice. */
  #inBackground(key: string, work: () => Promise<void>): void {
    if (this.#underWay.has(key) || this.#stopped) return
    const guarded = work()
      .catch((error: unknown) => this.#parts.log('error', 'A step of a tool call failed', error))
      .finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, guarded)
  }
}
