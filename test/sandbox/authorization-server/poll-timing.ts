// The clockwork of polling: when a poll may begin, what it may carry, and when its answer left.
import { saveViolation, type Deferral, type World } from '../world.ts'
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
  if (form['completion_mode'] !== undefined) return 'completion_mode_on_poll'
  // Sent again by the identical request: everything in it belongs there.
  if (deferral.intent.kind === 'assertion') return null
  const extra = Object.keys(form).find((name) => !isAllowed(deferral, name))
  if (extra === 'code_verifier') return 'verifier_on_later_poll'
  return extra === undefined ? null : 'extra_poll_parameter'
}

function isAllowed({ codeChallenge }: Deferral, name: string): boolean {
  return pollParameters.has(name) || (name === 'code_verifier' && codeChallenge !== undefined)
}
