// Attacks the OAuth client with look-alike issuers, metadata that changes in the middle, and error pages.
import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import { redeemCode, requestRefresh } from '../../main/oauth/token-requests.ts'
import { createSystemClock, systemRandomness } from '../../main/system-clock.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../http/scripted-server.ts'
import { runFlow, stateOf } from '../oauth/browser-run.ts'
import { hit } from '../oauth/raw-hit.ts'
import { goodTokens, startTokenFlow } from '../oauth/token-flow.ts'
import { buildClient, buildContext, buildMetadata } from '../oauth/world.ts'

let server: ScriptedServer
beforeEach(async () => {
  server = await startScriptedServer(json(404, {}))
})
afterEach(() => server.stop())

/** Spellings of one address that anything but an exact comparison takes for another's. */
function lookAlikes(origin: string): string[] {
  const { host, port } = new URL(origin)
  return [
    `${origin}/`,
    `${origin}/.`,
    `${origin}//`,
    `${origin}?`,
    `${origin}#`,
    `${origin}%2f`,
    origin.toUpperCase(),
    origin.replace('http:', 'HTTP:'),
    origin.replace('127.0.0.1', '127.0.0.1.'),
    origin.replace('127.0.0.1', '127.1'),
    origin.replace('127.0.0.1', '%31%32%37.0.0.1'),
    origin.replace(port, `0${port}`),
    `http://x@${host}`,
    ` ${origin}`,
    `${origin} `,
    `${origin}\u0000`,
    'null',
    '',
  ]
}

// Dies if: either side is normalised before the two are compared.
test('[THREAT-055] an issuer that only looks like ours is another one', async () => {
  const parts = { context: buildContext(), client: await buildClient(server.origin) }
  for (const iss of lookAlikes(server.origin)) {
    const flow = runFlow(parts, async (callback, url) => {
      await hit(callback({ state: stateOf(url), code: 'c', iss }))
    })
    await expect(flow, iss).rejects.toMatchObject({ code: 'oauth/callback_refused' })
  }
})

test('[THREAT-056] metadata of an issuer that only looks like the asked one is dropped', async () => {
  const context = buildContext()
  for (const issuer of lookAlikes(server.origin)) {
    server.answer = json(200, buildMetadata(server.origin, { issuer }))
    await expect(discoverAuthorizationServer(context, server.origin), issuer).rejects.toMatchObject(
      {
        code: issuer === '' ? expect.stringMatching(/^oauth\//) : 'oauth/issuer_mismatch',
      },
    )
  }
})

// Dies if: metadata is fetched again in the middle of a flow, or an endpoint is read from an answer.
test('[THREAT-056] a flow ends at the endpoints it began with, whatever the metadata says by then', async () => {
  const sink = await startScriptedServer(json(200, { access_token: 'stolen', token_type: 'DPoP' }))
  const parts = { context: buildContext(), client: await buildClient(server.origin) }
  const changed = buildMetadata(server.origin, {
    token_endpoint: `${sink.origin}/token`,
    jwks_uri: `${sink.origin}/jwks`,
  })
  server.answer = (request, response) =>
    json(200, request.path === '/token' ? goodTokens : changed)(request, response)
  const answer = await runFlow(parts, async (callback, url) => {
    await hit(callback({ state: stateOf(url), code: 'c' }))
  })
  if (answer.kind !== 'code') throw new Error(answer.kind)
  const { code, codeVerifier, redirectUri } = answer
  const request = { code, codeVerifier, redirectUri, resource: null }
  expect((await redeemCode(parts.context, parts.client, request)).kind).toBe('issued')
  expect(sink.seen).toEqual([])
  expect(server.seen.map(({ path }) => path)).toEqual(['/token'])
  await sink.stop()
})

// Dies if: a proof is kept for a retry, or its identifier comes from anything but fresh randomness.
test('[THREAT-062] two thousand proofs sent at once have two thousand identifiers', async () => {
  const context = buildContext()
  const proofs = createDpopProofs({ clock: createSystemClock(), randomness: systemRandomness })
  const { dpopKey: key } = await buildClient(server.origin)
  server.answer = json(200, {})
  const sent: string[] = []
  const fetch = (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    sent.push(new Headers(init.headers).get('dpop') ?? '')
    return Promise.resolve(new Response('{}'))
  }
  const request = { url: `${server.origin}/token?x=1`, method: 'POST', headers: {}, body: '', key }
  await Promise.all(
    Array.from({ length: 2000 }, () =>
      proofs.sendWithProof(fetch, { ...request, accessToken: null }),
    ),
  )
  const claims = sent.map((proof) => decodeJwt(proof))
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(2000)
  expect(new Set(claims.map((claim) => claim['htu']))).toEqual(new Set([`${server.origin}/token`]))
  expect(new Set(sent.map((proof) => createHash('sha256').update(proof).digest('hex'))).size).toBe(
    2000,
  )
  expect(context.proofs).not.toBe(proofs)
})

const page = '{"error":"invalid_grant"}'
const send =
  (status: number, type: string | null, body: string): Answer =>
  (_request, response) =>
    void response.writeHead(status, type === null ? {} : { 'content-type': type }).end(body)

// Dies if: the words `invalid_grant` end a grant wherever they stand.
test.each([
  ['in a page with 400', send(400, 'text/html', page)],
  ['in plain text with 400', send(400, 'text/plain', page)],
  ['without a type', send(400, null, page)],
  ['in JSON with 500', send(500, 'application/json', page)],
  ['in JSON with 503', send(503, 'application/json', page)],
  ['in JSON with 429', send(429, 'application/json', page)],
  ['in a list', send(400, 'application/json', `[${page}]`)],
  ['in a member', send(400, 'application/json', `{"detail":${page}}`)],
  ['named twice', send(400, 'application/json', '{"error":"x","error":"invalid_grant"}')],
  ['in bytes that are no text', send(400, 'application/json', '{"error":"invalid_grant\\udc00')],
  ['cut', send(400, 'application/json', page.slice(0, -1))],
])('[THREAT-065] invalid_grant %s does not end a refresh token', async (_where, answer) => {
  const flow = await startTokenFlow()
  flow.server.answer = answer
  const request = { refreshToken: new Secret('rt-1'), resource: null }
  expect((await requestRefresh(flow.context, flow.client, request)).kind).toBe('no_answer')
  await flow.server.stop()
})

test('[THREAT-065] invalid_grant in JSON with 400 does', async () => {
  const flow = await startTokenFlow()
  flow.server.answer = send(400, 'application/json; charset=utf-8', page)
  const request = { refreshToken: new Secret('rt-1'), resource: null }
  expect(await requestRefresh(flow.context, flow.client, request)).toMatchObject({
    kind: 'refused',
    refusal: { error: 'invalid_grant' },
  })
  await flow.server.stop()
})
