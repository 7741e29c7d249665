// Tests of renewing grants: rotation, one request for many callers, lost answers, and a refresh that is put off.
import { beforeEach, describe, expect, it } from 'vitest'
import { holdGrant, type HeldGrant } from './held-grant.ts'
import type { Fault } from './strict-tokens.ts'

let held: HeldGrant
beforeEach(async () => {
  held = await holdGrant()
})

const again = async (lastTry = false) => held.refresh(await held.load(), { lastTry })
const reveal = async () => {
  const { accessToken, refreshToken } = await held.load()
  return [accessToken.reveal(), refreshToken?.reveal() ?? null]
}

describe('rotation', () => {
  // Dies if: two callers send a request each; the server then revokes the whole family.
  it('[UPKEEP-01] a hundred callers at once are one request, and all get the same grant', async () => {
    const grant = await held.load()
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => held.refresh(grant)))
    expect(held.server.forms).toHaveLength(1)
    expect(held.server.breaches).toEqual([])
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['refreshed']))
    expect(await reveal()).toEqual(['at-1', 'rt-1'])
  })

  it('[UPKEEP-01] a caller that read the grant earlier gets the one that is there by now', async () => {
    const stale = await held.load()
    await again()
    const late = await held.refresh(stale)
    expect(late.kind === 'refreshed' && late.grant.accessToken.reveal()).toBe('at-1')
    expect(held.server.forms).toHaveLength(1)
  })

  // Dies if: a late answer writes the row of a grant that was removed meanwhile.
  it('[UPKEEP-02] a grant that was removed while it was refreshed does not come back', async () => {
    const grant = await held.load()
    const refreshing = held.refresh(grant)
    held.store.grants.remove(grant.id)
    expect((await refreshing).kind).toBe('gone')
    expect(await held.store.grants.listAll()).toEqual([])
    expect(held.dropped).toEqual(['rt-1', 'at-1'])
  })

  // Dies if: the rotated refresh token is only in the answer that could not be saved.
  it('[UPKEEP-02] a full disk does not cost the rotated token', async () => {
    held.store.full = true
    expect((await again()).kind).toBe('not_now')
    held.store.full = false
    expect((await again()).kind).toBe('refreshed')
    expect(await reveal()).toEqual(['at-1', 'rt-1'])
    expect(held.server.forms).toHaveLength(1)
  })

  // Dies if: a crash between the server's answer and its writing leaves half a grant, or asks for a sign-in.
  it('[UPKEEP-02] a crash before the answer was written goes on with the old token, in time', async () => {
    held.store.full = true
    await again()
    held.restart()
    held.store.full = false
    held.clock.advance(5_000)
    expect((await again()).kind).toBe('refreshed')
    expect(await reveal()).toEqual(['at-1', 'rt-1'])
    expect(held.server.breaches).toEqual([])
  })

  it('[UPKEEP-02] and after that time ends clearly, never half', async () => {
    held.store.full = true
    await again()
    held.restart()
    held.store.full = false
    held.clock.advance(60_000)
    expect((await again()).kind).toBe('gone')
    expect(await reveal()).toEqual(['at-0', null])
  })
})

