// The authorization server: records each request, applies misbehaviour, routes it.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import ServerChallenge from 'oidc-provider/lib/helpers/challenge.js'
import { readBody, rewriteJson, sendJson, type Handler } from '../http.ts'
import { applyMisbehaviour, takeKind, type Endpoint } from '../misbehaviour.ts'
import { sha256Hex } from '../record.ts'
import type { World } from '../world.ts'
import { assertionParameters, serveAssertion } from './assertions.ts'
import { hideResponseType } from './authorization-deferrals.ts'
import { serveChallenge } from './challenge-endpoint.ts'
import { serveConfirm, serveTicket } from './confirm-page.ts'
import { passOn, type Exchange, type ServerParts } from './context.ts'
import { servePoll } from './deferred-grant.ts'
import { noteGeneralRules } from './general-rules.ts'
import { deferredGrant, jwtBearerGrant } from './grant-types.ts'
import { reviewedGrant, tokenExchangeGrant } from './grant-types.ts'
import { serveInteraction } from './interaction-page.ts'
import { startPollTiming } from './poll-rules.ts'
import { buildProvider } from './provider.ts'
import { reviewedParameters, serveReviewed } from './reviews.ts'
import { serveRevocation } from './revocation.ts'
import { exchangeParameters, serveExchange } from './token-exchange.ts'
import { serveToken } from './token-rules.ts'

/** The authorization server's handler, and its provider for the bank to look tokens up in. */
export async function buildAuthorizationServer(
  world: World,
): Promise<{ handler: Handler; provider: Provider }> {
  const nonceSecret = randomBytes(32)
  const provider = await buildProvider(world, nonceSecret)
  const nonces = new ServerChallenge(nonceSecret, 'DPoP')
  const parts: ServerParts = { world, provider, nonces }
  registerGrants(parts)
  return { provider, handler: (request, response) => serve(parts, request, response) }
}

function registerGrants(parts: ServerParts): void {
  const { world, provider } = parts
  provider.registerGrantType(
    tokenExchangeGrant,
    (ctx) => serveExchange(world, provider, ctx),
    exchangeParameters,
  )
  provider.registerGrantType(deferredGrant, (ctx) => servePoll(world, provider, ctx), [
    'deferral_code',
  ])
  provider.registerGrantType(reviewedGrant, (ctx) => serveReviewed(parts, ctx), reviewedParameters)
  provider.registerGrantType(
    jwtBearerGrant,
    (ctx) => serveAssertion(world, provider, ctx),
    assertionParameters,
  )
}

async function serve(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = parts
  const body = await readBody(request)
  const exchange = hideResponseType(buildExchange(request, response, body))
  note(world, exchange)
  noteGeneralRules(world, exchange)
  startPollTiming(world, exchange)
  if (world.unavailable) return sendJson(response, 503, { error: 'temporarily_unavailable' })
  if (await applyMisbehaviour(world, { names: exchange.endpoints }, response)) return
  await route(parts, exchange)
}

async function route(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { path, request } = exchange
  if (path === '/token' && request.method === 'POST') await serveToken(parts, exchange)
  else if (path === '/challenge') await serveChallenge(parts, exchange)
  else if (path === '/token/revocation') await serveRevocation(parts, exchange)
  else if (path.startsWith('/interaction/')) await serveInteraction(parts, exchange)
  else if (path.startsWith('/confirm/')) serveConfirm(parts, exchange)
  else if (path.startsWith('/ticket/')) serveTicket(parts, exchange)
  else if (exchange.endpoints[0] === 'metadata') await serveMetadata(parts, exchange)
  else {
    if (path === '/backchannel' || path === '/device/auth') addInterval(parts.world, exchange)
    await passOn(parts, exchange)
  }
}

/** oidc-provider leaves the interval to its default, which is more than a test waits. */
function addInterval({ settings }: World, { response }: Exchange): void {
  const interval = settings.intervalSeconds
  rewriteJson(response, (body) => (body['error'] === undefined ? { ...body, interval } : body))
}

async function serveMetadata(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { world } = parts
  const wrong = takeKind(world, ['metadata'], 'wrong-issuer')
  const issuer = wrong ? (wrong.issuer ?? 'http://localhost:9') : world.settings.metadataIssuer
  rewriteJson(exchange.response, (document) => ({
    ...document,
    ...describeSettings(world),
    ...(issuer === null ? {} : { issuer }),
  }))
  await passOn(parts, exchange)
}

function describeSettings({ settings }: World): Record<string, unknown> {
  const { authorizationDeferral } = settings
  if (authorizationDeferral === 'direct') {
    return { deferred_authorization_endpoint_supported: true }
  }
  const types = ['code', 'deferred_code', 'deferred_code code']
  return authorizationDeferral === 'openid' ? { response_types_supported: types } : {}
}

function buildExchange(request: IncomingMessage, response: ServerResponse, body: string): Exchange {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const type = request.headers['content-type'] ?? ''
  const form = type.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(body))
    : {}
  return { request, response, path, body, form, endpoints: endpointsOf(path, form) }
}

const endpointPaths: Record<string, Endpoint> = {
  '/.well-known/oauth-authorization-server': 'metadata',
  '/.well-known/openid-configuration': 'metadata',
  '/reg': 'registration',
  '/request': 'par',
  '/auth': 'authorize',
  '/jwks': 'jwks',
  '/challenge': 'challenge',
  '/token/revocation': 'revocation',
}

function endpointsOf(path: string, form: Record<string, string>): Endpoint[] {
  const known = endpointPaths[path]
  if (known) return [known]
  if (path !== '/token') return []
  const grant = form['grant_type']
  if (grant === deferredGrant) return ['poll']
  if (grant === tokenExchangeGrant) return ['exchange', 'token']
  return grant === 'refresh_token' ? ['refresh', 'token'] : ['code', 'token']
}

function note(world: World, { request, path }: Exchange): void {
  const [scheme, credential] = (request.headers.authorization ?? '').split(' ')
  world.record.requests.push({
    at: world.now(),
    server: 'authorization-server',
    origin: world.urls.issuer,
    method: request.method ?? '',
    path,
    scheme: scheme || null,
    credentialSha256: credential ? sha256Hex(credential) : null,
    proof: request.headers['dpop'] !== undefined,
    mcpMethod: null,
  })
}
