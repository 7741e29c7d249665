// Answers a poll that broke no rule: by oidc-provider's own grant, by the grant that was deferred, or by ours.
import type { Deferral } from '../pending.ts'
import { saveViolation, type World } from '../world.ts'
import { passOn, sendError, type Exchange, type ServerParts } from './context.ts'
import { expireDeferral } from './deferrals.ts'
import { cibaGrant, deferredGrant } from './grant-types.ts'
import { extendGrant } from './lifetimes.ts'
import { asReviewed, challengeOf, isOptIn, releaseForm } from './reviews.ts'

/** Serves a poll with the right key at the right time. */
export async function serveGoodPoll(
  parts: ServerParts,
  exchange: Exchange,
  deferral: Deferral,
): Promise<void> {
  const { world } = parts
  expireDeferral(world, deferral)
  if (isDeferredAnew(world, exchange, deferral)) {
    Object.assign(deferral, { status: 'redeemed', told: true })
    return passAs(parts, exchange, asReviewed(exchange.form))
  }
  if (deferral.foreign && deferral.status !== 'expired') return passOn(parts, exchange)
  if (deferral.resend !== undefined) return passOn(parts, exchange)
  if (isWrongGrant(world, exchange)) {
    return sendError(exchange, 'unsupported_grant_type', 'there is no such grant here')
  }
  if (!isVerified(world, exchange, deferral)) {
    deferral.status = 'failed'
    deferral.told = true
    return sendError(exchange, 'invalid_grant', 'the code_verifier does not fit')
  }
  if (deferral.release === undefined || deferral.status !== 'approved') {
    const form = { grant_type: deferredGrant, deferral_code: deferral.code }
    return passAs(parts, exchange, { ...form, ...authenticationOf(exchange.form) })
  }
  markReleased(world, deferral)
  await passAs(parts, exchange, {
    ...releaseForm(world, deferral),
    ...authenticationOf(exchange.form),
  })
}

/** A device code that the customer allowed may still have to be reviewed: the wait goes on under a deferral code. */
function isDeferredAnew(world: World, { form }: Exchange, deferral: Deferral): boolean {
  const reviewed = world.settings.codeReview !== 'none' && !world.customerKnown
  const allowed = deferral.intent.kind === 'device' && deferral.status === 'approved'
  return reviewed && allowed && isOptIn(form)
}

/** Servers that call the code `auth_req_id` may know the grant of CIBA, or only that of DTR. */
function isWrongGrant(world: World, { form }: Exchange): boolean {
  return form['grant_type'] === cibaGrant && world.settings.slidePollGrant === 'deferred'
}

/** The first poll of what began at the authorization endpoint proves who began it. */
function isVerified(world: World, { form }: Exchange, deferral: Deferral): boolean {
  const { codeChallenge, release } = deferral
  if (codeChallenge === undefined || deferral.verified) return true
  const verifier = form['code_verifier']
  if (verifier === undefined) saveViolation(world, 'missing_code_verifier', deferral.id)
  if (challengeOf(verifier) !== codeChallenge) return false
  deferral.verified = true
  deferral.release = { ...release, code_verifier: verifier ?? '' }
  return true
}

function markReleased(world: World, deferral: Deferral): void {
  deferral.status = 'redeemed'
  deferral.told = true
  const { kind } = deferral.intent
  if (kind === 'reauthentication') extendGrant(world, deferral.grantId ?? '')
  else if (kind === 'new_customer' || kind === 'fraud_review') world.customerKnown = true
}

function authenticationOf(form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name.startsWith('client_')))
}

async function passAs(
  parts: ServerParts,
  exchange: Exchange,
  form: Record<string, string>,
): Promise<void> {
  await passOn(parts, exchange, new URLSearchParams(form).toString())
}