describe('faults', () => {
  // Dies if: a lost answer is taken for a refusal, or asked for with another token.
  it.each<Fault>(['lost', 'timeout'])(
    '[UPKEEP-03] an answer that was lost (%s) is asked for once more at once',
    async (fault) => {
      held.server.faults.push(fault)
      expect((await again()).kind).toBe('refreshed')
      expect(held.server.forms.map((form) => form['refresh_token'])).toEqual(['rt-0', 'rt-0'])
      expect(await reveal()).toEqual(['at-1', 'rt-1'])
    },
  )

  it('[UPKEEP-03] a server without patience ends the grant, and nothing is tried after that', async () => {
    held.server.graceMs = -1
    held.server.faults.push('lost')
    expect((await again()).kind).toBe('gone')
    expect(await reveal()).toEqual(['at-0', null])
    await again()
    expect(held.server.forms).toHaveLength(2)
  })

  it.each<Fault>(['offline', 'server_error', 'html'])(
    '[UPKEEP-03] %s keeps the refresh token for later',
    async (fault) => {
      held.server.faults.push(fault, fault)
      expect((await again()).kind).toBe('not_now')
      held.server.faults.length = 0
      expect((await again()).kind).toBe('refreshed')
      expect(held.server.breaches).toEqual([])
    },
  )

  it('[UPKEEP-03] a server that says when to come back is left alone until then', async () => {
    held.server.faults.push('busy')
    expect((await again()).kind).toBe('not_now')
    expect((await again()).kind).toBe('not_now')
    expect(held.server.forms).toHaveLength(1)
    held.clock.advance(20_000)
    expect((await again()).kind).toBe('refreshed')
  })

  it('[UPKEEP-03] a nonce that is demanded anew costs one retry', async () => {
    held.server.faults.push('nonce')
    expect((await again()).kind).toBe('refreshed')
    expect(held.server.forms).toHaveLength(2)
  })

  // Dies if: any fault asks for a sign-in, spends a token twice, or loses the rotated one.
  it('[UPKEEP-04] two hundred refreshes with faults in between keep the grant', async () => {
    const faults: Fault[] = ['lost', 'timeout', 'offline', 'server_error', 'busy', 'html', 'nonce']
    for (let round = 0; held.server.issued < 200; round += 1) {
      // Every fault, and no fault, after every other.
      const fault = faults[(round * round + (round >> 3)) % (faults.length + 2)]
      if (fault !== undefined) held.server.faults.push(fault)
      if (round % 17 === 0) held.restart()
      const outcome = await again()
      expect(outcome.kind).not.toBe('gone')
      held.server.faults.length = 0
      held.clock.advance(30_000)
    }
    expect(held.server.breaches).toEqual([])
    expect((await held.load()).refreshToken?.reveal()).toBe('rt-200')
  })
})

describe('a refresh that is put off', () => {
  beforeEach(() => {
    held.server.faults.push('defer')
  })

  it('[CASE-048] keeps the old refresh token and asks nobody a second time', async () => {
    const first = await again()
    expect(first).toEqual({ kind: 'deferred', deferralId: expect.any(String) })
    expect(held.server.forms[0]).toMatchObject({ completion_mode: 'deferred' })
    expect(held.begun[0]).toMatchObject({ callId: null, renewsGrantId: 'grant-1' })
    expect(await reveal()).toEqual(['at-0', 'rt-0'])
    held.restart()
    expect(await again()).toEqual(first)
    expect(held.server.forms).toHaveLength(1)
  })

  // Dies if: the old refresh token is sent twice after a denial, or the wait is asked for again.
  it('[CASE-048] after a denial the old refresh token is tried once, without a wait', async () => {
    await again()
    held.server.faults.push('denied')
    expect((await again(true)).kind).toBe('gone')
    expect(held.server.forms[1]).not.toHaveProperty('completion_mode')
    expect(await reveal()).toEqual(['at-0', null])
    expect((await again(true)).kind).toBe('gone')
    expect(held.server.forms).toHaveLength(2)
  })

  it('[CASE-048] that one try may succeed', async () => {
    await again()
    expect((await again(true)).kind).toBe('refreshed')
    expect(await reveal()).toEqual(['at-1', 'rt-1'])
  })

  // Dies if: the life of a deferral code becomes the life of anything else.
  it('[CASE-016] says nothing about when tokens end', async () => {
    const before = await held.load()
    await again()
    expect(await held.load()).toEqual(before)
    expect(held.begun[0]?.deferred.expiresInSeconds).toBe(600)
  })
})

describe('what an answer says about later', () => {
  it('[UPKEEP-05] lifetimes of the refresh token and of the authorization are kept and carried on', async () => {
    const nowMs = held.clock.nowMs()
    held.server.extra = { refresh_token_timeout: 3_600, authorization_expires_in: 86_400 }
    await again()
    expect(await held.load()).toMatchObject({
      refreshExpiresAtMs: nowMs + 3_600_000,
      authorizationExpiresAtMs: nowMs + 86_400_000,
    })
    held.server.extra = {}
    held.clock.advance(1_000_000)
    await again()
    // The token may lie unused for as long as before; the authorization ends when it did.
    expect(await held.load()).toMatchObject({
      refreshExpiresAtMs: nowMs + 4_600_000,
      authorizationExpiresAtMs: nowMs + 86_400_000,
    })
  })

  it('[CASE-085] insufficient_authorization keeps the refresh token and its auth_session', async () => {
    held.server.faults.push('more_proof')
    expect((await again()).kind).toBe('gone')
    expect(await reveal()).toEqual(['at-0', 'rt-0'])
    const session = await held.store.secrets.load(`auth-session:${held.server.issuer}`)
    expect(session?.reveal()).toBe('as-1')
  })
})
