// Tests of which ID tokens are believed.
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import { redeemCode } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json, type Answer } from '../http/scripted-server.ts'
import { goodTokens, refused, startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildContext, createHandClock } from './world.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

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
      iss: flow.server.origin,
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
    return flow.redeem((request, response) =>
      (request.path === '/jwks'
        ? json(200, { keys: [publicJwk] })
        : json(200, { ...goodTokens, id_token: idToken }))(request, response),
    )
  }

  test('[OAUTH-16] a good one tells acr and auth_time', async () => {
    const answer = await withIdToken({})
    expect(answer).toMatchObject({
      kind: 'issued',
      tokens: { acr: 'urn:a', authTimeSeconds: expect.any(Number) },
    })
  })

  // Dies if: an ID token that nobody checked is handed to another server as who the person is.
  test('[GRANT-10] it is kept once it was checked, and not when its keys cannot be had', async () => {
    const good = await withIdToken({})
    if (good.kind !== 'issued') throw new Error(good.kind)
    expect(good.tokens.idToken?.reveal()).toMatch(/^ey/)
    expect(JSON.stringify(good)).not.toContain(good.tokens.idToken?.reveal())
    flow.client = { ...flow.client, metadata: { ...flow.client.metadata, jwks_uri: undefined } }
    const unchecked = await withIdToken({})
    expect(unchecked).toMatchObject({ kind: 'issued', tokens: { idToken: null } })
    const none = await flow.redeem(json(200, goodTokens))
    expect(none).toMatchObject({ kind: 'issued', tokens: { idToken: null } })
  })

  // Dies if: expiry is judged by a clock that the server had to correct.
  test('[OAUTH-16] one is judged by the time of a server that had to correct our clock', async () => {
    const behind = buildContext(createHandClock(Date.now() - 3_600_000))
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: flow.server.origin, aud: 'client-1', sub: 'u', auth_time: now }
    const idToken = await new SignJWT({ ...claims, iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(signing)
    let refusals = 1
    flow.server.answer = (request, response) => {
      if (request.path === '/jwks') return json(200, { keys: [publicJwk] })(request, response)
      refusals -= 1
      const bad = json(400, { error: 'invalid_dpop_proof' })
      const good = json(200, { ...goodTokens, id_token: idToken })
      return (refusals === 0 ? bad : good)(request, response)
    }
    const request = { code: new Secret('c'), codeVerifier: new Secret('v') }
    const more = { redirectUri: null, resource: null }
    const answer = await redeemCode(behind, flow.client, { ...request, ...more })
    expect(answer).toMatchObject({ kind: 'issued', tokens: { authTimeSeconds: now } })
    const ahead = buildContext(createHandClock(Date.now() + 3_600_000))
    refusals = 1
    expect((await redeemCode(ahead, flow.client, { ...request, ...more })).kind).toBe('issued')
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
    flow.server.answer = json(200, {})
    const answer: Answer = (request, response) =>
      (request.path === '/jwks'
        ? json(200, { keys: [publicJwk] })
        : json(200, { ...goodTokens, id_token: unsigned }))(request, response)
    expect(await flow.redeem(answer)).toMatchObject(refused('bad_response'))
  })
})
