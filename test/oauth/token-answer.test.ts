// Tests of the judge of token answers, with answers that break its rules.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestRefresh } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json, type Answer } from '../http/scripted-server.ts'
import {
  exchangedTokens,
  goodTokens,
  refused,
  startTokenFlow,
  type TokenFlow,
} from './token-flow.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

describe('bad answers', () => {
  // Dies if: what a server adds to the scope is taken along.
  test('[CASE-046] a token for more than was asked is refused, one for less is kept as it is', async () => {
    const more = { ...exchangedTokens, scope: 'payments.large:1 admin' }
    expect(await flow.exchange(json(200, more))).toMatchObject(refused('wider_scope'))
    expect(await flow.poll(json(200, more), 'payments.large:1')).toMatchObject(
      refused('wider_scope'),
    )
    const less = { ...exchangedTokens, scope: 'a' }
    expect(await flow.poll(json(200, less), 'a b')).toMatchObject({ tokens: { scope: 'a' } })
    const silent = { ...exchangedTokens, scope: undefined }
    expect(await flow.exchange(json(200, silent))).toMatchObject({ tokens: { scope: null } })
  })

  // Dies if: the token is looked at before the error.
  test.each([200, 400])(
    '[CASE-012] [OAUTH-09] %i with both token and error is an error',
    async (status) => {
      const both = { ...exchangedTokens, error: 'authorization_pending', deferral_code: 'dc-1' }
      expect(await flow.exchange(json(status, both))).toMatchObject(refused('bad_response'))
      expect(await flow.poll(json(status, both))).toMatchObject(refused('bad_response'))
    },
  )

  test.each([
    [{ ...goodTokens, access_token: '' }],
    [{ ...goodTokens, access_token: 'a b' }],
    [{ ...goodTokens, access_token: 'a\r\nx: y' }],
    [{ ...goodTokens, access_token: ['a'] }],
    [{ ...goodTokens, token_type: undefined }],
    [{ ...goodTokens, token_type: 'N_A' }],
    [{ ...goodTokens, issued_token_type: 'urn:ietf:params:oauth:token-type:deferral-code' }],
  ])('[OAUTH-15] %j is no token answer', async (body) => {
    expect(await flow.redeem(json(200, body))).toMatchObject(refused('bad_response'))
  })

  // Dies if: issued_token_type is optional for an exchange.
  test.each([
    undefined,
    'urn:ietf:params:oauth:token-type:refresh_token',
    'urn:ietf:params:oauth:token-type:deferral-code',
  ])('[CASE-013] [OAUTH-15] an exchange answered with kind %j is refused', async (kind) => {
    expect(
      await flow.exchange(json(200, { ...goodTokens, issued_token_type: kind })),
    ).toMatchObject(refused('bad_response'))
  })

  test.each([-5, 'abc', null, [], 0, '1e3'])(
    '[OAUTH-11] a token with expires_in %j has an unknown end',
    async (value) => {
      expect(await flow.redeem(json(200, { ...goodTokens, expires_in: value }))).toMatchObject({
        kind: 'issued',
        tokens: { expiresInSeconds: null },
      })
    },
  )

  // Dies if: Bearer is accepted because DPoP was merely tried, or the scheme is compared by case.
  test('[OAUTH-12] Bearer from a server that advertises DPoP is refused', async () => {
    for (const type of ['Bearer', 'bearer'])
      expect(await flow.redeem(json(200, { ...goodTokens, token_type: type }))).toMatchObject(
        refused('not_bound'),
      )
    expect(await flow.redeem(json(200, { ...goodTokens, token_type: 'dpop' }))).toMatchObject({
      tokens: { tokenType: 'DPoP' },
    })
  })

  test('[OAUTH-12] Bearer from one that never advertised it is taken as such, unless the resource requires a bound token', async () => {
    const { metadata } = flow.client
    const { dpop_signing_alg_values_supported: _dropped, ...plain } = metadata
    flow.client = { ...flow.client, metadata: plain }
    expect(await flow.redeem(json(200, { ...goodTokens, token_type: 'Bearer' }))).toMatchObject({
      tokens: { tokenType: 'Bearer' },
    })
    flow.client = { ...flow.client, dpopRequired: true }
    expect(await flow.redeem(json(200, { ...goodTokens, token_type: 'Bearer' }))).toMatchObject(
      refused('not_bound'),
    )
  })

  // Dies if: a proxy's error page ends a grant or a deferral.
  test.each<[string, Answer]>([
    [
      'a redirect',
      (_request, response) =>
        void response.writeHead(302, { location: 'https://evil.example/' }).end(),
    ],
    ['a 500 with invalid_grant', json(500, { error: 'invalid_grant' })],
    ['a 429', json(429, { error: 'invalid_request' })],
    [
      'an HTML 400',
      (_request, response) =>
        void response
          .writeHead(400, { 'content-type': 'text/html' })
          .end('{"error":"invalid_grant"}'),
    ],
    ['broken JSON', json(400, '{"error":')],
    ['JSON null', json(200, 'null')],
    ['a JSON list', json(200, '[]')],
    [
      'bytes that are no text',
      (_request, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(Buffer.from([0x7b, 0xff, 0x7d])),
    ],
    [
      'a megabyte and more',
      json(200, JSON.stringify({ ...goodTokens, pad: 'x'.repeat(1_100_000) })),
    ],
    ['the same member twice', json(400, '{"error":"access_denied","error":"slow_down"}')],
    ['an empty body', json(200, '')],
    ['an empty 403', json(403, '')],
    ['JSON of somebody else', json(403, { message: 'Forbidden', code: 42 })],
    [
      'JSON with neither a token nor an error',
      json(200, { ...goodTokens, access_token: undefined }),
    ],
    ['a cut connection', (_request, response) => void response.destroy()],
  ])('[OAUTH-13] %s is no answer, maybe sent', async (_kind, answer) => {
    expect(await flow.poll(answer)).toMatchObject({ kind: 'no_answer', sent: true })
  })

  test('[OAUTH-13] a server that is down was surely not asked', async () => {
    await flow.server.stop()
    const request = { refreshToken: new Secret('rt-1'), resource: null }
    expect(await requestRefresh(flow.context, flow.client, request)).toMatchObject({
      kind: 'no_answer',
      sent: false,
    })
  })

  test('[OAUTH-13] Retry-After is read as seconds or as a date', async () => {
    expect(await flow.poll(json(429, {}, { 'retry-after': '120' }))).toMatchObject({
      retryAfterSeconds: 120,
    })
    const date = new Date(Date.now() + 60_000).toUTCString()
    const answer = await flow.poll(json(503, {}, { 'retry-after': date }))
    expect(answer.kind === 'no_answer' && answer.retryAfterSeconds).toBeGreaterThan(55)
    expect(await flow.poll(json(503, {}, { 'retry-after': 'soon' }))).toMatchObject({
      retryAfterSeconds: null,
    })
  })
})
