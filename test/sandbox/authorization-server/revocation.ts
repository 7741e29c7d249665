// Revocation: cancels a deferral by its code (DTR 1.10), leaves tokens to oidc-provider.
import { checkProof } from '../proof.ts'
import { saveViolation } from '../world.ts'
import { passOn, sendProofError, type Exchange, type ServerParts } from './context.ts'
import { cancelDeferral } from './deferrals.ts'

const deferralCodeType = 'urn:ietf:params:oauth:token-type:deferral-code'

/** Serves `POST /token/revocation`. Answers 200 for every deferral code, known or not. */
export async function serveRevocation(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { world } = parts
  const { form } = exchange
  const deferral = world.deferrals.get(form['token'] ?? '')
  if (!deferral && form['token_type_hint'] !== deferralCodeType) return passOn(parts, exchange)
  const proof = await checkProof(world, exchange.request, {
    url: `${world.urls.issuer}/token/revocation`,
    nonces: parts.nonces,
    requireNonce: world.settings.requireNonce,
  })
  if (!proof.ok) {
    if (proof.reason === 'missing') saveViolation(world, 'missing_proof', 'revocation')
    return sendProofError(parts, exchange, proof)
  }
  if (deferral && deferral.jkt !== proof.jkt) saveViolation(world, 'other_key', 'revocation')
  else if (deferral && deferral.clientId === form['client_id']) cancelDeferral(deferral)
  exchange.response.writeHead(200, { 'cache-control': 'no-store' })
  exchange.response.end()
}
