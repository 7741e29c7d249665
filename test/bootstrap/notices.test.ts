// Proves that the end of a wait is told once, in words that fit its end, also to a person who looks elsewhere.
import { describe, expect, test, vi } from 'vitest'
import { createNoticeBoard, tellSignInEnd } from '../../main/bootstrap-notices.ts'
import { buildServices, type ServiceParts } from '../../main/bootstrap-services.ts'
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { Notice } from '../../shared/overview.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildCall, buildConnection, buildDeferral } from '../store/nouns.ts'

function openBoard() {
  const store = createMemoryStore(() => 0)
  store.connections.save(buildConnection())
  store.calls.save(buildCall())
  let made = 0
  const onChanged = vi.fn()
  const makeId = (): string => `n${(made += 1)}`
  const notices = createNoticeBoard({ clock: { nowMs: () => 0 }, makeId, onChanged })
  const told: Notice[] = []
  notices.onTold((notice) => void told.push(notice))
  return { store, notices, told, onChanged }
}

describe('a sign-in that was waited for', () => {
  test.each([...endedDeferralStates])('[VIEW-11] that ended %s', (state) => {
    const board = openBoard()
    tellSignInEnd(board, {
      deferral: buildDeferral({ callId: null, state, endedAtMs: 0 }),
      reason: null,
    })
    // The person stopped it, and was told then.
    const isStopped = state === 'cancelled' || state === 'abandoned'
    expect(board.told).toEqual(board.notices.list())
    expect(board.told).toHaveLength(isStopped ? 0 : 1)
    const [notice] = board.told
    if (notice === undefined) return
    const succeeded = state === 'succeeded'
    const went = succeeded ? 'went through' : 'did not go through'
    expect(notice.title).toBe(`The sign-in to Harbor Bank ${went}`)
    // Dies if: a lost answer or a denial looks as if all went well.
    expect(notice.tone === 'ok').toBe(succeeded)
    expect(notice.body).toContain('localhost:4000')
  })

  test('[VIEW-11] with a reason is told by that', () => {
    const board = openBoard()
    const deferral = buildDeferral({ callId: null, state: 'invalid', endedAtMs: 0 })
    tellSignInEnd(board, { deferral, reason: 'It was weaker than asked for.' })
    expect(board.told.map(({ body }) => body)).toEqual(['It was weaker than asked for.'])
  })

  test('[VIEW-11] of a connection that is gone is told no more', () => {
    const board = openBoard()
    board.store.connections.remove('connection-1')
    const deferral = buildDeferral({ callId: null, state: 'denied', endedAtMs: 0 })
    tellSignInEnd(board, { deferral, reason: null })
    expect(board.told).toEqual([])
  })
})

describe('a wait that the person stops', () => {
  const stop = async (deferral: Deferral, told: boolean): Promise<Notice[]> => {
    const { store, notices } = openBoard()
    const deferrals = { list: () => [deferral], cancel: async () => told }
    const engine = { store, notices, deferrals, buildActivity: () => ({}) }
    const parts = { engine, desktop: {}, shell: {}, system: {} }
    const services = buildServices(parts as unknown as ServiceParts)
    await services.deferrals.cancel(deferral.id)
    return notices.list()
  }

  // Dies if: stopping gives a notice of its own beside the end of the call.
  test('[VIEW-11] for a call is told by the end of that call alone', async () => {
    expect(await stop(buildDeferral(), true)).toEqual([])
  })

  test.each([
    [true, 'was told to forget the request'],
    [false, 'may stay open'],
  ])('[VIEW-11] for a sign-in says what its server heard: %s', async (told, words) => {
    const [notice, ...more] = await stop(buildDeferral({ callId: null }), told)
    expect(more).toEqual([])
    expect(notice?.title).toBe('Stopped waiting: Sign in to Harbor Bank')
    expect(notice?.body).toContain(words)
  })
})
