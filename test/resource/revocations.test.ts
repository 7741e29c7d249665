// Tests of ending tokens at their servers: now where that is possible, else durably later, with the same key.
import { describe, expect, it } from 'vitest'
import {
  createRevocationQueue,
  type RevocationQueue,
} from '../../main/resource/revocation-queue.ts'
import { dropGrants } from '../../main/resource/disconnect.ts'
import type { Revocation } from '../../shared/model/revocation.ts'
import { Secret } from '../../shared/model/secret.ts'
import { openTestStore } from '../store/open.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { holdGrant, turn, type HeldGrant } from './held-grant.ts'

const hour = 60 * 60_000
const day = 24 * hour

const broken = (): FakeKeychain => Object.assign(new FakeKeychain(), { mood: 'failing' as const })

interface Queued extends HeldGrant {
  queue: RevocationQueue
  readonly logged: string[]
  readonly pass: (ms: number) => Promise<void>
  unwanted: Parameters<RevocationQueue['revoke']>[0]
}

async function startQueue(): Promise<Queued> {
  const held = await holdGrant()
  const logged: string[] = []
  let count = 0
  const build = (): RevocationQueue =>
    createRevocationQueue({
      store: held.store,
      oauth: held.oauth,
      keys: held.keys,
      clock: held.clock,
      makeId: () => `revocation-${(count += 1)}`,
      log: (_level, message) => void logged.push(message),
      onChanged: () => undefined,
    })
  const { dpopKeyId } = await held.load()
  return {
    ...held,
    queue: build(),
    logged,
    unwanted: {
      issuer: held.server.issuer,
      clientId: 'client-1',
      dpopKeyId: dpopKeyId ?? '',
      refreshToken: new Secret('rt-0'),
      accessToken: new Secret('at-0'),
    },
    pass: async (ms) => {
      const steps = Math.max(1, Math.ceil(ms / (6 * hour)))
      for (let step = 0; step < steps; step += 1) {
        held.clock.advance(ms / steps)
        await turn()
      }
    },
  }
}

