// Tests of the answers that say "not yet".
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { json } from '../http/scripted-server.ts'
import { exchangedTokens, refused, startTokenFlow, type TokenFlow } from './token-flow.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

describe('not yet', () => {
  const deferral = {
    error: 'authorization_pending',
    deferral_code: 'dc-1',
    expires_in: 600,
    interval: 7,
  }

  test('[OAUTH-11] a deferred answer is read with its words and its address', async () => {
    const answer = await flow.exchange(
      json(400, {
        ...deferral,
        error: 'interaction_required',
        error_description: 'x'.repeat(900),
        interaction_uri: 'https://as.example/i/1',
      }),
    )
    expect(answer).toMatchObject({
      kind: 'deferred',
      deferred: {
        intervalSeconds: 7,
        expiresInSeconds: 600,
        interactionRequired: true,
        interactionUri: 'https://as.example/i/1',
      },
    })
    if (answer.kind !== 'deferred') throw new Error('unreachable')
    expect(answer.deferred.deferralCode.reveal()).toBe('dc-1')
    expect(answer.deferred.serverWords).toHaveLength(500)
  })

  // Dies if: a pending answer without a code is taken for a wait.
  test.each([undefined, null, '', 7, 'line\nbreak'])(
    '[OAUTH-10] without a deferral code (%j) there is no wait',
    async (code) => {
      expect(await flow.exchange(json(400, { ...deferral, deferral_code: code }))).toMatchObject(
        refused('bad_response'),
      )
    },
  )

  test.each([
    [-1, 60, 5, 60],
    ['soon', undefined, 5, 86_400],
    [undefined, undefined, 5, 86_400],
    [0, 1, 5, 1],
    [null, undefined, 5, 86_400],
    ['9', '7200', 9, 7200],
    ['-9', undefined, 5, 86_400],
    [0.5, 1.5, 5, 1.5],
    [1e308, 1e308, 1e11, 1e11],
    [5_000_000_000, '9'.repeat(400), 5_000_000_000, 1e11],
  ])(
    '[OAUTH-11] interval %j and expires_in %j mean %d and %d',
    async (...[interval, expiresIn, seconds, lifetime]) => {
      const answer = await flow.exchange(
        json(400, { ...deferral, interval, expires_in: expiresIn }),
      )
      expect(answer).toMatchObject({
        kind: 'deferred',
        deferred: { intervalSeconds: seconds, expiresInSeconds: lifetime },
      })
    },
  )

  // Dies if: a lifetime that is none is replaced by a guess.
  test.each([-1, '-1', 'later', 'NaN', null, 0, [], {}, '1e3', true])(
    '[CASE-015] expires_in %j starts no wait',
    async (value) => {
      expect(await flow.exchange(json(400, { ...deferral, expires_in: value }))).toMatchObject(
        refused('bad_response'),
      )
    },
  )

  test('[CASE-006] interaction_required without a code is no wait: the browser may go on', async () => {
    const body = { error: 'interaction_required' }
    expect(await flow.exchange(json(400, body))).toMatchObject(refused('interaction_required'))
  })

  test.each([
    'http://as.example/i',
    'https://as.example/i#x',
    'https://u:p@as.example/',
    'javascript:alert(1)',
    '/i',
    7,
  ])('[CASE-010] [OAUTH-11] the interaction address %j is dropped', async (uri) => {
    expect(await flow.exchange(json(400, { ...deferral, interaction_uri: uri }))).toMatchObject({
      kind: 'deferred',
      deferred: { interactionUri: null },
    })
  })

  test('[OAUTH-10] an answer "not yet" that was not asked for is a refusal', async () => {
    expect(await flow.redeem(json(400, deferral))).toMatchObject(refused('authorization_pending'))
  })

  test('[OAUTH-14] a pending poll is a refusal that keeps the address and the words', async () => {
    const uri = 'http://localhost:1/i'
    expect(
      await flow.poll(
        json(400, { error: 'interaction_required', interaction_uri: uri, error_description: 'w' }),
      ),
    ).toMatchObject({
      kind: 'refused',
      refusal: { error: 'interaction_required', interactionUri: uri, errorDescription: 'w' },
    })
    expect(await flow.poll(json(400, { error: 'slow_down' }))).toMatchObject(refused('slow_down'))
    expect(await flow.poll(json(200, exchangedTokens))).toMatchObject({ kind: 'issued' })
  })
})
