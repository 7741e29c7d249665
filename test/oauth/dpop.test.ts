// Tests of DPoP keys, proofs, nonces and the retry.
import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { createDpopKey, importDpopKey, type DpopKey } from '../../main/oauth/dpop.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildContext, createHandClock } from './world.ts'

let server: ScriptedServer
let context: OAuthContext
let key: DpopKey

beforeEach(async () => {
  server = await startScriptedServer(json(200, {}))
  context = buildContext()
  key = (await createDpopKey('k')).key
})
afterEach(() => server.stop())

const send = (path = '/token', accessToken: Secret | null = null): Promise<Response> =>
  context.proofs.sendWithProof(context.fetch, {
    url: `${server.origin}${path}`,
    method: 'post',
    headers: { 'x-test': '1' },
    body: 'a=b',
    key,
    accessToken,
  })
const proofAt = (index: number): Record<string, unknown> =>
  decodeJwt(String(server.seen[index]?.headers['dpop']))

// Dies if: htu keeps the query, jti repeats, ath is missing with a token or present without one.
test('[OAUTH-01] a proof has the claims of the standard, verifies, and is never used twice', async () => {
  await send('/x?query=1#part')
  await send('/x', new Secret('token-1'))
  const proofs = server.seen.map(({ headers }) => String(headers['dpop']))
  for (const proof of proofs) {
    await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] })
    expect(decodeProtectedHeader(proof)).toEqual({
      typ: 'dpop+jwt',
      alg: 'ES256',
      jwk: key.publicJwk,
    })
    expect(decodeJwt(proof)).toMatchObject({ htm: 'POST', htu: `${server.origin}/x` })
  }
  const ath = createHash('sha256').update('token-1').digest('base64url')
  expect(Object.keys(proofAt(0)).sort()).toEqual(['htm', 'htu', 'iat', 'jti'])
  expect(proofAt(1)['ath']).toBe(ath)
  expect(server.seen[1]?.headers.authorization).toBe('DPoP token-1')
  expect(proofAt(0)['jti']).not.toBe(proofAt(1)['jti'])
})

const nonceErrors = {
  'authorization server': json(400, { error: 'use_dpop_nonce' }, { 'dpop-nonce': 'n-1' }),
  'resource server': json(
    401,
    {},
    {
      'dpop-nonce': 'n-1',
      'www-authenticate': 'Bearer, DPoP algs="ES256", error="use_dpop_nonce"',
    },
  ),
}
test.each(Object.entries(nonceErrors))(
  '[CASE-115] [OAUTH-02] the nonce of a %s is used in one retry with a new jti',
  async (_kind, refuse) => {
    server.answer = (request, response) =>
      (server.seen.length === 1 ? refuse : json(200, {}))(request, response)
    expect((await send()).status).toBe(200)
    expect(server.seen.map(({ body }) => body)).toEqual(['a=b', 'a=b'])
    expect(proofAt(0)['nonce']).toBeUndefined()
    expect(proofAt(1)['nonce']).toBe('n-1')
    expect(proofAt(0)['jti']).not.toBe(proofAt(1)['jti'])
  },
)

// Dies if: the retry is a loop without a bound.
test('[OAUTH-02] a server that demands nonces for ever gets two requests', async () => {
  server.answer = (request, response) =>
    json(
      400,
      { error: 'use_dpop_nonce' },
      { 'dpop-nonce': `n-${server.seen.length}` },
    )(request, response)
  const response = await send()
  expect(await response.json()).toEqual({ error: 'use_dpop_nonce' })
  expect(server.seen).toHaveLength(2)
})

test('[OAUTH-02] without a new nonce there is no retry, and the answer stays readable', async () => {
  server.answer = json(400, { error: 'use_dpop_nonce' })
  expect(await (await send()).json()).toEqual({ error: 'use_dpop_nonce' })
  expect(server.seen).toHaveLength(1)
})

// Dies if: only the first nonce of an origin is kept.
test('[OAUTH-03] the newest nonce counts', async () => {
  server.answer = (request, response) =>
    json(200, {}, { 'dpop-nonce': `n-${server.seen.length}` })(request, response)
  for (let round = 0; round < 3; round += 1) await send()
  expect([proofAt(1)['nonce'], proofAt(2)['nonce']]).toEqual(['n-1', 'n-2'])
})

// Dies if: nonces are kept in one variable, or only learnt from refusals.
test('[OAUTH-03] nonces of successes are kept per origin', async () => {
  const other = await startScriptedServer(json(200, {}))
  server.answer = json(200, {}, { 'dpop-nonce': 'n-9' })
  await send()
  await send('/other')
  await context.proofs.sendWithProof(context.fetch, {
    url: other.origin,
    method: 'GET',
    headers: {},
    body: null,
    key,
  })
  expect(proofAt(1)['nonce']).toBe('n-9')
  expect(decodeJwt(String(other.seen[0]?.headers['dpop']))['nonce']).toBeUndefined()
  await other.stop()
})

test('[OAUTH-02] a clock that is an hour off is corrected once by the Date of the server', async () => {
  context = buildContext(createHandClock(Date.now() - 3_600_000))
  server.answer = (request, response) =>
    (server.seen.length === 1 ? json(400, { error: 'invalid_dpop_proof' }) : json(200, {}))(
      request,
      response,
    )
  expect((await send()).status).toBe(200)
  expect(Math.abs(Number(proofAt(1)['iat']) - Date.now() / 1000)).toBeLessThan(5)
  server.answer = json(400, { error: 'invalid_dpop_proof' })
  await send()
  expect(server.seen).toHaveLength(3)
})

// Dies if: what one request learned of the clock keeps another, sent before that, from being sent again.
test('[OAUTH-02] requests that were under way together are all corrected', async () => {
  context = buildContext(createHandClock(Date.now() - 3_600_000))
  const waiting: (() => void)[] = []
  server.answer = async (request, response) => {
    const isLate = server.seen.indexOf(request) < 2
    if (isLate) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 2) for (const go of waiting) go()
      })
    }
    await json(isLate ? 400 : 200, isLate ? { error: 'invalid_dpop_proof' } : {})(request, response)
  }
  const answers = await Promise.all([send('/one'), send('/two')])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(server.seen).toHaveLength(4)
})

test('[OAUTH-01] a key survives the vault and cannot be exported again', async () => {
  const saved = new Map<string, Secret>()
  const secrets = {
    save: async (name: string, value: Secret) => void saved.set(name, value),
    load: async (name: string) => saved.get(name) ?? null,
  }
  const ports = { secrets, makeId: () => 'id-1', log: () => undefined }
  const made = await createDpopKeyRing(ports).create()
  const loaded = await createDpopKeyRing(ports).load('id-1')
  expect([...saved.keys()]).toEqual(['dpop-key:id-1'])
  expect(loaded?.jkt).toBe(made.jkt)
  expect(loaded?.privateKey.extractable).toBe(false)
  expect(made.publicJwk).not.toHaveProperty('d')
  expect(await createDpopKeyRing(ports).load('id-2')).toBeNull()
  saved.set('dpop-key:id-3', new Secret('{"kty":"oct"}'))
  expect(await createDpopKeyRing(ports).load('id-3')).toBeNull()
  await expect(importDpopKey('x', new Secret('{}'))).rejects.toThrow()
})
