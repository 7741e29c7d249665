// Issues the authorization code that ends an authorization challenge (FiPA).
import type { Provider } from 'oidc-provider'
import { customer, type AuthSession, type PendingChallenge, type World } from '../world.ts'
import { bankScopes, notaryScope, parseScope } from './scopes.ts'

/** Stands where a redirect URI would: native codes have none, oidc-provider wants one. */
export const nativeRedirectUri = 'urn:harbor:native'

/** Makes a code for what the challenge asked, bound to the session's client and DPoP key. */
export async function issueNativeCode(
  { world, provider }: { world: World; provider: Provider },
  session: AuthSession,
  pending: PendingChallenge,
): Promise<string> {
  const client = await provider.Client.find(session.clientId)
  if (!client) throw new Error('the client is gone')
  const grantId = await saveGrant(provider, session.clientId, pending)
  if (pending.intentId !== null) world.grantIntents.set(grantId, pending.intentId)
  const code = new provider.AuthorizationCode({
    accountId: customer.id,
    client,
    acr: pending.acr,
    amr: pending.amr,
    authTime: Math.floor(world.now() / 1000),
    codeChallenge: pending.codeChallenge,
    codeChallengeMethod: 'S256',
    grantId,
    redirectUri: nativeRedirectUri,
    resource: pending.resource,
    scope: pending.scope,
    dpopJkt: session.jkt,
    gty: 'authorization_code',
    ...(pending.nonce === null ? {} : { nonce: pending.nonce }),
  })
  const value = await code.save()
  world.nativeCodes.set(value, { jkt: session.jkt, deferred: pending.deferred, redeemed: false })
  return value
}

/** Saves a grant for a scope at a resource and returns its id. */
export async function saveGrant(
  provider: Provider,
  clientId: string,
  { scope, resource }: { scope: string; resource: string },
): Promise<string> {
  const grant = new provider.Grant({ accountId: customer.id, clientId })
  const scopes = parseScope(scope)
  const own = scopes.filter((one) => one === 'openid' || one === 'offline_access')
  if (own.length > 0) grant.addOIDCScope(own.join(' '))
  const granted = scopes.filter((one) => [...bankScopes, notaryScope].includes(one))
  if (granted.length > 0) grant.addResourceScope(resource, granted.join(' '))
  return grant.save()
}