describe('revoking', () => {
  // Dies if: the access token goes first, and the refresh token buys another one meanwhile.
  it('[UPKEEP-09] the refresh token goes first, and nothing stays queued', async () => {
    const { queue, unwanted, server } = await startQueue()
    await queue.revoke(unwanted)
    expect(server.revoked).toEqual(['rt-0', 'at-0'])
    expect(queue.list()).toEqual([])
  })

  // Dies if: a failed revocation is forgotten, or tried again before its time.
  it('[UPKEEP-09] what cannot be revoked is queued, said, and tried with growing gaps', async () => {
    const { queue, unwanted, server, clock, pass } = await startQueue()
    server.revocationFaults.push('offline', 'offline', 'server_error', 'server_error')
    await queue.revoke(unwanted)
    const queuedAtMs = clock.nowMs()
    const nextTryAtMs = queuedAtMs + 60_000
    const one = { issuer: server.issuer, queuedAtMs, nextTryAtMs }
    expect(queue.list()).toEqual([one, one])
    await pass(59_000)
    expect(server.revocationFaults).toHaveLength(2)
    await pass(2_000)
    expect(queue.list()[0]?.nextTryAtMs).toBe(clock.nowMs() + 120_000)
    await pass(2 * 60_000)
    expect(server.revoked).toEqual(['rt-0', 'at-0'])
    expect(queue.list()).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('[UPKEEP-09] Retry-After holds the next try back', async () => {
    const { queue, unwanted, server, clock, pass } = await startQueue()
    server.revocationFaults.push('busy')
    await queue.revoke({ ...unwanted, accessToken: null })
    expect(queue.list()[0]?.nextTryAtMs).toBe(clock.nowMs() + 2 * hour)
    await pass(2 * hour - 1_000)
    expect(server.revoked).toEqual([])
    await pass(1_000)
    await pass(1_000)
    expect(server.revoked).toEqual(['rt-0'])
  })

  it('[UPKEEP-09] a server that will never do it is not asked again, and one that cannot is not asked', async () => {
    const { queue, unwanted, server, store, logged } = await startQueue()
    server.revocationFaults.push('refused')
    await queue.revoke({ ...unwanted, accessToken: null })
    expect(queue.list()).toEqual([])
    const known = store.authorizationServers.load(server.issuer)
    if (known === null) throw new Error('not there')
    const { revocation_endpoint: _none, ...metadata } = server.metadata
    store.authorizationServers.save({ ...known, metadataJson: JSON.stringify(metadata) })
    await queue.revoke(unwanted)
    expect(queue.list()).toEqual([])
    expect(logged).toHaveLength(2)
  })

  // Dies if: a server that is gone for good keeps tokens here for ever.
  it('[UPKEEP-09] is given up after thirty days, with a word in the log', async () => {
    const { queue, unwanted, server, logged, pass } = await startQueue()
    server.revocationFaults.push(...Array.from({ length: 2_000 }, () => 'offline' as const))
    await queue.revoke({ ...unwanted, accessToken: null })
    await pass(29 * day)
    expect(queue.list()).toHaveLength(1)
    await pass(2 * day)
    expect(queue.list()).toEqual([])
    expect(logged.at(-1)).toBe('A token was not revoked at its server')
    expect(2_000 - server.revocationFaults.length).toBeLessThan(140)
  })

  it('[UPKEEP-10] another registration later revokes with the client and the key of then', async () => {
    const { queue, unwanted, server, store, keys, pass } = await startQueue()
    server.revocationFaults.push('offline')
    await queue.revoke({ ...unwanted, accessToken: null })
    const known = store.authorizationServers.load(server.issuer)
    if (known === null) throw new Error('not there')
    const other = await keys.create()
    store.authorizationServers.save({ ...known, clientId: 'client-2', dpopKeyId: other.id })
    await pass(2 * 60_000)
    expect(server.revoked).toEqual(['rt-0'])
    const [before, after] = server.revocations
    expect(after?.clientId).toBe('client-1')
    expect(after?.thumbprint).toBe(before?.thumbprint)
  })
})

describe('crashes and restarts', () => {
  // Dies if: the grant is deleted before its revocation is written.
  it('[UPKEEP-10] a disk that fails leaves the grant or its revocation, never neither', async () => {
    const { queue, store, load, clock, connection } = await startQueue()
    const grant = await load()
    let left = 0
    for (let failing = 0; failing < 4; failing += 1) {
      let writes = 0
      store.beforeWrite = () => {
        if (writes === failing) throw new Error('disk')
        writes += 1
      }
      const parts = { store, revocations: queue, clock }
      await dropGrants(parts, [grant], () => store.connections.remove(connection.id)).catch(
        () => (left += 1),
      )
      store.beforeWrite = () => undefined
      const isKept = store.grants.has(grant.id) && store.connections.load(connection.id) !== null
      expect(isKept).toBe(true)
      expect(store.revocations.listFacts()).toEqual([])
    }
    expect(left).toBe(4)
  })

  it('[UPKEEP-10] a restart goes on, with the token sealed on disk meanwhile', async () => {
    const { queue, unwanted, server, store, oauth, keys, clock } = await startQueue()
    const opened = await openTestStore()
    const base = { oauth, keys, clock, log: () => undefined, onChanged: () => undefined }
    const known = store.authorizationServers.load(server.issuer)
    if (known === null) throw new Error('not there')
    opened.store.authorizationServers.save(known)
    let count = 0
    const makeId = (): string => `r${(count += 1)}`
    const first = createRevocationQueue({ ...base, makeId, store: opened.store })
    server.revocationFaults.push('offline', 'offline')
    await first.revoke(unwanted)
    first.stop()
    const again = opened.reopen()
    const second = createRevocationQueue({ ...base, makeId, store: again.store })
    expect(second.list()).toHaveLength(2)
    clock.advance(60_000)
    second.start()
    await expect.poll(() => server.revoked).toEqual(['rt-0', 'at-0'])
    await expect.poll(() => second.list()).toEqual([])
    second.stop()
    queue.stop()
  })

  it('[UPKEEP-10] what was sealed in memory only is forgotten with the process', async () => {
    const opened = await openTestStore(await openTestVault(broken()))
    const revocation: Revocation = {
      id: 'r',
      issuer: 'https://login.example',
      clientId: 'c',
      dpopKeyId: 'k',
      kind: 'refresh_token',
      token: new Secret('rt-canary'),
      queuedAtMs: 1,
      attempts: 0,
      nextTryAtMs: 1,
    }
    opened.store.revocations.add(await opened.store.revocations.seal(revocation))
    expect((await opened.store.revocations.load('r'))?.token?.reveal()).toBe('rt-canary')
    const again = opened.reopen(await openTestVault(broken()))
    expect(again.store.revocations.listFacts()).toEqual([])
  })
})
