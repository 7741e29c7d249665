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
import { customer, saveViolation, type World } from '../world.ts'
import type { Challenge, TokenFacts } from './policy.ts'

/** What the bank needs to check tokens; another resource server names its own address and scope. */
export type Gate = {
  world: World
  provider: Provider
  nonces: ServerChallenge
  resource?: string
  scope?: string
  /** Where this request went, when that is below its resource. */
  address?: string
}

/** The facts of a good token; null when the request was answered with a challenge. */
export async function checkToken(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<TokenFacts | null> {
  const { world } = gate
  const { resource = world.urls.mcpUrl, scope = signInScope, address = resource } = gate
  const refuse = (error?: string): null => refuseToken({ resource, scope }, response, error)
  const [scheme, value] = (request.headers.authorization ?? '').split(' ')
  if (!scheme || !value) return refuse()
  if (scheme.toLowerCase() !== 'dpop') {
    saveViolation(world, 'bound_token_without_proof', `${scheme} at the bank`)
    return refuse('invalid_token')
  }
  const demanded = takeKind(world, ['mcp'], 'nonce') !== undefined
  const proof = await checkProof(world, request, {
    url: address,
    nonces: gate.nonces,
    requireNonce: world.settings.requireBankNonce,
    accessToken: value,
  })
  if (demanded || (!proof.ok && proof.reason === 'nonce')) {
    response.setHeader('DPoP-Nonce', gate.nonces.nextChallenge())
    return refuse('use_dpop_nonce')
  }
  if (!proof.ok) return refuse('invalid_dpop_proof')
  const token = await findToken(gate.provider, value)
  if (!token || token.aud !== resource) return refuse('invalid_token')
  if (token.jkt !== proof.jkt) {
    saveViolation(world, 'other_key', 'access token at the bank')
    return refuse('invalid_token')
  }
  return {
    accountId: token.accountId ?? customer.id,
    clientId: token.clientId ?? '',
    grantId: token.grantId ?? token.jti ?? '',
    jkt: proof.jkt,
    intentId: textOf(token.extra?.['intent']) || null,
    scopes: parseScope(token.scope),
    acr: textOf(token.extra?.['acr'], acrSignedIn),
    authTime: Number(token.extra?.['auth_time'] ?? 0),
  }
}

type Token = Pick<
  InstanceType<Provider['AccessToken']>,
  'clientId' | 'jkt' | 'aud' | 'scope' | 'extra' | 'jti'
> & { accountId?: string; grantId?: string }

/** A token of the customer, or one that a client got for itself. */
async function findToken(provider: Provider, value: string): Promise<Token | undefined> {
  const own: Token | undefined = await provider.AccessToken.find(value)
  return own ?? (await provider.ClientCredentials.find(value))
}

type Guarded = { resource: string; scope: string }

function refuseToken({ resource, scope }: Guarded, response: ServerResponse, error?: string): null {
  const challenge: Record<string, string> = error ? { error } : { scope }
  sendChallenge(resource, response, { status: 401, parameters: { algs: 'ES256', ...challenge } })
  return null
}

type Parameters = { status: number; parameters: Record<string, string> }

function sendChallenge(
  resource: string,
  response: ServerResponse,
  { status, parameters }: Parameters,
): void {
  const all = { ...parameters, resource_metadata: metadataUrl(resource) }
  const text = Object.entries(all).map(([name, value]) => `${name}="${value}"`)
  response.setHeader('www-authenticate', `DPoP ${text.join(', ')}`)
  sendJson(response, status, parameters)
}

/** Answers a call that may not run yet with what it needs (RFC 9470, RFC 6750). */
export function sendRefusal(
  world: World,
  response: ServerResponse,
  challenge: Challenge,
  resource = world.urls.mcpUrl,
): void {
  const { status, ...members } = challenge
  const parameters = Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, String(value)]),
  )
  sendChallenge(resource, response, { status, parameters })
}

/** Where a resource's protected resource metadata lies (RFC 9728). */
export function metadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource)
  return `${origin}/.well-known/oauth-protected-resource${pathname}`
}
