// The requests of a deferral: one poll, and the withdrawal with its few retries.
import type { Deferral } from '../../shared/model/deferral.ts'
import type { IssuedTokens } from '../oauth/answers.ts'
import type { DpopKey } from '../oauth/dpop.ts'
import type { PollAnswer } from '../oauth/poll-requests.ts'
import type { AppliedStep, DeferralChanges } from './changes.ts'
import type { RevokeOutcome } from './event.ts'
import type { DeferralPorts, RevokeAnswer } from './ports.ts'
import type { SteadyClock } from './steady-clock.ts'
import type { TrackedDeferral } from './tracked.ts'

const revokePausesMs = [2000, 4000]
const longestRevokePauseMs = 60_000

export class DeferralExchanges {
  readonly #ports: DeferralPorts
  readonly #clock: SteadyClock
  readonly #changes: DeferralChanges

  constructor(ports: DeferralPorts, clock: SteadyClock, changes: DeferralChanges) {
    this.#ports = ports
    this.#clock = clock
    this.#changes = changes
  }

  /** Nothing is sent before "in flight" is durable. Rejects when the store fails before sending. */
  async poll(tracked: TrackedDeferral): Promise<AppliedStep> {
    const key = await this.#ports.loadKey(tracked.deferral.dpopKeyId)
    if (!key) return this.#changes.apply(tracked, { kind: 'key_lost' })
    this.#clock.observe()
    const begun = await this.#changes.apply(tracked, { kind: 'poll_due' })
    if (!begun.effects.some((effect) => effect.kind === 'poll')) return begun
    const sentAtMs = this.#clock.nowMs()
    const answer = await this.#send(tracked.deferral, key)
    return this.#changes.apply(tracked, { kind: 'answered', answer, sentAtMs })
  }

  /** Tries to withdraw the request and ends the deferral either way. */
  async withdraw(tracked: TrackedDeferral): Promise<AppliedStep> {
    const outcome = await this.#revokePatiently(tracked)
    return this.#changes.apply(
      tracked,
      outcome === 'key_lost' ? { kind: 'key_lost' } : { kind: 'cancel_answered', outcome },
    )
  }

  /** `Retry-After` is kept to; a server that wants more than a minute is left alone. */
  async #revokePatiently(tracked: TrackedDeferral): Promise<RevokeOutcome | 'key_lost'> {
    for (const pauseMs of [...revokePausesMs, Infinity]) {
      const answer = await this.#revokeOnce(tracked.deferral)
      if (typeof answer === 'string' && answer !== 'no_answer') return answer
      const askedMs = typeof answer === 'string' ? 0 : answer.againAfterSeconds * 1000
      const waitMs = Math.max(pauseMs, askedMs)
      if (waitMs > longestRevokePauseMs) return 'no_answer'
      await new Promise<void>((resolve) => this.#ports.clock.after(waitMs, resolve))
    }
    return 'no_answer'
  }

  /** For a deferral that could not be kept. Best effort. */
  async withdrawUnkept(deferral: Deferral): Promise<void> {
    await this.#revokeOnce(deferral)
  }

  /** A token that nobody wants any more is revoked at the server; it was never written. */
  async discard(tracked: TrackedDeferral, tokens: IssuedTokens): Promise<void> {
    const { deferral } = tracked
    try {
      const key = await this.#ports.loadKey(deferral.dpopKeyId)
      if (key) await this.#ports.revokeTokens(deferral, tokens, key)
    } catch (error) {
      this.#ports.log('warn', 'A token that came after a cancel could not be revoked', error)
    }
  }

  async #send(deferral: Deferral, key: DpopKey): Promise<PollAnswer> {
    const { log } = this.#ports
    try {
      const answer = await this.#ports.poll(deferral, key)
      if (answer.kind === 'refused') {
        log('info', 'A poll was answered', { id: deferral.id, error: answer.refusal.error })
      }
      return answer
    } catch (error) {
      log('warn', 'A poll failed', error)
      return { kind: 'no_answer', sent: true, reason: 'failed', retryAfterSeconds: null }
    }
  }

  async #revokeOnce(deferral: Deferral): Promise<RevokeAnswer | 'key_lost'> {
    // It ended while a pause was waited out: nothing is left to withdraw.
    if (deferral.deferralCode === null) return 'told'
    try {
      const key = await this.#ports.loadKey(deferral.dpopKeyId)
      return key ? await this.#ports.revoke(deferral, key) : 'key_lost'
    } catch (error) {
      this.#ports.log('warn', 'Withdrawing a deferral failed', error)
      return 'no_answer'
    }
  }
}
