// Rich authorization details (RFC 9396): one type, which names one lodged payment exactly.
import canonicalize from 'canonicalize'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Intent } from '../pending.ts'
import type { World } from '../world.ts'

export const paymentType = 'harbor_payment'

/** The details of a lodged payment, as the bank names them and nobody may change them. */
export function buildDetails(world: World, intent: Intent): Record<string, unknown>[] {
  const { recipient, amount, currency } = intent.arguments
  return [
    {
      type: paymentType,
      locations: [world.urls.mcpUrl],
      actions: ['pay'],
      identifier: intent.id,
      creditorName: String(recipient),
      instructedAmount: { currency: String(currency ?? 'EUR'), amount: String(amount) },
    },
  ]
}

/** The open payment that details name, every member the same; undefined for anything else. */
export function findDetailed(world: World, json: string): Intent | undefined {
  const wanted = canonicalOf(json)
  return [...world.intents.values()].find(
    (intent) => !intent.used && canonicalize(buildDetails(world, intent)) === wanted,
  )
}

function canonicalOf(json: string): string | undefined {
  try {
    return canonicalize(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** Names what was granted in a token answer whose grant is for one payment. */
export function addGrantedDetails(world: World, ctx: KoaContextWithOIDC): void {
  const { Grant } = ctx.oidc.entities
  const intent = world.intents.get(world.grantIntents.get(Grant?.jti ?? '') ?? '')
  if (intent === undefined) return
  Object.assign(ctx.body as object, { authorization_details: buildDetails(world, intent) })
}
