// The strict rules of the token endpoint, checked before oidc-provider sees a request.
import { watchAnswer } from '../http.ts'
import { takeKind } from '../misbehaviour.ts'
import { checkProof } from '../proof.ts'
import { saveSecret } from '../record.ts'
import { saveViolation, type World } from '../world.ts'
import { passOn, sendError, sendProofError, type Exchange, type ServerParts } from './context.ts'
import { deferredGrant } from './deferred-grant.ts'
import { nativeRedirectUri } from './native-code.ts'
import { servePollRequest } from './poll-rules.ts'
import { saveProofKey } from './proof-keys.ts'
import { parseScope } from './scopes.ts'

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
  if (form['grant_type'] === deferredGrant) await servePollRequest(parts, exchange, proof.jkt)
  else if (form['grant_type'] === 'authorization_code') {
    await serveCode(parts, exchange, proof.jkt)
  } else {
    await noteRefreshKey(parts, form, proof.jkt)
    await passOn(parts, exchange)
  }
}

function noteMissingProof(world: World, form: Record<string, string>): void {
  const deferring = parseScope(form['completion_mode']).includes('deferred')
  const code = deferring ? 'deferral_without_proof' : 'missing_proof'
  saveViolation(world, code, `token request, ${form['grant_type'] ?? 'no grant'}`)
}

async function serveCode(parts: ServerParts, exchange: Exchange, jkt: string): Promise<void> {
  const { world } = parts
  const { form } = exchange
  if (!form['code_verifier']) saveViolation(world, 'missing_code_verifier', 'code redemption')
  const native = world.nativeCodes.get(form['code'] ?? '')
  if (!native) return passOn(parts, exchange)
  if (native.redeemed) saveViolation(world, 'code_redeemed_twice', 'authorization code')
  if (native.jkt !== jkt) saveViolation(world, 'other_key', 'authorization code')
  if (native.deferred && !parseScope(form['completion_mode']).includes('deferred')) {
    saveViolation(world, 'deferred_not_repeated', 'authorization code')
    return sendError(exchange, 'invalid_request', 'completion_mode must be repeated')
  }
  if (form['redirect_uri'] !== undefined) {
    saveViolation(world, 'redirect_uri_with_native_code', 'authorization code')
  }
  native.redeemed = true
  const redirect = `&redirect_uri=${encodeURIComponent(nativeRedirectUri)}`
  await passOn(parts, exchange, exchange.body + redirect)
}

async function noteRefreshKey(
  { world, provider }: ServerParts,
  form: Record<string, string>,
  jkt: string,
): Promise<void> {
  if (form['grant_type'] !== 'refresh_token') return
  const token = await provider.RefreshToken.find(form['refresh_token'] ?? '')
  if (token?.jkt && token.jkt !== jkt) saveViolation(world, 'other_key', 'refresh token')
}
