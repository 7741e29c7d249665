// The state machine of a deferral: pure, every row of protocols 12.3.
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { TokenAnswer } from '../oauth/answers.ts'
import { endDeferral } from './ending.ts'
import type { DeferralEvent, DeferralStep, Now } from './event.ts'
import { reducePollAnswer } from './poll-answer.ts'
import { finalLeadMs, isMissedExtraPoll, planRegularPoll } from './poll-times.ts'
import { shiftTimes } from './steady-clock.ts'

/** An ended deferral never changes again; a token that reaches it late is discarded. */
export function reduceDeferral(deferral: Deferral, event: DeferralEvent, now: Now): DeferralStep {
  if (endedDeferralStates.has(deferral.state)) return reduceEnded(deferral, event)
  switch (event.kind) {
    case 'poll_due':
      return beginPoll(deferral, now)
    case 'answered':
      return deferral.state === 'cancelling'
        ? reduceAnswerWhileCancelling(deferral, event.answer, now)
        : reducePollAnswer(deferral, event.answer, { sentAtMs: event.sentAtMs, now })
    case 'restarted':
      return restart(deferral, now)
    case 'repaired':
      return { deferral: repair(deferral, now), effects: [] }
    case 'cancel_requested':
      return cancel(deferral, now)
    case 'cancel_answered':
      return endDeferral(deferral, event.outcome === 'told' ? 'cancelled' : 'abandoned', now)
    case 'key_lost':
      return endDeferral(
        deferral,
        deferral.state === 'cancelling' ? 'abandoned' : 'binding_lost',
        now,
      )
  }
}

function reduceEnded(deferral: Deferral, event: DeferralEvent): DeferralStep {
  const isLateToken =
    event.kind === 'answered' && event.answer.kind === 'issued' && deferral.state !== 'succeeded'
  return {
    deferral,
    effects: isLateToken ? [{ kind: 'discard_tokens', tokens: event.answer.tokens }] : [],
  }
}

function beginPoll(deferral: Deferral, now: Now): DeferralStep {
  const { nowMs } = now
  if (deferral.pollInFlight || deferral.state === 'cancelling') return { deferral, effects: [] }
  if (isMissedExtraPoll(deferral, nowMs)) {
    const missed = { ...deferral, finalPollDone: true }
    return { deferral: { ...missed, nextPollAtMs: planRegularPoll(missed, now) }, effects: [] }
  }
  const polling: Deferral = {
    ...deferral,
    pollInFlight: true,
    pollCount: deferral.pollCount + 1,
    finalPollDone: deferral.finalPollDone || nowMs >= deferral.expiresAtMs - finalLeadMs,
  }
  return { deferral: polling, effects: [{ kind: 'poll' }] }
}

/** The person no longer wants it: whatever comes, no token is kept. */
function reduceAnswerWhileCancelling(
  deferral: Deferral,
  answer: TokenAnswer,
  { nowMs }: Now,
): DeferralStep {
  const over = { ...deferral, pollInFlight: false, lastExchangeEndAtMs: nowMs }
  if (answer.kind === 'issued') {
    return { deferral: over, effects: [{ kind: 'discard_tokens', tokens: answer.tokens }] }
  }
  const goneErrors = ['access_denied', 'expired_token', 'invalid_grant', 'invalid_request']
  const isGone = answer.kind === 'refused' && goneErrors.includes(answer.refusal.error)
  return isGone ? endDeferral(over, 'cancelled', { nowMs }) : { deferral: over, effects: [] }
}

/** A poll that was under way may have been answered to nobody: when it ended is unknown, but not after now. */
function restart(deferral: Deferral, now: Now): DeferralStep {
  const setBackMs = Math.min(0, now.nowMs - deferral.lastExchangeEndAtMs)
  const rebased = shiftTimes(deferral, setBackMs)
  if (rebased.state === 'cancelling') {
    return { deferral: { ...rebased, pollInFlight: false }, effects: [{ kind: 'revoke' }] }
  }
  const lost = rebased.pollInFlight
    ? { ...rebased, pollInFlight: false, ambiguous: true, lastExchangeEndAtMs: now.nowMs }
    : rebased
  const waiting = repair(lost, now)
  if (!rebased.pollInFlight) return { deferral: waiting, effects: [] }
  return { deferral: { ...waiting, nextPollAtMs: planRegularPoll(waiting, now) }, effects: [] }
}

function repair(deferral: Deferral, now: Now): Deferral {
  if (deferral.state !== 'suspended') return deferral
  const waiting: Deferral = { ...deferral, state: 'waiting' }
  return { ...waiting, nextPollAtMs: planRegularPoll(waiting, now) }
}

/** Without a code that can be opened there is nothing to withdraw with. */
function cancel(deferral: Deferral, { nowMs }: Now): DeferralStep {
  if (deferral.state === 'cancelling') return { deferral, effects: [] }
  if (deferral.deferralCode === null) return endDeferral(deferral, 'abandoned', { nowMs })
  return { deferral: { ...deferral, state: 'cancelling' }, effects: [{ kind: 'revoke' }] }
}
