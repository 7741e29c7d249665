// Tests of keeping sign-ins alive without being asked, and of telling the person before an authorization ends.
import { describe, expect, it, vi } from 'vitest'
import {
  findAuthorizationEnd,
  planRefresh,
  type GrantFacts,
} from '../../main/resource/upkeep-plan.ts'
import { createUpkeep, type Upkeep } from '../../main/resource/upkeep.ts'
import { holdGrant, turn, type HeldGrant } from './held-grant.ts'
import type { Fault } from './strict-tokens.ts'
import type { Grant } from '../../shared/model/grant.ts'

const day = 24 * 60 * 60_000
const hour = 60 * 60_000

interface Watched extends HeldGrant {
  readonly upkeep: Upkeep
  readonly endings: number[]
  readonly settled: string[]
  /** Lets virtual time pass, with everything that happens on the way. */
  readonly pass: (ms: number) => Promise<void>
}

async function watch(changes: Partial<Grant> = {}): Promise<Watched> {
  const held = await holdGrant(changes)
  const endings: number[] = []
  const settled: string[] = []
  const upkeep = createUpkeep({
    store: held.store,
    clock: held.clock,
    log: () => undefined,
    refreshGrant: (grant, options) => held.refresh(grant, options),
    onEnding: (_connection, renewBeforeMs) => void endings.push(renewBeforeMs),
    onSettled: (connectionId) => void settled.push(connectionId),
  })
  upkeep.start()
  await turn()
  return {
    ...held,
    upkeep,
    endings,
    settled,
    pass: async (ms) => {
      const steps = Math.min(Math.ceil(ms / 30_000), 200)
      for (let step = 0; step < steps; step += 1) {
        held.clock.advance(ms / steps)
        await turn()
      }
    },
  }
}

describe('access tokens', () => {
  // Dies if: an access token that nobody uses is renewed for ever, or one that is used is left to end.
  it('[UPKEEP-06] are renewed shortly before they end, and only when they were used', async () => {
    const { server, upkeep, connection, pass, load } = await watch()
    // Signing and sealing take their own time on a busy machine, whatever the clock of the test says.
    const holds = (token: string): Promise<void> =>
      vi.waitFor(async () => expect((await load()).accessToken.reveal()).toBe(token))
    await pass(10 * 60_000)
    expect(server.forms).toEqual([])
    upkeep.onUsed(connection.id)
    await pass(1_000)
    // It had ended long ago: it is renewed at once.
    await holds('at-1')
    upkeep.onUsed(connection.id)
    await pass(4 * 60_000 - 2_000)
    expect(server.forms).toHaveLength(1)
    await pass(10_000)
    await holds('at-2')
    await pass(hour)
    expect(server.forms).toHaveLength(2)
    upkeep.stop()
  })

  // Dies if: a use counts for nothing because another came shortly before: the renewed token is then left to end.
  it('[UPKEEP-06] also where an agent uses them all the time', async () => {
    const { server, upkeep, connection, clock, load } = await watch()
    const use = async (times: number): Promise<void> => {
      for (let count = 0; count < times; count += 1) {
        upkeep.onUsed(connection.id)
        clock.advance(600)
        await turn()
      }
    }
    clock.advance(10 * 60_000)
    await use(2)
    await vi.waitFor(async () => expect((await load()).accessToken.reveal()).toBe('at-1'))
    await use(401)
    await vi.waitFor(() => expect(server.forms).toHaveLength(2))
    upkeep.stop()
  })

  it('[UPKEEP-06] what fails is tried again with growing gaps, and nobody is told', async () => {
    const { server, upkeep, connection, pass, settled } = await watch()
    const faults = Array.from({ length: 8 }, (): Fault => 'server_error')
    server.faults.push(...faults)
    upkeep.onUsed(connection.id)
    await pass(5 * 60_000)
    expect(server.faults.length).toBeGreaterThan(0)
    expect(settled).toEqual([])
    await pass(30 * 60_000)
    expect(server.issued).toBe(1)
    expect(settled).toEqual([connection.id])
    upkeep.stop()
  })

  it('[UPKEEP-06] what fell due while the computer slept is done when it wakes', async () => {
    const { server, upkeep, connection, clock, load } = await watch()
    upkeep.onUsed(connection.id)
    const wokenAtMs = clock.nowMs() + 8 * hour
    // Timers stand still, and the wall clock goes on.
    clock.nowMs = () => wokenAtMs
    await turn()
    expect(server.forms).toEqual([])
    upkeep.onWake()
    await turn()
    expect((await load()).accessToken.reveal()).toBe('at-1')
    upkeep.stop()
  })

  // Dies if: after a long sleep every connection asks its authorization server at the same moment.
  it('[UPKEEP-06] many that are due at once are renewed one after the other', async () => {
    const held = await holdGrant()
    const grant = await held.load()
    const { store, clock } = held
    let inFlight = 0
    let most = 0
    let done = 0
    for (let count = 0; count < 20; count += 1) {
      const connectionId = `connection-${count}`
      store.connections.save({ ...held.connection, id: connectionId })
      store.grants.write({ noun: { ...grant, id: `many-${count}`, connectionId }, sealed: {} })
    }
    const upkeep = createUpkeep({
      store,
      clock,
      log: () => undefined,
      refreshGrant: async (one) => {
        inFlight += 1
        most = Math.max(most, inFlight)
        await turn()
        inFlight -= 1
        done += 1
        return { kind: 'refreshed', grant: one }
      },
      onEnding: () => undefined,
      onSettled: () => undefined,
    })
    for (let count = 0; count < 20; count += 1) upkeep.onUsed(`connection-${count}`)
    clock.advance(8 * hour)
    upkeep.start()
    await expect.poll(() => done).toBeGreaterThanOrEqual(20)
    expect(most).toBe(1)
    upkeep.stop()
  })

  it('[UPKEEP-06] a grant that is gone is not asked for again and again', async () => {
    const { server, upkeep, connection, pass, settled, store } = await watch()
    server.faults.push('more_proof')
    upkeep.onUsed(connection.id)
    await pass(2 * hour)
    expect(server.forms).toHaveLength(1)
    expect(settled).toEqual([connection.id])
    expect(store.grants.has('grant-1')).toBe(true)
    upkeep.stop()
  })
})

