// What the answer to a poll does to a waiting deferral (protocols 1.7 and 12.3).
import type { Deferral } from '../../shared/model/deferral.ts'
import type { DeferredAnswer, OAuthRefusal } from '../oauth/answers.ts'
import { buildHandle } from '../oauth/deferral-handle.ts'
import type { PollAnswer } from '../oauth/poll-requests.ts'
import { endDeferral } from './ending.ts'
import type { DeferralStep, Now } from './event.ts'
import { latePollAtMs, planRegularPoll, planRetry, planSuspendedPoll } from './poll-times.ts'

const slowDownSeconds = 5
const mostProofRefusals = 2
/** How long after the expiry an unreachable server is still asked, and how often at least. */
const lateTrialMs = 3_600_000
const fewestLateTrials = 5

interface Poll {
  readonly sentAtMs: number
  readonly now: Now
}

/** `deferral` waits and its poll is over. Never throws for what a server sent. */
export function reducePollAnswer(deferral: Deferral, answer: PollAnswer, poll: Poll): DeferralStep {
  const { nowMs } = poll.now
  const answered = {
    ...deferral,
    deferralCode: answer.nextCode ?? deferral.deferralCode,
    pollInFlight: false,
    lastExchangeEndAtMs: nowMs,
  }
  switch (answer.kind) {
    case 'issued':
      return endDeferral(answered, 'succeeded', {
        nowMs,
        effects: [{ kind: 'keep_tokens', tokens: answer.tokens }],
      })
    case 'deferred':
      return reduceDeferred(answered, answer.deferred, poll)
    case 'refused':
      return isOtherSpelling(answer)
        ? keepWaiting(answered, poll, {})
        : reduceRefusal(answered, answer.refusal, poll)
    case 'no_answer':
      return retryLater(
        { ...answered, ambiguous: deferral.ambiguous || answer.sent },
        poll,
        answer.retryAfterSeconds,
      )
  }
}

/** The `auth_req_id` form: the grant of CIBA is unknown there, so that of DTR is tried once (protocols 14.2). */
function isOtherSpelling(answer: PollAnswer & { kind: 'refused' }): boolean {
  return answer.nextCode !== undefined && answer.refusal.error === 'unsupported_grant_type'
}

/** In the same dialect the server only repeats itself; in another one the wait goes on by the new handle alone. */
function reduceDeferred(deferral: Deferral, deferred: DeferredAnswer, poll: Poll): DeferralStep {
  const { dialect = 'dtr', interactionUri, serverWords } = deferred
  const state = deferred.interactionRequired ? 'waiting_interaction' : 'waiting'
  const intervalSeconds = Math.max(deferral.intervalSeconds, deferred.intervalSeconds)
  if (dialect === (deferral.dialect ?? 'dtr')) {
    const uri = interactionUri ?? deferral.interactionUri
    return keepWaiting(deferral, poll, { state, intervalSeconds, serverWords, interactionUri: uri })
  }
  const switched: Deferral = {
    ...deferral,
    dialect,
    deferralCode: buildHandle({ ...deferred.remembered, code: deferred.deferralCode }),
    expiresAtMs: poll.now.nowMs + deferred.expiresInSeconds * 1000,
    finalPollDone: false,
    userCode: null,
  }
  return keepWaiting(switched, poll, { state, intervalSeconds, serverWords, interactionUri })
}

