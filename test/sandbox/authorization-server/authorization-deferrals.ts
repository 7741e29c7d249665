// Deferral that begins at the authorization endpoint: DTR's direct form, and OpenID's deferred_code.
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { sendJson } from '../http.ts'
import { saveSecret } from '../record.ts'
import { buildSecretValue } from '../secret-value.ts'
import { textOf } from '../text.ts'
import type { Deferral } from '../pending.ts'
import { customer, saveViolation, type World } from '../world.ts'
import { sendError, type Exchange, type ServerParts } from './context.ts'
import { openDeferral } from './deferrals.ts'
import { buildReviewIntent, keepAlive } from './reviews.ts'
import { parseScope } from './scopes.ts'

type Code = InstanceType<Provider['AuthorizationCode']>
type Answer = Record<string, string | undefined>

/** Lets oidc-provider make a code where OpenID's response type was asked for; the answer is changed on its way out. */
export function hideResponseType(exchange: Exchange): Exchange {
  const { request, form } = exchange
  if (form['response_type']?.includes('deferred_code')) {
    const changed = { ...form, ...asCode }
    return { ...exchange, form: changed, body: new URLSearchParams(changed).toString() }
  }
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.searchParams.get('response_type')?.includes('deferred_code')) {
    for (const [name, value] of Object.entries(asCode)) url.searchParams.set(name, value)
    request.url = url.pathname + url.search
  }
  return exchange
}

/** The parameter that carries what was hidden. */
export const variantParameter = 'harbor_variant'
const asCode = { response_type: 'code', [variantParameter]: 'deferred_code' }

/** Changes an authorization response that carries a code into one that carries a deferral, where settings say so. */
export function deferAuthorization(world: World, ctx: KoaContextWithOIDC, out: Answer): void {
  const params = ctx.oidc.params ?? {}
  const { authorizationDeferral: form } = world.settings
  const code = ctx.oidc.entities.AuthorizationCode as Code | undefined
  if (code === undefined || out['code'] === undefined) return
  const optedIn = parseScope(textOf(params['completion_mode'])).includes('deferred')
  if (form === 'direct' && optedIn) {
    const deferral = open(world, ctx, code)
    if (!code.dpopJkt) saveViolation(world, 'missing_dpop_jkt', 'direct deferral')
    delete out['code']
    out['deferral_code'] = deferral.code
    out['expires_in'] = String(world.settings.expiresInSeconds)
    out['interval'] = String(world.settings.intervalSeconds)
  } else if (form === 'openid' && params[variantParameter] !== undefined) {
    const deferral = open(world, ctx, code)
    delete out['code']
    out['deferred_code'] = buildSecretValue('do')
    saveSecret(world.record, 'deferred_code', out['deferred_code'])
    world.deferredCodes.set(out['deferred_code'], deferral)
  }
}

function open(world: World, ctx: KoaContextWithOIDC, code: Code): Deferral {
  const { settings } = world
  const kind = settings.codeReview === 'new_customer' ? 'new_customer' : 'fraud_review'
  void keepAlive(code, settings.expiresInSeconds)
  return openDeferral(world, {
    intent: buildReviewIntent(world, kind),
    clientId: code.clientId ?? '',
    clientName: ctx.oidc.client?.clientName ?? 'An OAuth client',
    jkt: code.dpopJkt ?? '',
    accountId: customer.id,
    scope: code.scope ?? '',
    resource: world.urls.mcpUrl,
    claims: {},
    grantId: code.grantId ?? '',
    codeChallenge: code.codeChallenge ?? '',
    release: {
      grant_type: 'authorization_code',
      code: code.jti,
      redirect_uri: textOf(code.redirectUri),
    },
  })
}

/** Exchanges an OpenID deferred code for the id that is polled with. It is good once, with its verifier. */
export function serveDeferredCode({ world }: ServerParts, exchange: Exchange, jkt: string): void {
  const { form, response } = exchange
  const deferral = world.deferredCodes.get(form['deferred_code'] ?? '')
  if (deferral === undefined || deferral.clientId !== form['client_id']) {
    return sendError(exchange, 'invalid_grant', 'unknown deferred code')
  }
  if (deferral.verified) {
    saveViolation(world, 'code_redeemed_twice', 'deferred code')
    return sendError(exchange, 'invalid_grant', 'the deferred code was used')
  }
  if (deferral.jkt !== '' && deferral.jkt !== jkt) {
    saveViolation(world, 'other_key', 'deferred code')
    return sendError(exchange, 'invalid_dpop_proof', 'another key')
  }
  const verifier = form['code_verifier'] ?? ''
  Object.assign(deferral, { jkt, verified: true, lastEndedMs: world.monotonicMs() })
  deferral.release = { ...deferral.release, code_verifier: verifier }
  sendJson(response, 200, {
    deferred_auth_id: deferral.code,
    expires_in: world.settings.expiresInSeconds,
    interval: world.settings.intervalSeconds,
  })
}
