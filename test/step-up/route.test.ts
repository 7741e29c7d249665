// Tests of the decision table, row by row.
import { describe, expect, it } from 'vitest'
import { chooseRoute, joinScopes, type RouteFacts } from '../../main/step-up/route.ts'
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

function routeOf(said: Partial<Challenge>, facts: Partial<RouteFacts> = {}) {
  return chooseRoute({
    challenge: { ...challenge, ...said },
    hadToken: true,
    canRefresh: true,
    firstParty: true,
    hasChallengeEndpoint: true,
    canExchange: true,
    supportsDeferral: true,
    refreshRounds: 0,
    interactiveRounds: 0,
    usedRows: new Set(),
    ...facts,
  })
}

const proof = { error: 'insufficient_user_authentication', acrValues: 'a b' }
const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const

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
    ['8: first-party', proof, {}, { kind: 'step_up', transport: 'authorization_challenge' }],
    ['8: not first-party', proof, { firstParty: false }, { kind: 'step_up', transport: 'browser' }],
    [
      '8: no endpoint',
      proof,
      { hasChallengeEndpoint: false },
      { kind: 'step_up', transport: 'browser' },
    ],
    ['7: scope and acr together', { ...scope, acrValues: 'a' }, {}, { kind: 'step_up' }],
    ['9: exchange, deferred', scope, {}, { kind: 'exchange', scope: 'pay:1', deferred: true }],
    [
      '9: exchange, at once',
      scope,
      { supportsDeferral: false },
      { kind: 'exchange', deferred: false },
    ],
    [
      '9: no exchange',
      scope,
      { canExchange: false },
      { kind: 'widen', transport: 'authorization_challenge' },
    ],
    [
      '9: no exchange, third party',
      scope,
      { canExchange: false, firstParty: false },
      { kind: 'widen', transport: 'browser' },
    ],
    ['10: 403 without a challenge', { status: 403 }, {}, { kind: 'stop', why: 'forbidden' }],
    ['10: unknown error', { error: 'teapot' }, {}, { kind: 'stop', why: 'unknown_error' }],
    ['10: scope without a name', { ...scope, scope: null }, {}, { kind: 'stop' }],
  ])('[STEP-13] row %s', (_name, said, facts, expected) => {
    expect(routeOf(said, facts)).toMatchObject(expected)
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
