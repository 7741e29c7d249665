// Tests of the decision table, row by row.
import { describe, expect, it } from 'vitest'
import {
  chooseRoute,
  joinScopes,
  listTransports,
  type RouteFacts,
  type Transport,
} from '../../main/step-up/route.ts'
import type { Challenge } from '../../shared/model/tool-call.ts'

const challenge: Challenge = {
  status: 401,
  scheme: 'DPoP',
  error: null,
  scope: null,
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}

const native: Transport = 'authorization_challenge'
const offer = (...transports: Transport[]): Partial<RouteFacts> => ({
  offered: new Set(transports),
})

function routeOf(said: Partial<Challenge>, facts: Partial<RouteFacts> = {}) {
  return chooseRoute({
    challenge: { ...challenge, ...said },
    hadToken: true,
    canRefresh: true,
    offered: new Set<Transport>([native, 'browser', 'exchange']),
    takesAuthSession: false,
    refreshRounds: 0,
    interactiveRounds: 0,
    usedRows: new Set(),
    ...facts,
  })
}

const proof = { error: 'insufficient_user_authentication', acrValues: 'a b' }
const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
const missing = { error: 'insufficient_authorization', authorizationRemediation: 'e30' }
const everything = offer(
  'browser',
  'device',
  'backchannel',
  native,
  'exchange',
  'identity_assertion',
)

describe('the decision table', () => {
  it.each<[string, Partial<Challenge>, Partial<RouteFacts>, object]>([
    ['2: no token', {}, { hadToken: false }, { kind: 'sign_in' }],
    ['2: token, no error', {}, {}, { kind: 'refresh' }],
    ['3: invalid_token', { error: 'invalid_token' }, {}, { kind: 'refresh' }],
    [
      '3 to 2: nothing to refresh',
      { error: 'invalid_token' },
      { canRefresh: false },
      { kind: 'sign_in' },
    ],
    [
      '3 to 2: refreshed before',
      { error: 'invalid_token' },
      { refreshRounds: 1 },
      { kind: 'sign_in' },
    ],
    [
      '5: missing details',
      missing,
      everything,
      { kind: 'remedy', row: 5, transports: [native, 'exchange', 'backchannel', 'browser'] },
    ],
    ['5: nothing named', { ...missing, authorizationRemediation: null }, {}, { kind: 'stop' }],
    ['5: as 403', { ...missing, status: 403 }, {}, { kind: 'stop', why: 'unknown_error' }],
    ['5: after two rounds', missing, { interactiveRounds: 2 }, { kind: 'stop', why: 'rounds' }],
    [
      '6: auth_session with a proof',
      proof,
      { ...everything, takesAuthSession: true },
      { kind: 'step_up', row: 6, transports: [native, 'browser'] },
    ],
    [
      '6: auth_session with a scope',
      scope,
      { ...everything, takesAuthSession: true },
      { kind: 'widen', row: 6, transports: [native, 'browser'] },
    ],
    [
      '6: not allowed, so as if it were not there',
      proof,
      { ...offer('browser'), takesAuthSession: true },
      { kind: 'step_up', row: 8, transports: ['browser'] },
    ],
    ['7: scope and acr together', { ...scope, acrValues: 'a' }, {}, { kind: 'step_up', row: 8 }],
    [
      '8: every way',
      proof,
      everything,
      { kind: 'step_up', transports: [native, 'browser', 'backchannel'] },
    ],
    ['8: not first-party', proof, offer('browser'), { kind: 'step_up', transports: ['browser'] }],
    [
      '9: every way',
      scope,
      everything,
      {
        kind: 'widen',
        scope: 'pay:1',
        transports: ['exchange', 'identity_assertion', native, 'backchannel', 'browser'],
      },
    ],
    [
      '9: nothing to exchange',
      scope,
      { hadToken: false },
      { kind: 'widen', transports: [native, 'browser'] },
    ],
    [
      '9: the app signs in as itself',
      scope,
      offer('client_credentials', 'exchange', 'browser'),
      { kind: 'widen', transports: ['client_credentials'] },
    ],
    ['10: 403 without a challenge', { status: 403 }, {}, { kind: 'stop', why: 'forbidden' }],
    ['10: unknown error', { error: 'teapot' }, {}, { kind: 'stop', why: 'unknown_error' }],
    ['10: scope without a name', { ...scope, scope: null }, {}, { kind: 'stop' }],
  ])('[STEP-13] row %s', (_name, said, facts, expected) => {
    expect(routeOf(said, facts)).toMatchObject(expected)
  })

  // Dies if: a way is tried before one that asks less of the person.
  it('[ROUTE-01] the ways of a sign-in come in the order of the table', () => {
    const facts = { hadToken: false, ...everything }
    expect(listTransports(2, { ...facts, offered: facts.offered ?? new Set() })).toEqual([
      'identity_assertion',
      native,
      'backchannel',
      'device',
      'browser',
    ])
  })

  // Dies if: the loop guard is dropped.
  it.each<[string, Partial<Challenge>, Partial<RouteFacts>]>([
    ['proof', proof, { interactiveRounds: 2 }],
    ['scope', scope, { interactiveRounds: 2 }],
    ['sign-in', {}, { hadToken: false, interactiveRounds: 2 }],
    ['the same row again', proof, { usedRows: new Set([8] as const) }],
  ])('[STEP-14] stops after its rounds: %s', (_name, said, facts) => {
    expect(routeOf(said, facts)).toEqual({ kind: 'stop', why: 'rounds' })
  })

  it('joins scopes without repeats', () => {
    expect(joinScopes('a  b', 'b c')).toBe('a b c')
  })
})
