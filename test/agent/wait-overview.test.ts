// Tests of what the person is shown of a wait: whose it is, what can be withdrawn, whose address would be opened, how it ended.
import { expect, test } from 'vitest'
import { buildOverview } from '../../main/agent/overview.ts'
import type { Connection } from '../../shared/model/connection.ts'
import {
  deferralDialectSchema,
  endedDeferralStates,
  type Deferral,
} from '../../shared/model/deferral.ts'
import type { Overview, WaitItem } from '../../shared/overview.ts'
import { createMemoryStore, type MemoryStore } from '../fakes/memory-store.ts'
import { buildCall, buildConnection, buildDeferral, buildGrant } from '../store/nouns.ts'
import { emptyFacts } from './overview-facts.ts'

const codeType = 'urn:ietf:params:oauth:token-type:deferral-code'
const day = 24 * 60 * 60_000

interface Given {
  metadata?: object
  issuer?: string
  deferral?: Partial<Deferral>
  connection?: Partial<Connection>
  nowMs?: number
  /** What else is there. */
  more?: (store: MemoryStore) => void
}

function show(given: Given): Overview {
  const store = createMemoryStore()
  const issuer = given.issuer ?? 'https://id.bank.example'
  store.authorizationServers.save({
    issuer,
    metadataJson: JSON.stringify({ issuer, ...given.metadata }),
    metadataFetchedAtMs: 0,
    clientId: 'client-1',
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  })
  store.connections.save(buildConnection({ issuer, ...given.connection }))
  store.calls.save(buildCall())
  const noun = buildDeferral({ issuer, ...given.deferral })
  store.deferrals.write({ noun, sealed: {} })
  given.more?.(store)
  return buildOverview({ ...emptyFacts, store, nowMs: given.nowMs ?? 0 })
}

function waitWith(given: Given): WaitItem {
  const [wait] = show(given).waits
  if (wait === undefined) throw new Error('no wait')
  return wait
}

const endpoint = { revocation_endpoint: 'https://id.bank.example/revoke' }
const types = { revocation_endpoint_token_type_values_supported: [codeType] }

// Dies if: any revocation endpoint is taken as a way to withdraw a request.
test('[CASE-052] a withdrawal is promised only where deferral codes are withdrawn', () => {
  expect(waitWith({ metadata: { ...endpoint, ...types } }).canCancelAtServer).toBe(true)
  expect(waitWith({ metadata: endpoint }).canCancelAtServer).toBe(false)
  expect(waitWith({ metadata: types }).canCancelAtServer).toBe(false)
})

// Dies if: the dialect is left out; a device code is no token that anybody revokes.
test.each(deferralDialectSchema.options)(
  '[VIEW-06] a withdrawal of %s is promised only where there is one',
  (dialect) => {
    const wait = waitWith({ metadata: { ...endpoint, ...types }, deferral: { dialect } })
    expect(wait.dialect).toBe(dialect)
    expect(wait.canCancelAtServer).toBe(dialect === 'dtr' || dialect === 'auth_req_id')
  },
)

// Dies if: the issuer's name stands on a button that leads elsewhere.
test.each([
  ['https://id.bank.example', 'https://id.bank.example/i', 'id.bank.example', false],
  ['https://id.bank.example', 'https://confirm.bank.example/i', 'confirm.bank.example', false],
  ['https://id.bank.example', 'https://bank.example.evil.test/i', 'bank.example.evil.test', true],
  ['https://id.bank.example', 'https://other.example/i', 'other.example', true],
  ['https://me.github.io', 'https://you.github.io/i', 'you.github.io', true],
  ['http://localhost:4000', 'http://localhost:4000/i', 'localhost:4000', false],
  ['http://localhost:4000', 'http://localhost:4001/i', 'localhost:4001', true],
])('[CASE-009] of %s, %s opens %s, with a warning: %s', (issuer, interactionUri, host, warned) => {
  const wait = waitWith({ issuer, deferral: { interactionUri } })
  expect(wait).toMatchObject({ canOpenInteraction: true, interactionHost: host })
  expect(wait.interactionIsElsewhere).toBe(warned)
  expect(wait.waitingForHost).toBe(new URL(issuer).host)
})

const signIn = { callId: null, scope: 'openid records.read', serverWords: 'being checked' } as const

