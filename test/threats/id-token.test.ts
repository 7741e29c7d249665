// Attacks the ID token check with an authorization server that forges every way a token can lie.
import { createHmac } from 'node:crypto'
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type GenerateKeyPairResult,
  type JWK,
  type JWTHeaderParameters,
} from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TokenAnswer } from '../../main/oauth/answers.ts'
import { redeemCode } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import { goodTokens, refused, startTokenFlow, type TokenFlow } from '../oauth/token-flow.ts'

let flow: TokenFlow
let pair: GenerateKeyPairResult
let publicJwk: JWK

beforeEach(async () => {
  flow = await startTokenFlow()
  pair = await generateKeyPair('ES256', { extractable: true })
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }
})
afterEach(() => flow.server.stop())

const nowSeconds = (): number => Math.floor(Date.now() / 1000)
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: flow.server.origin,
  aud: 'client-1',
  sub: 'u',
  nonce: 'n-1',
  iat: nowSeconds(),
  exp: nowSeconds() + 60,
  acr: 'urn:strong',
  auth_time: nowSeconds(),
  ...more,
})

function sign(
  payload: Record<string, unknown>,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const protectedHeader = { alg: 'ES256', kid: 'k1', ...header }
  return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(pair.privateKey)
}

/** What becomes of a token answer with this ID token, where the issuer publishes these keys. */
function redeem(idToken: unknown, keys: readonly unknown[] = [publicJwk]): Promise<TokenAnswer> {
  flow.server.answer = (request, response) =>
    (request.path === '/jwks'
      ? json(200, { keys })
      : json(200, { ...goodTokens, id_token: idToken }))(request, response)
  return redeemCode(flow.context, flow.client, {
    code: new Secret('c'),
    codeVerifier: new Secret('v'),
    redirectUri: null,
    resource: null,
    nonce: 'n-1',
  })
}

test('[THREAT-067] the control: a true one is believed', async () => {
  expect(await redeem(await sign(claims()))).toMatchObject({
    kind: 'issued',
    tokens: { acr: 'urn:strong' },
  })
})

// Dies if: the algorithm is taken from the token, or a public key may serve as a shared secret.
test('[THREAT-067] no algorithm, or a MAC with the public key, is refused', async () => {
  const none = `${encode({ alg: 'none', kid: 'k1' })}.${encode(claims())}.`
  expect(await redeem(none)).toMatchObject(refused('bad_response'))
  for (const alg of ['HS256', 'HS512', 'None', 'nOnE']) {
    for (const key of [await exportSPKI(pair.publicKey), JSON.stringify(publicJwk)]) {
      const input = `${encode({ alg, kid: 'k1' })}.${encode(claims())}`
      const mac = createHmac('sha256', key).update(input).digest('base64url')
      expect(await redeem(`${input}.${mac}`)).toMatchObject(refused('bad_response'))
    }
  }
})

// Dies if: any one claim goes unchecked; `iat` ahead of the clock is easily forgotten.
test.each<Record<string, unknown>>([
  { iss: 'https://other.example' },
  { iss: undefined },
  { aud: 'client-2' },
  { aud: undefined },
  { aud: ['client-1', 'client-2'] },
  { aud: ['client-1', 'client-2'], azp: 'client-2' },
  { azp: 'client-2' },
  { nonce: 'n-2' },
  { nonce: undefined },
  { exp: 1 },
  { exp: undefined },
  { exp: '9999999999' },
  { iat: undefined },
  { iat: 9_999_999_999 },
  { nbf: 9_999_999_999 },
])('[THREAT-067] %j is refused', async (lie) => {
  expect(await redeem(await sign(claims(lie)))).toMatchObject(refused('bad_response'))
})

// Dies if: a key or an address inside the token is used.
test('[THREAT-067] keys that the token brings or points to are neither used nor fetched', async () => {
  const stranger = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(stranger.publicKey)
  const elsewhere = `${flow.server.origin}/elsewhere`
  const header = { alg: 'ES256', kid: 'k1', jwk, jku: elsewhere, x5u: elsewhere }
  const forged = await new SignJWT(claims())
    .setProtectedHeader(header as JWTHeaderParameters)
    .sign(stranger.privateKey)
  expect(await redeem(forged)).toMatchObject(refused('bad_response'))
  expect(flow.server.seen.map(({ path }) => path).toSorted()).toEqual(['/jwks', '/token'])
})

// Dies if: an extension that must be understood is passed over.
test('[THREAT-067] a critical header that nobody understands is refused', async () => {
  const header = encode({ alg: 'ES256', kid: 'k1', crit: ['x'], x: 1 })
  const [, , signature = ''] = (await sign(claims())).split('.')
  expect(await redeem(`${header}.${encode(claims())}.${signature}`)).toMatchObject(
    refused('bad_response'),
  )
})

// Dies if: any of several keys with one name may have signed.
test('[THREAT-067] a key that is one of several with its name is refused', async () => {
  const stranger = await exportJWK((await generateKeyPair('ES256')).publicKey)
  const twice = [{ ...stranger, kid: 'k1', alg: 'ES256' }, publicJwk]
  expect(await redeem(await sign(claims()), twice)).toMatchObject(refused('bad_response'))
})

// Dies if: the number of keys is not bounded: each could be tried.
test('[THREAT-067] nothing is believed of an issuer with ten thousand keys', async () => {
  const keys = Array.from({ length: 10_000 }, (_, at) => ({ ...publicJwk, kid: `k${at}` }))
  expect(await redeem(await sign(claims()), keys)).toMatchObject({
    kind: 'issued',
    tokens: { acr: null, authTimeSeconds: null },
  })
})

test.each([
  ['a number', 1],
  ['null', null],
  ['empty', ''],
  ['no token', 'a.b.c'],
  ['two parts', 'a.b'],
  ['encrypted', 'a.b.c.d.e'],
  ['large', `${'a'.repeat(500_000)}.b.c`],
])('[THREAT-067] an ID token that is %s makes the whole answer bad', async (_name, idToken) => {
  expect(await redeem(idToken)).toMatchObject(refused('bad_response'))
})
