// What the authorization server's routes share: world, provider, nonces, and one request's parts.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type ServerChallenge from 'oidc-provider/lib/helpers/challenge.js'
import { sendJson } from '../http.ts'
import type { Endpoint } from '../misbehaviour.ts'
import type { ProofResult } from '../proof.ts'
import type { World } from '../world.ts'

/** The running authorization server's parts. */
export type ServerParts = { world: World; provider: Provider; nonces: ServerChallenge }

/** One request, its body read once. */
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  path: string
  body: string
  form: Record<string, string>
  endpoints: Endpoint[]
}

/** An OAuth error answer with status 400. */
export function sendError(exchange: Exchange, error: string, description: string): void {
  sendJson(exchange.response, 400, { error, error_description: description })
}

/** Answers a request whose proof does not hold. */
export function sendProofError(
  parts: ServerParts,
  exchange: Exchange,
  proof: Exclude<ProofResult, { ok: true }>,
): void {
  if (proof.reason === 'nonce') {
    exchange.response.setHeader('DPoP-Nonce', parts.nonces.nextChallenge())
    sendError(exchange, 'use_dpop_nonce', proof.detail)
  } else sendError(exchange, 'invalid_dpop_proof', proof.detail)
}

/** Hands a request whose body was read already to oidc-provider. */
export async function passOn(
  parts: ServerParts,
  exchange: Exchange,
  body = exchange.body,
): Promise<void> {
  Object.assign(exchange.request, { body })
  await parts.provider.callback()(exchange.request, exchange.response)
}
