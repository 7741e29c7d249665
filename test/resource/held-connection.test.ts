// Tests that a connection which is used goes on and on, whatever the network and the server do in between.
import { expect, test } from 'vitest'
import { createConnectionService } from '../../main/resource/connection-service.ts'
import { createRevocationQueue } from '../../main/resource/revocation-queue.ts'
import { createMcpConnector } from '../../main/resource/mcp-connection.ts'
import { parseYaml } from '../../main/resource/openapi/parse-yaml.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { holdGrant } from './held-grant.ts'
import type { Fault } from './strict-tokens.ts'

const faults: readonly (readonly Fault[])[] = [
  [],
  ['lost'],
  ['timeout'],
  ['offline'],
  ['offline', 'offline', 'offline'],
  ['server_error', 'server_error', 'server_error', 'server_error'],
  ['busy', 'busy'],
  ['html', 'nonce'],
  ['nonce'],
]

// Dies if: any of this shows the person a sign-in, ends the grant, or spends a refresh token twice.
test('[UPKEEP-04] two hundred renewals by itself, with faults and restarts, and no sign-in', async () => {
  const held = await holdGrant()
  const { store, clock, server, connection, oauth, keys } = held
  const seen = new Set<string>()
  let signIns = 0
  let running = Promise.resolve()
  // Virtual time stands still while a request is under way.
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await new Promise((done) => setTimeout(done, 1))
    await running
    await settle()
  }
  const open = (): ReturnType<typeof createConnectionService> =>
    createConnectionService({
      store,
      oauth,
      keys,
      clock,
      connector: createMcpConnector('0.0.0-test'),
      readYaml: (source) => Promise.resolve(parseYaml(source)),
      signIn: () => {
        signIns += 1
        return Promise.resolve({ kind: 'failed', reason: '' })
      },
      refreshGrant: (grant, options) => {
        const refreshing = held.refresh(grant, options)
        running = refreshing.then(() => undefined)
        return refreshing
      },
      revocations: createRevocationQueue({
        store,
        oauth,
        keys,
        clock,
        makeId: () => 'r',
        log: () => undefined,
        onChanged: () => undefined,
      }),
      deferrals: { list: () => [], cancel: () => Promise.resolve(true) },
      onEnding: () => undefined,
      makeId: () => 'c',
      log: () => undefined,
      onChanged: (id) => void seen.add(store.connections.load(id)?.status ?? 'gone'),
    })
  let service = open()
  service.start()
  for (let round = 0; server.issued < 200; round += 1) {
    server.faults.push(...(faults[(round * round + (round >> 3)) % faults.length] ?? []))
    service.onGrantUsed(connection.id)
    // Four minutes of a token of five: it is renewed when it is about to end.
    await pass(2 * 60_000)
    await pass(2 * 60_000)
    server.faults.length = 0
    if (round % 40 === 39) {
      service.stop()
      held.restart()
      service = open()
      service.start()
    }
    expect(round).toBeLessThan(1_000)
  }
  service.stop()
  expect(signIns).toBe(0)
  expect(seen).toEqual(new Set(['ready']))
  expect(server.breaches).toEqual([])
  expect((await held.load()).refreshToken?.reveal()).toBe('rt-200')
}, 30_000)
