// Tests of how a confidential client proves itself at every endpoint.
import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, exportJWK, generateKeyPair, importJWK, jwtVerify, type JWK } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isClientKey } from '../../main/oauth/client-assertion.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import { everyRequest, offerAll } from './every-request.ts'
import { goodTokens, startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

async function makeKey(alg: string, more: JWK = {}): Promise<{ secret: Secret; publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const secret = new Secret(JSON.stringify({ ...(await exportJWK(privateKey)), ...more }))
  return { secret, publicJwk: { ...(await exportJWK(publicKey)), alg } }
}

async function useKey(secret: Secret, more: object = {}): Promise<void> {
  const { origin } = flow.server
  const client = await buildClient(origin, { ...offerAll(origin), ...more })
  flow.client = { ...client, authentication: { method: 'private_key_jwt', secret } }
}

const assertionOf = (index: number): string => {
  const { body = '', headers } = flow.server.seen[index] ?? {}
  const isJson = headers?.['content-type']?.startsWith('application/json') === true
  const members = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
  expect(members['client_assertion_type']).toBe(
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  )
  return String(members['client_assertion'])
}

describe('private_key_jwt', () => {
  // Dies if: the assertion is for anybody else, lives longer than a minute, or is signed with another algorithm.
  test.for([['ES256'], ['RS256'], ['EdDSA']] as const)(
    '[GRANT-04] %s: for the issuer, for a minute, by the named key',
    async ([alg]) => {
      const { secret, publicJwk } = await makeKey(alg, { kid: 'client-key-1' })
      await useKey(secret)
      await flow.redeem(json(200, goodTokens))
      const checked = await jwtVerify(assertionOf(0), await importJWK(publicJwk), {
        issuer: 'client-1',
        subject: 'client-1',
        audience: flow.client.metadata.issuer,
        algorithms: [alg],
      })
      expect(checked.protectedHeader).toEqual({ alg, kid: 'client-key-1' })
      const { exp = 0, iat = 0, jti = '' } = checked.payload
      expect(exp - iat).toBe(60)
      expect(Math.abs(iat * 1000 - Date.now())).toBeLessThan(10_000)
      expect(jti.length).toBeGreaterThanOrEqual(22)
      expect(flow.server.seen[0]?.body).not.toContain('client_secret')
      expect(flow.server.seen[0]?.headers.authorization).toBeUndefined()
    },
  )

  // Dies if: a request to any endpoint goes without the assertion, or two share one.
  test('[GRANT-04] every request to every endpoint is given an assertion of its own', async () => {
    await useKey((await makeKey('ES256')).secret)
    const { context, client, server } = flow
    server.answer = json(400, { error: 'invalid_request' })
    for (const send of Object.values(everyRequest)) await send(context, client)
    const paths = ['/token', '/revoke', '/device', '/ciba', '/par', '/challenge']
    expect(new Set(server.seen.map(({ path }) => path))).toEqual(new Set(paths))
    const ids = server.seen.map((_, at) => decodeJwt(assertionOf(at)).jti)
    expect(ids).toHaveLength(Object.keys(everyRequest).length)
    expect(new Set(ids).size).toBe(ids.length)
  })

  // Dies if: a retry repeats the assertion (servers take each once).
  test('[GRANT-04] the retry with a nonce has an assertion of its own', async () => {
    await useKey((await makeKey('ES256')).secret)
    let asked = 0
    await flow.redeem((_request, response) => {
      asked += 1
      const [status, body] = asked === 1 ? [400, { error: 'use_dpop_nonce' }] : [200, goodTokens]
      response.writeHead(status, { 'content-type': 'application/json', 'dpop-nonce': 'n-1' })
      response.end(JSON.stringify(body))
    })
    expect(asked).toBe(2)
    expect(decodeJwt(assertionOf(0)).jti).not.toBe(decodeJwt(assertionOf(1)).jti)
    expect(flow.form(1)['code']).toBe('code-1')
  })

  test('[GRANT-04] an RSA key signs as the key or the server says', async () => {
    const { secret } = await makeKey('RS256')
    await useKey(secret, { token_endpoint_auth_signing_alg_values_supported: ['PS256'] })
    await flow.redeem(json(200, goodTokens))
    expect(JSON.parse(atob(assertionOf(0).split('.')[0] ?? ''))).toEqual({ alg: 'PS256' })
  })

  // Dies if: a key that can be read is taken for one that can sign: the request then throws.
  test('[GRANT-04] a key that is none, or too short to sign, sends nothing', async () => {
    const octets = new Secret(JSON.stringify({ kty: 'oct', k: 'AAAA' }))
    const { publicJwk } = await makeKey('ES256')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const short = new Secret(JSON.stringify(privateKey.export({ format: 'jwk' })))
    for (const secret of [octets, new Secret('{'), new Secret(JSON.stringify(publicJwk)), short]) {
      expect(await isClientKey(secret)).toBe(false)
      await useKey(secret)
      expect(await flow.redeem(json(200, goodTokens))).toMatchObject({
        kind: 'no_answer',
        sent: false,
      })
    }
    expect(flow.server.seen).toEqual([])
    expect(await isClientKey((await makeKey('EdDSA')).secret)).toBe(true)
  })
})
