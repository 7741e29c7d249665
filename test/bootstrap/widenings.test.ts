// Proves what a widening changes once it was allowed: with the approval or not at all, and nothing for what is gone.
import { describe, expect, test, vi } from 'vitest'
import { applyWidening, narrow, wireWidenings } from '../../main/bootstrap-widenings.ts'
import { createInteractionQueue } from '../../main/interaction/interaction-queue.ts'
import { connection } from '../agent/journey-world.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

const issuer = 'http://localhost:4000'

function openParts() {
  const store = createMemoryStore(() => 0)
  const signIn = vi.fn()
  store.connections.save(connection)
  store.authorizationServers.save({
    issuer,
    metadataJson: '{}',
    metadataFetchedAtMs: 0,
    clientId: null,
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  })
  const connections = { signIn, saveIssuerOptions: vi.fn() }
  return { store, signIn, connections, journey: { resume: vi.fn() }, onChanged: vi.fn() }
}

const isFirstParty = ({ store }: ReturnType<typeof openParts>): boolean =>
  store.authorizationServers.load(issuer)?.firstParty ?? false

describe('a widening', () => {
  test('[APP-10] marks an issuer, and narrowing takes the mark away at once', () => {
    const parts = openParts()
    applyWidening(parts, { what: 'first_party_issuer', issuer, connectionId: connection.id })
    expect(isFirstParty(parts)).toBe(true)
    narrow(parts, 'first_party_issuer', connection.id)
    expect(isFirstParty(parts)).toBe(false)
  })

  // Dies if: asking to narrow what is narrow already is put on record.
  test.each(['first_party_issuer', 'trust_for_reading', 'notification_approve'] as const)(
    '[ACT-18] %s narrowed again and again is on record once',
    (what) => {
      const parts = openParts()
      const about = { connectionId: connection.id }
      if (what === 'notification_approve') applyWidening(parts, { what, allowed: true })
      else applyWidening(parts, { what, issuer, ...about })
      for (let time = 0; time < 50; time += 1) narrow(parts, what, connection.id)
      expect(parts.store.activity.listOfKind('narrowed')).toHaveLength(1)
    },
  )

  test('[APP-10] marks nothing for a connection that is gone', () => {
    const parts = openParts()
    parts.store.connections.remove(connection.id)
    // Dies if: the mark is set all the same; a later connection of that issuer would find itself first-party.
    applyWidening(parts, { what: 'first_party_issuer', issuer, connectionId: connection.id })
    expect(isFirstParty(parts)).toBe(false)
    expect(parts.store.activity.list({ beforeSequence: null, limit: 10 })).toEqual([])
    expect(parts.signIn).not.toHaveBeenCalled()
  })
})

describe('carried out with its approval', () => {
  const widening = { what: 'notification_approve', allowed: true } as const

  function openWired() {
    const parts = openParts()
    const { store } = parts
    store.settings.save({ ...store.settings.load(), notificationApprove: false })
    const queue = createInteractionQueue({
      store,
      clock: createVirtualClock(),
      makeId: () => 'wide',
      shownGate: { requireShown: () => undefined },
      settings: () => store.settings.load(),
      log: () => undefined,
    })
    wireWidenings(queue, parts)
    const ask = (about: Parameters<typeof queue.openWidening>[0]) => {
      const { id: interactionId, digest } = queue.openWidening(about, null)
      return { interactionId, digest, surface: 'approval', confirmation: null } as const
    }
    const kinds = () =>
      store.activity.list({ beforeSequence: null, limit: 9 }).map((row) => row.kind)
    return { ...parts, queue, ask, kinds, isOn: () => store.settings.load().notificationApprove }
  }

  test('[APP-13] one that was approved is carried out, recorded and followed up', () => {
    const { queue, ask, isOn, kinds, onChanged } = openWired()
    const request = ask(widening)
    expect(isOn()).toBe(false)
    queue.approve(request)
    expect([isOn(), kinds()]).toEqual([true, ['widened']])
    expect(onChanged).toHaveBeenCalled()
  })

  test('[APP-13] one that was denied or withdrawn changes nothing', () => {
    const { queue, ask, isOn, kinds } = openWired()
    queue.deny({ ...ask(widening), surface: 'app', reason: null })
    const { interactionId } = ask({ what: 'trust_for_reading', connectionId: connection.id })
    queue.deny({ interactionId, surface: 'tray', reason: null })
    // Dies if: a widening is carried out however it ended.
    expect([isOn(), kinds()]).toEqual([false, []])
  })

  test('[APP-13] a crash or a full disk at any write loses neither the question nor the change', () => {
    for (let at = 1; at <= 3; at += 1) {
      const { store, queue, ask, isOn } = openWired()
      const request = ask(widening)
      let writes = 0
      store.beforeWrite = () => {
        writes += 1
        if (writes === at) throw new Error('the process is gone')
      }
      expect(() => queue.approve(request)).toThrow('the process is gone')
      // Dies if: it is carried out after the transaction of its approval: approved for good, and never applied.
      expect([store.interactions.load('wide')?.state, isOn()]).toEqual(['open', false])
      store.beforeWrite = () => undefined
      queue.approve(request)
      expect(isOn()).toBe(true)
    }
  })

  test('[APP-13] the sign-in that waited for a mark begins after it was saved', () => {
    const { queue, ask, store, signIn } = openWired()
    store.connections.save({ ...connection, status: 'needs_sign_in' })
    signIn.mockImplementation(() => {
      expect(store.authorizationServers.load(issuer)?.firstParty).toBe(true)
    })
    queue.approve(ask({ what: 'first_party_issuer', issuer, connectionId: connection.id }))
    expect(signIn).toHaveBeenCalledOnce()
  })
})
