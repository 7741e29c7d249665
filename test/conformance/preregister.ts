// Puts a registration that was made beforehand where the engine keeps its own, as an administrator's import would.
import type { Engine } from '../../main/bootstrap.ts'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { clientSecretName } from '../../main/oauth/load-client.ts'
import { makeRandomId } from '../../main/system-clock.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ScenarioContext } from './context.ts'

/** Does nothing unless the scenario names an issuer, a client and its secret. */
export async function preregister({ store }: Engine, context: ScenarioContext): Promise<void> {
  const { issuer, client_id: clientId, client_secret: clientSecret } = context
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return
  const keys = createDpopKeyRing({
    secrets: store.secrets,
    makeId: makeRandomId,
    log: () => undefined,
  })
  const { id: dpopKeyId } = await keys.create()
  await store.secrets.save(clientSecretName(issuer), new Secret(clientSecret))
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify({ issuer }),
    metadataFetchedAtMs: 0,
    clientId,
    clientAuthentication: 'client_secret_basic',
    redirectUri: null,
    firstParty: false,
    dpopKeyId,
  })
}
