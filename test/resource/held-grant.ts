// A grant that is held at a strict token endpoint, with the app's one refresher and virtual time.
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import type { DeferralStart } from '../../main/deferral/start.ts'
import { buildDeferral } from '../../main/deferral/start.ts'
import { createGrantRefresher, type RefreshGrant } from '../../main/step-up/refresh-grant.ts'
import { systemRandomness } from '../../main/system-clock.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock, type VirtualClock } from '../fakes/virtual-clock.ts'
import { buildConnection, buildGrant } from '../store/nouns.ts'
import { Secret } from '../../shared/model/secret.ts'
import { createStrictTokens, type StrictTokens } from './strict-tokens.ts'

export interface HeldGrant {
  readonly server: StrictTokens
  readonly store: MemoryStore
  readonly clock: VirtualClock
  readonly oauth: OAuthContext
  readonly keys: ReturnType<typeof createDpopKeyRing>
  readonly connection: Connection
  readonly begun: DeferralStart[]
  /** Tokens that were given back, because nobody wanted them any more. */
  readonly dropped: string[]
  refresh: RefreshGrant
  /** The grant as it is stored now. */
  readonly load: () => Promise<Grant>
  /** A refresher that knows nothing of what the former one did: another process. */
  readonly restart: () => void
}

/** Lets everything happen that is ready, signing included (that is done on another thread). */
export async function turn(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((done) => setTimeout(done, 1))
}

export async function holdGrant(changes: Partial<Grant> = {}): Promise<HeldGrant> {
  const clock = createVirtualClock()
  const server = createStrictTokens(() => clock.nowMs())
  const store = createMemoryStore(() => clock.nowMs())
  const log = (): void => undefined
  let count = 0
  const makeId = (): string => `id-${(count += 1)}`
  const keys = createDpopKeyRing({ secrets: store.secrets, makeId, log })
  const key = await keys.create()
  const randomness = systemRandomness
  const proofs = createDpopProofs({ clock, randomness })
  const oauth: OAuthContext = { fetch: server.fetch, clock, randomness, proofs, log }
  const { issuer } = server
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify(server.metadata),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: key.id,
  })
  const connection = buildConnection({ issuer, authorizationServers: [issuer] })
  store.connections.save(connection)
  const nowMs = clock.nowMs()
  const noun = buildGrant({
    issuer,
    accessToken: new Secret('at-0'),
    refreshToken: new Secret('rt-0'),
    dpopKeyId: key.id,
    obtainedAtMs: nowMs,
    expiresAtMs: nowMs + 300_000,
    ...changes,
  })
  store.grants.write({ noun, sealed: {} })
  const begun: DeferralStart[] = []
  const dropped: string[] = []
  const build = (): RefreshGrant =>
    createGrantRefresher({
      ...store,
      oauth,
      clock,
      log,
      sources: { ...store, keys },
      waits: store.deferrals,
      dropTokens: ({ refreshToken, accessToken }) => {
        dropped.push(refreshToken?.reveal() ?? '', accessToken.reveal())
        return Promise.resolve()
      },
      deferrals: {
        begin: (start) => {
          begun.push(start)
          const now = { nowMs: clock.nowMs(), unit: () => 0 }
          const deferral = buildDeferral(start, makeId(), now)
          store.deferrals.write({ noun: deferral, sealed: {} })
          return Promise.resolve(deferral)
        },
      },
    })
  const held: HeldGrant = {
    server,
    store,
    clock,
    oauth,
    keys,
    connection,
    begun,
    dropped,
    refresh: build(),
    load: async () => {
      const grant = await store.grants.load(noun.id)
      if (grant === null) throw new Error('no grant')
      return grant
    },
    restart: () => void (held.refresh = build()),
  }
  return held
}