function reduceRefusal(deferral: Deferral, refusal: OAuthRefusal, poll: Poll): DeferralStep {
  const { nowMs } = poll.now
  const retryAfterSeconds = refusal.retryAfterSeconds ?? null
  const pending = {
    retryAfterSeconds,
    serverWords: refusal.errorDescription,
    interactionUri: refusal.interactionUri ?? deferral.interactionUri,
  }
  switch (refusal.error) {
    case 'authorization_pending':
    case 'interaction_pending':
      return keepWaiting(deferral, poll, { ...pending, state: 'waiting' })
    case 'interaction_required':
      return keepWaiting(deferral, poll, { ...pending, state: 'waiting_interaction' })
    case 'slow_down':
      return keepWaiting(deferral, poll, {
        retryAfterSeconds,
        state: deferral.state === 'suspended' ? 'waiting' : deferral.state,
        intervalSeconds: deferral.intervalSeconds + slowDownSeconds,
      })
    case 'access_denied':
      return endDeferral({ ...deferral, serverWords: refusal.errorDescription }, 'denied', {
        nowMs,
      })
    case 'expired_token':
      return endDeferral(deferral, 'expired', { nowMs })
    case 'invalid_grant':
      return endDeferral(deferral, nameRejection(deferral, nowMs), { nowMs, error: refusal.error })
    case 'invalid_client':
      return suspend(deferral, poll)
    case 'invalid_dpop_proof':
      return refuseProof(deferral, poll)
    default:
      return isTransport(refusal)
        ? retryLater(deferral, poll, retryAfterSeconds)
        : endDeferral(deferral, 'invalid', { nowMs, error: refusal.error })
  }
}

/** What a code that is no longer taken means. Of a request sent again it may be the assertion that has run out. */
function nameRejection(
  { ambiguous, dialect, expiresAtMs }: Deferral,
  nowMs: number,
): 'lost_result' | 'expired' | 'invalid' {
  if (ambiguous) return 'lost_result'
  return dialect === 'jwt_interaction' && nowMs >= expiresAtMs ? 'expired' : 'invalid'
}

/** The server has trouble, or wants a proof of its own making: nothing was decided. */
function isTransport({ error, status }: OAuthRefusal): boolean {
  const passing = ['use_dpop_nonce', 'server_error', 'temporarily_unavailable']
  return passing.includes(error) || status >= 500 || status === 429
}

function keepWaiting(
  deferral: Deferral,
  poll: Poll,
  {
    retryAfterSeconds = null,
    ...changes
  }: Partial<Deferral> & { retryAfterSeconds?: number | null },
): DeferralStep {
  if (poll.sentAtMs >= latePollAtMs(deferral)) {
    return endDeferral(deferral, 'expired', { nowMs: poll.now.nowMs })
  }
  const waiting: Deferral = {
    ...deferral,
    failures: 0,
    proofRefusals: 0,
    ambiguous: false,
    ...changes,
  }
  const nextPollAtMs = planRegularPoll(waiting, poll.now, retryAfterSeconds)
  const step = stay({ ...waiting, nextPollAtMs })
  const isNew =
    waiting.interactionUri !== null && waiting.interactionUri !== deferral.interactionUri
  return isNew ? { ...step, effects: [{ kind: 'offer_interaction' }] } : step
}

function retryLater(
  deferral: Deferral,
  poll: Poll,
  retryAfterSeconds: number | null,
): DeferralStep {
  const { nowMs } = poll.now
  const failed = { ...deferral, failures: deferral.failures + 1 }
  const isOver =
    nowMs >= latePollAtMs(deferral) + lateTrialMs && failed.failures >= fewestLateTrials
  if (isOver) return endDeferral(failed, 'expired', { nowMs })
  return stay({ ...failed, nextPollAtMs: planRetry(failed, retryAfterSeconds, poll.now) })
}

function suspend(deferral: Deferral, poll: Poll): DeferralStep {
  if (poll.sentAtMs >= latePollAtMs(deferral)) {
    return endDeferral(deferral, 'expired', { nowMs: poll.now.nowMs })
  }
  const suspended: Deferral = { ...deferral, state: 'suspended', failures: 0 }
  return stay({ ...suspended, nextPollAtMs: planSuspendedPoll(suspended) })
}

/** A clock or nonce fault deserves one more try; the second refusal means another key is expected. */
function refuseProof(deferral: Deferral, poll: Poll): DeferralStep {
  const refused = { ...deferral, proofRefusals: (deferral.proofRefusals ?? 0) + 1 }
  return refused.proofRefusals >= mostProofRefusals
    ? endDeferral(refused, 'binding_lost', { nowMs: poll.now.nowMs })
    : retryLater(refused, poll, null)
}

function stay(deferral: Deferral): DeferralStep {
  return { deferral, effects: [] }
}
