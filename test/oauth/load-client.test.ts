// Tests of loading who we are at one authorization server.
import { expect, test } from 'vitest'
import { createDpopKey, type DpopKey } from '../../main/oauth/dpop.ts'
import { clientSecretName, loadOAuthClient } from '../../main/oauth/load-client.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildMetadata } from './world.ts'

const issuer = 'https://as.example'
const registered: AuthorizationServer = {
  issuer,
  metadataJson: JSON.stringify(buildMetadata(issuer)),
  metadataFetchedAtMs: 1,
  clientId: 'client-1',
  clientAuthentication: 'none',
  redirectUri: null,
  firstParty: false,
  dpopKeyId: 'key-1',
}
const { key } = await createDpopKey('key-1')

const load = (
  server: AuthorizationServer | null,
  found: DpopKey | null = key,
  secret: Secret | null = null,
) =>
  loadOAuthClient(
    {
      authorizationServers: { load: (asked) => (asked === issuer ? server : null) },
      secrets: { load: async (name) => (name === clientSecretName(issuer) ? secret : null) },
      keys: { load: async (keyId) => (keyId === 'key-1' ? found : null) },
    },
    issuer,
  )

test('[OAUTH-29] a registration with its key is a client', async () => {
  const metadata = buildMetadata(issuer)
  expect(await load(registered)).toMatchObject({
    kind: 'client',
    client: { metadata, clientId: 'client-1', dpopKey: key },
  })
  const confidential: AuthorizationServer = {
    ...registered,
    clientAuthentication: 'client_secret_basic',
  }
  expect(await load(confidential, key, new Secret('s'))).toMatchObject({
    client: { authentication: { method: 'client_secret_basic' } },
  })
  expect(await load(confidential)).toEqual({ kind: 'unregistered' })
})

// Dies if: a missing key makes a client that sends no proofs.
test('[OAUTH-29] without the key there is none, and without a registration neither', async () => {
  expect(await load(registered, null)).toEqual({ kind: 'key_gone', server: registered })
  expect(await load({ ...registered, dpopKeyId: null })).toMatchObject({ kind: 'key_gone' })
  expect(await load({ ...registered, clientId: null })).toEqual({ kind: 'unregistered' })
  expect(await load(null)).toEqual({ kind: 'unregistered' })
})
