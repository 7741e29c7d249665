// Tests of every token request and of the one judge of their answers.
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import {
  redeemCode,
  requestDeferredPoll,
  requestRefresh,
  requestRevocation,
  requestTokenExchange,
} from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../http/scripted-server.ts'
import { buildClient, buildContext } from './world.ts'

let server: ScriptedServer
let context: OAuthContext
let client: OAuthClient

beforeEach(async () => {
  server = await startScriptedServer(json(200, {}))
  context = buildContext()
  client = await buildClient(server.origin)
})
afterEach(() => server.stop())

const good = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60, scope: 'a b' }
const exchanged = { ...good, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }
const form = (index = 0): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(server.seen[index]?.body))

const redeem = (answer: Answer): Promise<TokenAnswer> => {
  server.answer = answer
  return redeemCode(context, client, {
    code: new Secret('code-1'),
    codeVerifier: new Secret('verifier-1'),
    redirectUri: null,
    resource: 'https://rs.example/mcp',
  })
}
const exchange = (answer: Answer): Promise<TokenAnswer> => {
  server.answer = answer
  return requestTokenExchange(context, client, {
    subjectToken: new Secret('at-0'),
    scope: 'payments.large:1',
    resource: 'https://rs.example/mcp',
    completionMode: 'deferred',
  })
}
const poll = (answer: Answer): Promise<TokenAnswer> => {
  server.answer = answer
  return requestDeferredPoll(context, client, { deferralCode: new Secret('dc-1') })
}
const refused = (error: string) => ({ kind: 'refused', refusal: { error } })

