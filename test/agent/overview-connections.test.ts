// Tests of what the person is shown of connections: grants in plain facts, their end, the authorization server, revocations.
import { expect, test, vi } from 'vitest'
import { buildOverview } from '../../main/agent/overview.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Overview } from '../../shared/overview.ts'
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.ts'
import { buildCall, buildConnection, buildGrant } from '../store/nouns.ts'
import { emptyFacts } from './overview-facts.ts'

const issuer = 'https://id.bank.example'

interface Given {
  connection?: Partial<Connection>
  server?: Partial<AuthorizationServer>
  grants?: Partial<Grant>[]
  more?: (store: MemoryStore) => void
}

function show({ connection, server, grants, more }: Given): Overview {
  const store = createMemoryStore()
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify({ issuer }),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
    ...server,
  })
  store.connections.save(buildConnection({ issuer, ...connection }))
  for (const [position, grant] of (grants ?? []).entries()) {
    const noun = buildGrant({ id: `grant-${position}`, issuer, ...grant })
    store.grants.write({ noun, sealed: {} })
  }
  more?.(store)
  // Dies if: secrets are opened only to show facts.
  store.grants.listAll = vi.fn(() => Promise.reject(new Error('opened')))
  return buildOverview({ ...emptyFacts, store, nowMs: 0 })
}

test('[VIEW-01] a grant says for what, from whom, how held and until when, and nothing secret', () => {
  const overview = show({
    grants: [
      {
        scope: 'openid accounts.read',
        tokenType: 'Bearer',
        obtainedBy: 'device',
        lesser: true,
        refreshToken: null,
        authorizationDetailsJson: '[{"type":"payment_initiation"},{"type":"account"}]',
      },
    ],
  })
  expect(overview.connections[0]?.grants).toEqual([
    {
      grantId: 'grant-0',
      issuerHost: 'id.bank.example',
      scopes: ['openid', 'accounts.read'],
      detailTypes: ['payment_initiation', 'account'],
      obtainedBy: 'device',
      obtainedAtMs: 1000,
      boundToThisDevice: false,
      forCall: null,
      lesser: true,
      expiresAtMs: 5000,
      renewsItself: false,
    },
  ])
  expect(JSON.stringify(overview)).not.toContain('canary')
})

test('[VIEW-01] a grant for one call names it; what an earlier version kept is shown as unknown', () => {
  const [grant] =
    show({
      grants: [{ purpose: 'call', callId: 'call-1', authorizationDetailsJson: 'no JSON' }],
      more: ({ calls }) => calls.save(buildCall()),
    }).connections[0]?.grants ?? []
  expect(grant?.forCall).toContain('Pay')
  expect(grant).toMatchObject({ obtainedBy: null, detailTypes: [], renewsItself: true })
})

// Dies if: another issuer's grant, an older one or one of a single call decides when the person has to sign in again.
test('[VIEW-02] the end of the newest standing grant of the issuer in use is the end of the authorization', () => {
  const ends = (grants: Partial<Grant>[]) => show({ grants }).connections[0]?.authorizationEndsAtMs
  expect(ends([])).toBeNull()
  expect(ends([{}])).toBeNull()
  expect(ends([{ authorizationExpiresAtMs: 1 }, { authorizationExpiresAtMs: 9 }])).toBe(9)
  expect(ends([{ authorizationExpiresAtMs: 1 }, { purpose: 'call', callId: 'call-1' }])).toBe(1)
  const other = { issuer: 'https://other.example', authorizationExpiresAtMs: 5 }
  expect(ends([{ authorizationExpiresAtMs: 1 }, other])).toBe(1)
})

test('[VIEW-03] queued revocations are counted per authorization server, the next one first', async () => {
  const store = createMemoryStore()
  const queue = async (id: string, host: string, nextTryAtMs: number): Promise<void> => {
    const common = { clientId: 'c', dpopKeyId: 'k', kind: 'access_token', attempts: 1 } as const
    const token = new Secret('token-canary-value')
    const times = { queuedAtMs: 0, nextTryAtMs }
    const noun = { id, issuer: `https://${host}`, ...common, ...times, token }
    store.revocations.add(await store.revocations.seal(noun))
  }
  await queue('1', 'late.example', 50)
  await queue('2', 'soon.example', 40)
  await queue('3', 'soon.example', 20)
  const overview = buildOverview({ ...emptyFacts, store, nowMs: 0 })
  expect(overview.queuedRevocations).toEqual([
    { issuerHost: 'soon.example', count: 2, nextTryAtMs: 20 },
    { issuerHost: 'late.example', count: 1, nextTryAtMs: 50 },
  ])
  expect(JSON.stringify(overview)).not.toContain('canary')
})

test.each([
  [{ clientId: null }, 'none'],
  [{}, 'dynamic'],
  [{ clientId: 'https://countersign.example/client.json' }, 'metadata_document'],
  [{ clientId: 'https://entered.example', preRegistered: true }, 'entered'],
] as const)('[VIEW-08] with %o the app is known there as: %s', (server, registration) => {
  expect(show({ server }).issuers).toMatchObject([{ issuer, registration }])
})

test('[VIEW-08] an authorization server is shown once, with its users and what it offers', () => {
  const metadata = {
    issuer,
    device_authorization_endpoint: `${issuer}/device`,
    grant_types_supported: ['client_credentials'],
    dpop_signing_alg_values_supported: ['ES256'],
  }
  const { issuers, connections } = show({
    server: { metadataJson: JSON.stringify(metadata) },
    connection: { authorizationServers: [issuer, 'https://other.example'] },
    more: ({ connections: all, authorizationServers }) => {
      all.save(buildConnection({ id: 'second', name: 'Second', issuer }))
      const unused = authorizationServers.load(issuer)
      if (unused) authorizationServers.save({ ...unused, issuer: 'https://unused.example' })
    },
  })
  expect(issuers).toMatchObject([
    {
      issuer,
      connectionNames: ['Harbor Bank', 'Second'],
      offers: { device: true, ciba: false, unattended: true, boundToDevice: true },
      options: { deviceGrant: false, identityProvider: null },
    },
  ])
  expect(connections.map(({ issuerChoices }) => issuerChoices.length)).toEqual([2, 0])
})

test('[VIEW-08] unreadable metadata offers nothing and breaks nothing', () => {
  for (const metadataJson of ['', '[]', '{"grant_types_supported":7}']) {
    const [server] = show({ server: { metadataJson } }).issuers
    expect(server?.offers).toMatchObject({ device: false, ciba: false, unattended: false })
  }
})
