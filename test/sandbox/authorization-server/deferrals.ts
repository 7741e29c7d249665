// Deferrals (DTR -01) on the server's side: opening, timing of polls, decisions, cancelling.
import { saveSecret } from '../record.ts'
import { buildId, buildSecretValue } from '../secret-value.ts'
import { saveViolation, type Deferral, type World } from '../world.ts'

/** Timers and clocks of two processes may differ by this much without being unfair. */
const toleranceMs = 20

type NewDeferral = Pick<
  Deferral,
  'intent' | 'clientId' | 'clientName' | 'jkt' | 'accountId' | 'scope' | 'resource' | 'claims'
>

/** Opens a deferral; its code is a secret, its id is for the desk. */
export function openDeferral(world: World, wanted: NewDeferral): Deferral {
  const now = world.now()
  const deferral: Deferral = {
    ...wanted,
    id: buildId('request'),
    code: buildSecretValue('dc'),
    intervalMs: world.settings.intervalSeconds * 1000,
    createdAt: now,
    expiresAt: now + world.settings.expiresInSeconds * 1000,
    status: 'pending',
    interaction: wanted.intent.needsInteraction ? 'needed' : 'none',
    lastEndedMs: world.monotonicMs(),
    inFlight: 0,
    told: false,
  }
  // A client whose answer was lost asks again; nobody should see the same payment twice.
  for (const one of world.deferrals.values()) {
    if (one.intent.id === wanted.intent.id) cancelDeferral(one)
  }
  world.deferrals.set(deferral.code, deferral)
  saveSecret(world.record, 'deferral_code', deferral.code)
  return deferral
}

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

const pollParameters = new Set(['grant_type', 'deferral_code', 'client_id'])

function brokenRule(
  deferral: Deferral,
  form: Record<string, string>,
  early: boolean,
): string | null {
  if (deferral.inFlight > 0) return 'two_polls_in_flight'
  if (isOver(deferral) && deferral.told) return 'poll_after_terminal'
  if (early) return 'early_poll'
  if (form['completion_mode'] !== undefined) return 'completion_mode_on_poll'
  const extra = Object.keys(form).find((name) => !pollParameters.has(name))
  return extra === undefined ? null : 'extra_poll_parameter'
}

/** True when no token can come any more from this deferral. */
export function isOver(deferral: Deferral): boolean {
  return !['pending', 'approved'].includes(deferral.status)
}

/** Ends a deferral that was waiting too long. A decision made in time still counts later. */
export function expireDeferral(world: World, deferral: Deferral): void {
  if (deferral.status === 'pending' && world.now() >= deferral.expiresAt) {
    deferral.status = 'expired'
  }
}

/** Finds a waiting deferral by its id, or the oldest one when no id is given. */
export function findPending(world: World, id?: string): Deferral | undefined {
  const all = [...world.deferrals.values()]
  for (const deferral of all) expireDeferral(world, deferral)
  return all.find((one) => one.status === 'pending' && (id === undefined || one.id === id))
}

/** Decides a waiting deferral. False: there is none such, or the customer has to confirm it first. */
export function decideDeferral(world: World, id: string | undefined, approve: boolean): boolean {
  const deferral = findPending(world, id)
  if (!deferral || (approve && deferral.interaction === 'needed')) return false
  deferral.status = approve ? 'approved' : 'denied'
  return true
}

/** Cancels a deferral by revocation; what was decided but not fetched is suppressed. */
export function cancelDeferral(deferral: Deferral): void {
  if (!isOver(deferral)) deferral.status = 'cancelled'
}
