// The bank's gate: a DPoP-bound access token and its proof, or a WWW-Authenticate challenge.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type ServerChallenge from 'oidc-provider/lib/helpers/challenge.js'
import { acrSignedIn } from '../authorization-server/acr.ts'
import { parseScope, signInScope } from '../authorization-server/scopes.ts'
import { sendJson } from '../http.ts'
import { takeKind } from '../misbehaviour.ts'
import { checkProof } from '../proof.ts'
import { textOf } from '../text.ts'
import { saveViolation, type World } from '../world.ts'
import type { Challenge, TokenFacts } from './policy.ts'

/** What the bank needs to check tokens. */
export type Gate = { world: World; provider: Provider; nonces: ServerChallenge }

/** The facts of a good token; null when the request was answered with a challenge. */
export async function checkToken(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<TokenFacts | null> {
  const { world } = gate
  const refuse = (error?: string): null => refuseToken(world, response, error)
  const [scheme, value] = (request.headers.authorization ?? '').split(' ')
  if (!scheme || !value) return refuse()
  if (scheme.toLowerCase() !== 'dpop') {
    saveViolation(world, 'bound_token_without_proof', `${scheme} at the bank`)
    return refuse('invalid_token')
  }
  const demanded = takeKind(world, ['mcp'], 'nonce') !== undefined
  const proof = await checkProof(world, request, {
    url: world.urls.mcpUrl,
    nonces: gate.nonces,
    requireNonce: world.settings.requireBankNonce,
    accessToken: value,
  })
  if (demanded || (!proof.ok && proof.reason === 'nonce')) {
    response.setHeader('DPoP-Nonce', gate.nonces.nextChallenge())
    return refuse('use_dpop_nonce')
  }
  if (!proof.ok) return refuse('invalid_dpop_proof')
  const token = await gate.provider.AccessToken.find(value)
  if (!token || token.aud !== world.urls.mcpUrl) return refuse('invalid_token')
  if (token.jkt !== proof.jkt) {
    saveViolation(world, 'other_key', 'access token at the bank')
    return refuse('invalid_token')
  }
  return {
    accountId: token.accountId,
    clientId: token.clientId ?? '',
    grantId: token.grantId,
    scopes: parseScope(token.scope),
    acr: textOf(token.extra?.['acr'], acrSignedIn),
    authTime: Number(token.extra?.['auth_time'] ?? 0),
  }
}

function refuseToken(world: World, response: ServerResponse, error?: string): null {
  const challenge: Record<string, string> = error ? { error } : { scope: signInScope }
  sendChallenge(world, response, { status: 401, parameters: { algs: 'ES256', ...challenge } })
  return null
}

type Parameters = { status: number; parameters: Record<string, string> }

function sendChallenge(
  world: World,
  response: ServerResponse,
  { status, parameters }: Parameters,
): void {
  const all = { ...parameters, resource_metadata: metadataUrl(world) }
  const text = Object.entries(all).map(([name, value]) => `${name}="${value}"`)
  response.setHeader('www-authenticate', `DPoP ${text.join(', ')}`)
  sendJson(response, status, parameters)
}

/** Answers a call that may not run yet with what it needs (RFC 9470, RFC 6750). */
export function sendRefusal(world: World, response: ServerResponse, challenge: Challenge): void {
  const { status, ...members } = challenge
  const parameters = Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, String(value)]),
  )
  sendChallenge(world, response, { status, parameters })
}

/** Where the bank's protected resource metadata lies (RFC 9728). */
export function metadataUrl(world: World): string {
  return world.urls.mcpUrl.replace(/\/mcp$/u, '/.well-known/oauth-protected-resource/mcp')
}