// Dies if: a sign-in is shown with an empty agent, or as a call that will be sent.
test('[VIEW-04] a sign-in that waits has no agent and no task, and says what follows', () => {
  const wait = waitWith({ deferral: signIn })
  expect(wait).toMatchObject({ callId: null, taskId: null, agentName: null, taskText: null })
  expect(wait).toMatchObject({ title: 'Sign in to Harbor Bank', connectionId: 'connection-1' })
  expect(wait.scopes).toEqual(['openid', 'records.read'])
  expect(wait.timeline.map(({ status }) => status)).toEqual(['past', 'now', 'future'])
  expect(wait.timeline[0]).toMatchObject({ atMs: 0, quote: 'being checked' })
  expect(JSON.stringify(wait)).not.toContain('sent once')
  const renewal = waitWith({ deferral: { ...signIn, renewsGrantId: 'grant-1' } })
  expect(renewal.title).toBe('Renew the sign-in to Harbor Bank')
})

test('[VIEW-04] its connection leads to the wait while that goes on', () => {
  expect(show({ deferral: signIn }).connections[0]?.signInDeferralId).toBe('deferral-1')
  const over = { ...signIn, state: 'denied', endedAtMs: 5 } as const
  expect(show({ deferral: over }).connections[0]?.signInDeferralId).toBeNull()
  // A call that waits is no sign-in.
  expect(show({}).connections[0]?.signInDeferralId).toBeNull()
})

// Dies if: a key of ours is taken for a binding that the server never promised.
test('[VIEW-01] a wait is bound only where the server advertises it, and says when less is used meanwhile', () => {
  expect(waitWith({}).boundToThisDevice).toBe(false)
  const dpop = { dpop_signing_alg_values_supported: ['ES256'] }
  expect(waitWith({ metadata: dpop }).boundToThisDevice).toBe(true)
  const withGrant = (lesser: boolean, connectionId = 'connection-1') =>
    waitWith({
      more: ({ grants }) =>
        grants.write({ noun: buildGrant({ lesser, connectionId }), sealed: {} }),
    }).goesOnWithLess
  expect([withGrant(true), withGrant(false), withGrant(true, 'other')]).toEqual([
    true,
    false,
    false,
  ])
})

// Dies if: one of the ends has no words, or a lost answer is told as a denial.
test.each([...endedDeferralStates])('[VIEW-07] a sign-in that ended %s says so', (state) => {
  const { waits, endedWaits } = show({ deferral: { ...signIn, state, endedAtMs: 5 }, nowMs: day })
  expect(waits).toEqual([])
  expect(endedWaits).toMatchObject([{ state, endedAtMs: 5, agentName: null }])
  const [ended] = endedWaits
  expect(ended?.words).toContain('id.bank.example')
  expect(ended?.timeline.map(({ status }) => status)).toEqual([
    'past',
    state === 'succeeded' ? 'past' : 'bad',
  ])
  if (state === 'lost_result') expect(ended?.words).toContain('was not denied')
})

test('[VIEW-07] a call whose wait ended says what became of the call', () => {
  const ended = { state: 'lost_result', endedAtMs: 5 } as const
  const [wait] = show({
    deferral: ended,
    more: ({ calls }) => calls.save(buildCall({ state: 'failed', outcomeText: 'It was lost.' })),
  }).endedWaits
  expect(wait).toMatchObject({ callId: 'call-1', words: 'It was lost.' })
  const [going] = show({ deferral: { state: 'succeeded', endedAtMs: 5 } }).endedWaits
  expect(going?.words).toBe('id.bank.example agreed. The call goes on.')
})

// Dies if: the oldest are kept instead of the newest, or nothing is ever forgotten.
test('[VIEW-07] only the last twenty within seven days are shown, newest end first', () => {
  const { endedWaits } = show({
    deferral: { state: 'denied', endedAtMs: 1 },
    nowMs: 7 * day + 1,
    more: ({ deferrals }) => {
      for (let at = 2; at < 32; at += 1) {
        const noun = buildDeferral({ id: `d${at}`, state: 'denied', endedAtMs: at })
        deferrals.write({ noun, sealed: {} })
      }
    },
  })
  expect(endedWaits.map(({ endedAtMs }) => endedAtMs)).toEqual(
    Array.from({ length: 20 }, (_, position) => 31 - position),
  )
  expect(show({ deferral: { state: 'denied', endedAtMs: 1 }, nowMs: 7 * day + 1 }).endedWaits)
    // Seven days ago to the millisecond is over.
    .toEqual([])
})
