// Issues the access token that ends a token exchange or a deferral.
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { textOf } from '../text.ts'
import type { World } from '../world.ts'
import { buildDetails } from './authorization-details.ts'
import { saveGrant } from './native-code.ts'
import { isBank } from './scopes.ts'

/** What the token is for, and for whom. */
export type TokenWish = {
  ctx: KoaContextWithOIDC
  scope: string
  jkt: string
  accountId: string
  claims: Record<string, unknown>
  /** Which of the bank's resources it is for; any other means its MCP endpoint. */
  resource?: string
  /** False: not the answer to a token exchange. */
  exchanged?: boolean
}

/** Answers with a DPoP-bound access token under a grant of its own, so it is revoked alone. */
export async function issueToken(
  world: World,
  provider: Provider,
  { ctx, scope, jkt, accountId, claims, resource: wanted = '', exchanged = true }: TokenWish,
): Promise<void> {
  const client = ctx.oidc.client
  if (!client) throw new Error('no client')
  const resource = isBank(world.urls, wanted) ? wanted : world.urls.mcpUrl
  ctx.state['tokenClaims'] = claims
  const token = new provider.AccessToken({
    client,
    accountId,
    grantId: await saveGrant(provider, client.clientId, { scope, resource }),
    gty: 'token_exchange',
    scope,
    aud: resource,
    jkt,
  })
  const access_token = await token.save()
  ctx.body = {
    access_token,
    token_type: 'DPoP',
    expires_in: token.expiration,
    scope,
    ...describeDetails(world, claims),
    ...(exchanged ? { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' } : {}),
  }
}

function describeDetails(
  world: World,
  claims: Record<string, unknown>,
): { authorization_details?: unknown } {
  const intent = world.intents.get(textOf(claims['intent']))
  return intent === undefined ? {} : { authorization_details: buildDetails(world, intent) }
}
