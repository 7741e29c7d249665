// The clockwork of polling: when a poll may begin, what it may carry, and when its answer left.
import type { Deferral } from '../pending.ts'
import { saveViolation, type World } from '../world.ts'
import { isOver } from './deferrals.ts'

/** Timers and clocks of two processes may differ by this much without being unfair. */
const toleranceMs = 20

/** Notes that a poll arrived. Returns the rule it breaks, which also fails the deferral. */
export function beginPoll(
  world: World,
  deferral: Deferral,
  form: Record<string, string>,
): string | null {
  const sinceLastMs = world.monotonicMs() - deferral.lastEndedMs
  const early = sinceLastMs < deferral.intervalMs - toleranceMs
  world.record.polls.push({
    deferralId: deferral.id,
    at: world.now(),
    sinceLastMs,
    intervalMs: deferral.intervalMs,
    early,
    answer: null,
  })
  const broken = brokenRule(deferral, form, early)
  deferral.inFlight += 1
  if (!broken) return null
  saveViolation(
    world,
    broken,
    `${deferral.id}: ${Math.round(sinceLastMs)} ms since the last exchange`,
  )
  if (deferral.status === 'pending' || deferral.status === 'approved') deferral.status = 'failed'
  return broken
}

/** Notes that the answer of a poll is about to leave, or that its connection ended. */
export function endPoll(world: World, deferral: Deferral): void {
  deferral.inFlight -= 1
  deferral.lastEndedMs = world.monotonicMs()
}

const pollParameters = new Set([
  'grant_type',
  'deferral_code',
  'auth_req_id',
  'deferred_auth_id',
  'device_code',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
])

function brokenRule(
  deferral: Deferral,
  form: Record<string, string>,
  early: boolean,
): string | null {
  if (deferral.inFlight > 0) return 'two_polls_in_flight'
  if (isOver(deferral) && deferral.told) return 'poll_after_terminal'
  if (early) return 'early_poll'
  if (deferral.resend !== undefined) {
    return deferral.resend === describeRequest(form) ? null : 'request_changed'
  }
  // A poll of CIBA or the device grant is a token request like any other, and may opt in.
  if (form['completion_mode'] !== undefined)
    return deferral.foreign || deferral.passedOn ? null : 'completion_mode_on_poll'
  const extra = Object.keys(form).find((name) => !isAllowed(deferral, name))
  if (extra === 'code_verifier') return 'verifier_on_later_poll'
  return extra === undefined ? null : 'extra_poll_parameter'
}

function isAllowed({ codeChallenge, verified }: Deferral, name: string): boolean {
  if (name === 'code_verifier') return codeChallenge !== undefined && !verified
  return pollParameters.has(name)
}

/** Everything of a request that has to stay the same when it is sent again. */
export function describeRequest(form: Record<string, string>): string {
  const kept = Object.entries(form).filter(([name]) => !name.startsWith('client_assertion'))
  return JSON.stringify(kept.toSorted(([a], [b]) => a.localeCompare(b)))
}