describe('what is sent', () => {
  // Dies if: a FiPA code is redeemed with a redirect_uri, or completion_mode is sent without asking for it.
  test('[OAUTH-17] a code of the challenge endpoint is redeemed with its verifier and no redirect address', async () => {
    const answer = await redeem(
      json(200, { ...good, refresh_token: 'rt-1', auth_session: 'as-1', unknown: 1 }),
    )
    expect(form()).toEqual({
      grant_type: 'authorization_code',
      client_id: 'client-1',
      code: 'code-1',
      code_verifier: 'verifier-1',
      resource: 'https://rs.example/mcp',
    })
    expect(server.seen[0]?.headers['dpop']).toBeDefined()
    expect(answer).toMatchObject({
      kind: 'issued',
      tokens: { tokenType: 'DPoP', expiresInSeconds: 60, scope: 'a b', acr: null },
    })
    if (answer.kind !== 'issued') throw new Error('unreachable')
    expect(answer.tokens.accessToken.reveal()).toBe('at-1')
    expect(answer.tokens.refreshToken?.reveal()).toBe('rt-1')
    expect(answer.tokens.authSession?.reveal()).toBe('as-1')
    expect(JSON.stringify(answer)).not.toContain('at-1')
  })

  test('[OAUTH-15] an exchange opts in once and names both token types', async () => {
    expect(await exchange(json(200, exchanged))).toMatchObject({ kind: 'issued' })
    expect(form()).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: 'client-1',
      subject_token: 'at-0',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'payments.large:1',
      resource: 'https://rs.example/mcp',
      completion_mode: 'deferred',
    })
  })

  // Dies if: any parameter of the first request is repeated on a poll.
  test('[OAUTH-14] a poll is exactly three members and a proof', async () => {
    await poll(json(400, { error: 'authorization_pending' }))
    expect(form()).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:deferred',
      client_id: 'client-1',
      deferral_code: 'dc-1',
    })
    expect(server.seen[0]?.headers['dpop']).toBeDefined()
    expect(server.seen[0]?.headers.authorization).toBeUndefined()
  })

  test('[OAUTH-28] revocation sends token and hint; 200 with any body is success', async () => {
    server.answer = (_request, response) => void response.end()
    const request = {
      token: new Secret('dc-1'),
      tokenTypeHint: 'urn:ietf:params:oauth:token-type:deferral-code',
    }
    expect(await requestRevocation(context, client, request)).toEqual({ kind: 'revoked' })
    expect(form()).toEqual({
      client_id: 'client-1',
      token: 'dc-1',
      token_type_hint: 'urn:ietf:params:oauth:token-type:deferral-code',
    })
    expect(server.seen[0]?.headers['dpop']).toBeDefined()
    server.answer = json(400, { error: 'unsupported_token_type' })
    expect(await requestRevocation(context, client, request)).toMatchObject(
      refused('unsupported_token_type'),
    )
    server.answer = json(503, {}, { 'retry-after': '7' })
    expect(await requestRevocation(context, client, request)).toMatchObject({
      kind: 'no_answer',
      retryAfterSeconds: 7,
    })
  })

  test('[OAUTH-14] a confidential client authenticates by header or body', async () => {
    const secret = new Secret('s:1')
    client = { ...client, authentication: { method: 'client_secret_basic', secret } }
    await poll(json(400, {}))
    expect(server.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('client-1:s%3A1').toString('base64')}`,
    )
    client = { ...client, authentication: { method: 'client_secret_post', secret } }
    await poll(json(400, {}))
    expect(form(1)['client_secret']).toBe('s:1')
  })
})

describe('not yet', () => {
  const deferral = {
    error: 'authorization_pending',
    deferral_code: 'dc-1',
    expires_in: 600,
    interval: 7,
  }

  test('[OAUTH-11] a deferred answer is read with its words and its address', async () => {
    const answer = await exchange(
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
      expect(await exchange(json(400, { ...deferral, deferral_code: code }))).toMatchObject(
        refused('bad_response'),
      )
    },
  )

  test.each([
    [-1, -1, 5, 86_400],
    ['soon', 'later', 5, 86_400],
    [undefined, undefined, 5, 86_400],
    [0, 0, 5, 86_400],
    [null, {}, 5, 86_400],
    ['9', '120', 9, 120],
    ['-9', '1e3', 5, 86_400],
    [0.5, 1.5, 0.5, 1.5],
    [1e308, 1e308, 1e11, 1e11],
    [5_000_000_000, '9'.repeat(400), 5_000_000_000, 1e11],
  ])(
    '[OAUTH-11] interval %j and expires_in %j mean %d and %d',
    async (interval, expiresIn, seconds, lifetime) => {
      const answer = await exchange(json(400, { ...deferral, interval, expires_in: expiresIn }))
      expect(answer).toMatchObject({
        kind: 'deferred',
        deferred: { intervalSeconds: seconds, expiresInSeconds: lifetime },
      })
    },
  )

  test.each([
    'http://as.example/i',
    'https://as.example/i#x',
    'https://u:p@as.example/',
    'javascript:alert(1)',
    '/i',
    7,
  ])('[OAUTH-11] the interaction address %j is dropped', async (uri) => {
    expect(await exchange(json(400, { ...deferral, interaction_uri: uri }))).toMatchObject({
      kind: 'deferred',
      deferred: { interactionUri: null },
    })
  })

  test('[OAUTH-10] an answer "not yet" that was not asked for is a refusal', async () => {
    expect(await redeem(json(400, deferral))).toMatchObject(refused('authorization_pending'))
  })

  test('[OAUTH-14] a pending poll is a refusal that keeps the address and the words', async () => {
    const uri = 'http://localhost:1/i'
    expect(
      await poll(
        json(400, { error: 'interaction_required', interaction_uri: uri, error_description: 'w' }),
      ),
    ).toMatchObject({
      kind: 'refused',
      refusal: { error: 'interaction_required', interactionUri: uri, errorDescription: 'w' },
    })
    expect(await poll(json(400, { error: 'slow_down' }))).toMatchObject(refused('slow_down'))
    expect(await poll(json(200, exchanged))).toMatchObject({ kind: 'issued' })
  })
})

describe('bad answers', () => {
  // Dies if: the token is looked at before the error.
  test.each([200, 400])('[OAUTH-09] %i with both token and error is an error', async (status) => {
    const both = { ...exchanged, error: 'authorization_pending', deferral_code: 'dc-1' }
    expect(await exchange(json(status, both))).toMatchObject(refused('bad_response'))
    expect(await poll(json(status, both))).toMatchObject(refused('bad_response'))
  })

  test.each([
    [{ ...good, access_token: undefined }],
    [{ ...good, access_token: '' }],
    [{ ...good, access_token: 'a b' }],
    [{ ...good, access_token: 'a\r\nx: y' }],
    [{ ...good, access_token: ['a'] }],
    [{ ...good, token_type: undefined }],
    [{ ...good, token_type: 'N_A' }],
    [{ ...good, issued_token_type: 'urn:ietf:params:oauth:token-type:deferral-code' }],
    [{}],
  ])('[OAUTH-15] %j is no token answer', async (body) => {
    expect(await redeem(json(200, body))).toMatchObject(refused('bad_response'))
  })

  // Dies if: issued_token_type is optional for an exchange.
  test.each([
    undefined,
    'urn:ietf:params:oauth:token-type:refresh_token',
    'urn:ietf:params:oauth:token-type:deferral-code',
  ])('[OAUTH-15] an exchange answered with kind %j is refused', async (kind) => {
    expect(await exchange(json(200, { ...good, issued_token_type: kind }))).toMatchObject(
      refused('bad_response'),
    )
  })

  test.each([-5, 'abc', null, 1e400, [], 0])(
    '[OAUTH-11] a token with expires_in %j has an unknown end',
    async (value) => {
      expect(await redeem(json(200, { ...good, expires_in: value }))).toMatchObject({
        kind: 'issued',
        tokens: { expiresInSeconds: null },
      })
    },
  )

  // Dies if: Bearer is accepted because DPoP was merely tried, or the scheme is compared by case.
  test('[OAUTH-12] Bearer from a server that advertises DPoP is refused', async () => {
    for (const type of ['Bearer', 'bearer'])
      expect(await redeem(json(200, { ...good, token_type: type }))).toMatchObject(
        refused('not_bound'),
      )
    expect(await redeem(json(200, { ...good, token_type: 'dpop' }))).toMatchObject({
      tokens: { tokenType: 'DPoP' },
    })
  })

  test('[OAUTH-12] Bearer from one that never advertised it is taken as such, unless the resource requires a bound token', async () => {
    const { metadata } = client
    const { dpop_signing_alg_values_supported: _dropped, ...plain } = metadata
    client = { ...client, metadata: plain }
    expect(await redeem(json(200, { ...good, token_type: 'Bearer' }))).toMatchObject({
      tokens: { tokenType: 'Bearer' },
    })
    client = { ...client, dpopRequired: true }
    expect(await redeem(json(200, { ...good, token_type: 'Bearer' }))).toMatchObject(
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
    ['a 429', json(429, { error: 'slow_down' })],
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
    ['a megabyte and more', json(200, JSON.stringify({ ...good, pad: 'x'.repeat(1_100_000) }))],
    ['a cut connection', (_request, response) => void response.destroy()],
  ])('[OAUTH-13] %s is no answer, maybe sent', async (_kind, answer) => {
    expect(await poll(answer)).toMatchObject({ kind: 'no_answer', sent: true })
  })

  test('[OAUTH-13] a server that is down was surely not asked', async () => {
    await server.stop()
    const request = { refreshToken: new Secret('rt-1'), resource: null }
    expect(await requestRefresh(context, client, request)).toMatchObject({
      kind: 'no_answer',
      sent: false,
    })
  })

  test('[OAUTH-13] Retry-After is read as seconds or as a date', async () => {
    expect(await poll(json(429, {}, { 'retry-after': '120' }))).toMatchObject({
      retryAfterSeconds: 120,
    })
    const date = new Date(Date.now() + 60_000).toUTCString()
    const answer = await poll(json(503, {}, { 'retry-after': date }))
    expect(answer.kind === 'no_answer' && answer.retryAfterSeconds).toBeGreaterThan(55)
    expect(await poll(json(503, {}, { 'retry-after': 'soon' }))).toMatchObject({
      retryAfterSeconds: null,
    })
  })
})

describe('ID tokens', () => {
  let signing: CryptoKey
  let publicJwk: JWK
  beforeEach(async () => {
    const pair = await generateKeyPair('ES256')
    signing = pair.privateKey
    publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }
  })

  const withIdToken = async (
    claims: Record<string, unknown>,
    key: CryptoKey = signing,
  ): Promise<TokenAnswer> => {
    const now = Math.floor(Date.now() / 1000)
    const base = {
      iss: server.origin,
      aud: 'client-1',
      sub: 'u',
      iat: now,
      exp: now + 60,
      acr: 'urn:a',
      auth_time: now - 5,
    }
    const idToken = await new SignJWT({ ...base, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(key)
    return redeem((request, response) =>
      (request.path === '/jwks'
        ? json(200, { keys: [publicJwk] })
        : json(200, { ...good, id_token: idToken }))(request, response),
    )
  }

  test('[OAUTH-16] a good one tells acr and auth_time', async () => {
    const answer = await withIdToken({})
    expect(answer).toMatchObject({
      kind: 'issued',
      tokens: { acr: 'urn:a', authTimeSeconds: expect.any(Number) },
    })
  })

  // Dies if: any one of issuer, audience, expiry, azp or signature goes unchecked.
  test.each([
    { iss: 'https://other.example' },
    { aud: 'client-2' },
    { aud: ['client-1', 'client-2'] },
    { azp: 'client-2' },
    { exp: 1000 },
    { exp: undefined },
  ])('[OAUTH-16] %j makes the whole answer bad', async (claims) => {
    expect(await withIdToken(claims)).toMatchObject(refused('bad_response'))
  })

  test('[OAUTH-16] a foreign signature or none makes the whole answer bad', async () => {
    const stranger = await generateKeyPair('ES256')
    expect(await withIdToken({}, stranger.privateKey)).toMatchObject(refused('bad_response'))
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`
    server.answer = json(200, {})
    const answer: Answer = (request, response) =>
      (request.path === '/jwks'
        ? json(200, { keys: [publicJwk] })
        : json(200, { ...good, id_token: unsigned }))(request, response)
    expect(await redeem(answer)).toMatchObject(refused('bad_response'))
  })
})