describe('refresh tokens that end when they lie unused', () => {
  // Dies if: nobody uses the refresh token before its time is over.
  it('[UPKEEP-07] are used at four fifths of their life, over forty days', async () => {
    const { server, upkeep, pass, clock, load } = await watch({
      refreshExpiresAtMs: 1_700_000_000_000 + 40 * day,
      expiresAtMs: 1_700_000_000_000 + hour,
    })
    server.extra = { refresh_token_timeout: (40 * day) / 1_000 }
    await pass(31 * day)
    expect(server.forms).toEqual([])
    await pass(2 * day)
    expect(server.forms).toHaveLength(1)
    expect((await load()).refreshExpiresAtMs).toBeGreaterThan(clock.nowMs() + 38 * day)
    // No timer is ever set for longer than an hour: sleep and set clocks are noticed.
    expect(clock.pending).toBe(1)
    upkeep.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('the end of an authorization', () => {
  const facts = (changes: Partial<GrantFacts>): GrantFacts => ({
    id: 'g',
    issuer: 'https://login.example',
    connectionId: 'c',
    resource: 'https://bank.example',
    purpose: 'standing',
    callId: null,
    scope: '',
    authorizationDetailsJson: null,
    tokenType: 'DPoP',
    expiresAtMs: null,
    dpopKeyId: 'k',
    acr: null,
    authTimeSeconds: null,
    obtainedAtMs: 0,
    hasRefreshToken: true,
    ...changes,
  })

  // Dies if: the person hears of it only when it is over, or every hour.
  it('[UPKEEP-08] is told once, three days before, and no refresh is planned after it', async () => {
    const startMs = 1_700_000_000_000
    const endMs = startMs + 30 * day
    const { upkeep, pass, endings, server } = await watch({ authorizationExpiresAtMs: endMs })
    await pass(26 * day)
    expect(endings).toEqual([])
    await pass(2 * day)
    expect(endings).toEqual([endMs])
    await pass(4 * day)
    expect(endings).toEqual([endMs])
    expect(server.forms).toEqual([])
    upkeep.stop()
  })

  it('[UPKEEP-08] is what the server names, or the end of a token that nothing renews', () => {
    expect(findAuthorizationEnd(facts({}))).toBeNull()
    expect(findAuthorizationEnd(facts({ expiresAtMs: hour }))).toBeNull()
    expect(findAuthorizationEnd(facts({ expiresAtMs: hour, hasRefreshToken: false }))).toEqual({
      renewBeforeMs: hour,
      tellFromMs: 0.8 * hour,
    })
    expect(findAuthorizationEnd(facts({ authorizationExpiresAtMs: 90 * day }))).toEqual({
      renewBeforeMs: 90 * day,
      tellFromMs: 87 * day,
    })
  })

  it('[UPKEEP-08] a refresh that would come after the end is not planned', () => {
    const grant = facts({ expiresAtMs: hour, authorizationExpiresAtMs: hour / 2 })
    expect(planRefresh(grant, 1)).toBeNull()
    expect(planRefresh(facts({ expiresAtMs: hour }), 1)).toBe(hour - 60_000)
    expect(planRefresh(facts({ expiresAtMs: hour, obtainedAtMs: 2 }), 1)).toBeNull()
    expect(planRefresh(facts({ expiresAtMs: hour, hasRefreshToken: false }), 1)).toBeNull()
  })
})
