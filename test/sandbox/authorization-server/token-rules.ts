// The strict rules of the token endpoint, checked before oidc-provider sees a request.
import { watchAnswer } from '../http.ts'
import { takeKind } from '../misbehaviour.ts'
import { checkProof } from '../proof.ts'
import { saveSecret } from '../record.ts'
import { saveViolation, type World } from '../world.ts'
import { passOn, sendError, sendProofError, type Exchange, type ServerParts } from './context.ts'
import { serveDeferredCode } from './authorization-deferrals.ts'
import { addLifetimes } from './lifetimes.ts'
import { nativeRedirectUri } from './native-code.ts'
import { findHandled, servePollRequest } from './poll-rules.ts'
import { saveProofKey } from './proof-keys.ts'
import { asReviewed, isOptIn, reduceCode } from './reviews.ts'

/** Serves `POST /token`: proof and rules first, then the grant. */
export async function serveToken(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { world } = parts
  const { form } = exchange
  for (const name of ['code_verifier', 'subject_token', 'refresh_token', 'code']) {
    saveSecret(world.record, `sent_${name}`, form[name])
  }
  watchAnswer(exchange.response, (_status, text) => {
    saveSecret(world.record, 'id_token', /"id_token":"([^"]+)"/u.exec(text)?.[1])
  })
  addLifetimes(world, exchange)
  const demanded = takeKind(world, exchange.endpoints, 'nonce') !== undefined
  const proof = await checkProof(world, exchange.request, {
    url: `${world.urls.issuer}/token`,
    nonces: parts.nonces,
    requireNonce: world.settings.requireNonce,
  })
  if (!proof.ok) {
    if (proof.reason === 'missing') noteMissingProof(world, form)
    return sendProofError(parts, exchange, proof)
  }
  if (demanded) {
    return sendProofError(parts, exchange, { ok: false, reason: 'nonce', detail: 'use this nonce' })
  }
  saveProofKey(exchange.request, proof.jkt)
  if (findHandled(world, form)) await servePollRequest(parts, exchange, proof.jkt)
  else if (form['deferred_code'] !== undefined) serveDeferredCode(parts, exchange, proof.jkt)
  else if (form['grant_type'] === 'authorization_code') {
    await serveCode(parts, exchange, proof.jkt)
  } else if (form['grant_type'] === 'refresh_token') {
    await serveRefresh(parts, exchange, proof.jkt)
  } else await passOn(parts, exchange)
}

function noteMissingProof(world: World, form: Record<string, string>): void {
  const code = isOptIn(form) ? 'deferral_without_proof' : 'missing_proof'
  saveViolation(world, code, `token request, ${form['grant_type'] ?? 'no grant'}`)
}

async function serveCode(parts: ServerParts, exchange: Exchange, jkt: string): Promise<void> {
  const { world } = parts
  const { form } = exchange
  const code = form['code'] ?? ''
  if (!form['code_verifier']) saveViolation(world, 'missing_code_verifier', 'code redemption')
  const native = world.nativeCodes.get(code)
  const twice = native?.redeemed || isWaitedFor(world, code)
  if (twice) saveViolation(world, 'code_redeemed_twice', 'authorization code')
  if (native && native.jkt !== jkt) saveViolation(world, 'other_key', 'authorization code')
  if ((native?.deferred || world.hintedCodes.has(code)) && !isOptIn(form)) {
    saveViolation(world, 'deferred_not_repeated', 'authorization code')
    return sendError(exchange, 'invalid_request', 'completion_mode must be repeated')
  }
  if (native && form['redirect_uri'] !== undefined) {
    saveViolation(world, 'redirect_uri_with_native_code', 'authorization code')
  }
  if (isWaitedFor(world, code)) return sendError(exchange, 'invalid_grant', 'it waits already')
  if (native) native.redeemed = true
  const whole = native ? { ...form, redirect_uri: nativeRedirectUri } : form
  await serveReviewedCode(parts, exchange, whole)
}

function isWaitedFor(world: World, code: string): boolean {
  return [...world.deferrals.values()].some(({ release }) => release?.['code'] === code)
}

/** Under review, a code waits when that was asked for; else it is good for little, or for nothing. */
async function serveReviewedCode(
  parts: ServerParts,
  exchange: Exchange,
  form: Record<string, string>,
): Promise<void> {
  const { world, provider } = parts
  const found = await provider.AuthorizationCode.find(form['code'] ?? '')
  const detailed = world.grantIntents.has(found?.grantId ?? '')
  if (detailed && isOptIn(form)) return passOn(parts, exchange, textOfForm(asReviewed(form)))
  if (detailed) return sendError(exchange, 'access_denied', 'somebody else must agree first')
  const review = world.customerKnown ? 'none' : world.settings.codeReview
  if (review === 'none') return passOn(parts, exchange, textOfForm(form))
  if (isOptIn(form)) return passOn(parts, exchange, textOfForm(asReviewed(form)))
  if (review === 'fraud') return sendError(exchange, 'access_denied', 'This is being reviewed.')
  await reduceCode(provider, form['code'] ?? '')
  await passOn(parts, exchange, textOfForm(form))
}

async function serveRefresh(parts: ServerParts, exchange: Exchange, jkt: string): Promise<void> {
  const { world, provider } = parts
  const { form } = exchange
  const token = await provider.RefreshToken.find(form['refresh_token'] ?? '')
  if (token?.jkt && token.jkt !== jkt) saveViolation(world, 'other_key', 'refresh token')
  const grantId = token?.grantId ?? ''
  if (world.now() >= (world.grantEnds.get(grantId) ?? Infinity)) {
    return sendError(exchange, 'invalid_grant', 'the authorization has ended')
  }
  const review = world.settings.refreshReview !== 'none' && !world.reauthenticated.has(grantId)
  const waits = review && isOptIn(form) && token !== undefined
  await passOn(parts, exchange, textOfForm(waits ? asReviewed(form) : form))
}

function textOfForm(form: Record<string, string>): string {
  return new URLSearchParams(form).toString()
}
