// Proves what a widening changes once it was allowed, and that nothing is marked for what is gone.
import { describe, expect, test, vi } from 'vitest'
import { applyWidening, narrow } from '../../main/bootstrap-widenings.ts'
import { connection } from '../agent/journey-world.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

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
