// Puts a registration that was made beforehand where the engine keeps its own, as an administrator's import would.
import { exportJWK, importPKCS8 } from 'jose'
import type { Engine } from '../../main/engine.ts'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { discoverResource } from '../../main/oauth/discover-resource.ts'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { clientSecretName } from '../../main/oauth/load-client.ts'
import { idTokenName } from '../../main/step-up/identity-flow.ts'
import { createSystemClock, makeRandomId } from '../../main/system-clock.ts'
import {
  defaultIssuerOptions,
  type AuthorizationServer,
  type ClientAuthentication,
} from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ScenarioContext } from './context.ts'

/** How the scenario's client proves itself, or null where the scenario gives nothing to prove it with. */
async function readCredential(
  context: ScenarioContext,
): Promise<{ authentication: ClientAuthentication; secret: Secret } | null> {
  const { client_secret: secret, private_key_pem: pem, signing_algorithm: alg = 'ES256' } = context
  if (secret !== undefined)
    return { authentication: 'client_secret_basic', secret: new Secret(secret) }
  if (pem === undefined) return null
  const jwk = await exportJWK(await importPKCS8(pem, alg, { extractable: true }))
  return { authentication: 'private_key_jwt', secret: new Secret(JSON.stringify(jwk)) }
}

/** Does nothing unless the scenario names a client and what proves it. */
export async function preregister(
  { store }: Engine,
  context: ScenarioContext,
  { serverUrl, scenario }: { serverUrl: string; scenario: string },
): Promise<void> {
  const credential = await readCredential(context)
  const { client_id: clientId, idp_issuer: identityProvider = null } = context
  if (credential === null || clientId === undefined) return
  const issuer = context.issuer ?? (await findIssuer(serverUrl))
  const clientCredentials = scenario.startsWith('auth/client-credentials')
  await store.secrets.save(clientSecretName(issuer), credential.secret)
  store.authorizationServers.save({
    ...(await describe(store, issuer, clientId)),
    clientAuthentication: credential.authentication,
    preRegistered: true,
    options: { ...defaultIssuerOptions, clientCredentials, identityProvider },
  })
  if (identityProvider !== null) await signInBefore(store, context, identityProvider)
}

type Store = Engine['store']

/** The person has signed in at their identity provider already, as at the start of every working day. */
async function signInBefore(store: Store, context: ScenarioContext, issuer: string): Promise<void> {
  const server = await describe(store, issuer, context.idp_client_id ?? '')
  const metadata = { issuer, token_endpoint: context.idp_token_endpoint }
  store.authorizationServers.save({ ...server, metadataJson: JSON.stringify(metadata) })
  await store.secrets.save(idTokenName(issuer), new Secret(context.idp_id_token ?? ''))
}

async function describe(
  store: Store,
  issuer: string,
  clientId: string,
): Promise<AuthorizationServer> {
  const { secrets } = store
  const keys = createDpopKeyRing({ secrets, makeId: makeRandomId, log: () => undefined })
  return {
    issuer,
    metadataJson: JSON.stringify({ issuer }),
    metadataFetchedAtMs: 0,
    clientId,
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: (await keys.create()).id,
  }
}

/** Whoever registered the client knows where; some scenarios leave that to the server's own metadata. */
async function findIssuer(url: string): Promise<string> {
  const clock = createSystemClock()
  const context = { fetch: createGuardedFetch({ clock }), clock }
  const resource = await discoverResource(context, { url, resourceMetadataUrl: null })
  const [issuer] = resource?.authorizationServers ?? []
  if (issuer === undefined) throw new Error('The server names no authorization server')
  return issuer
}
