// Tests of the requests to the authorization challenge endpoint and of their answers.
import { decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChallengeAnswer } from '../../main/oauth/answers.ts'
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../../main/oauth/authorization-challenge.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { buildPkce } from '../../main/oauth/pkce.ts'
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

const start = (answer: Answer): Promise<ChallengeAnswer> => {
  server.answer = answer
  return requestAuthorizationChallenge(context, client, {
    scope: 'payments.write',
    resource: 'https://rs.example/mcp',
    acrValues: 'urn:harbor:acr:totp',
    maxAgeSeconds: 0,
    codeChallenge: 'challenge-1',
    authSession: new Secret('as-1'),
  })
}

// Dies if: response_type is left out as in the draft's own examples, or the two requests use different keys.
test('[OAUTH-17] the first request is a form, the next JSON, both with a proof by the one key', async () => {
  await start(json(400, { error: 'insufficient_authorization' }))
  expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
    client_id: 'client-1',
    response_type: 'code',
    scope: 'payments.write',
    resource: 'https://rs.example/mcp',
    acr_values: 'urn:harbor:acr:totp',
    max_age: '0',
    code_challenge: 'challenge-1',
    code_challenge_method: 'S256',
    auth_session: 'as-1',
  })
  await requestChallengeResponse(context, client, {
    authSession: new Secret('as-2'),
    response: { otp: '204816' },
  })
  expect(server.seen[1]?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
    auth_session: 'as-2',
    response: { otp: '204816' },
  })
  const keys = server.seen.map(({ headers }) => decodeProtectedHeader(String(headers['dpop'])).jwk)
  expect(keys).toEqual([client.dpopKey.publicJwk, client.dpopKey.publicJwk])
})

test.each([400, 401, 403])(
  '[OAUTH-18] insufficient_authorization with %i asks for more',
  async (status) => {
    const elicitations = [{ type: 'x' }]
    const answer = await start(
      json(status, { error: 'insufficient_authorization', auth_session: 'as-2', elicitations }),
    )
    expect(answer).toMatchObject({ kind: 'insufficient', elicitations })
    if (answer.kind !== 'insufficient') throw new Error('unreachable')
    expect(answer.authSession?.reveal()).toBe('as-2')
    expect(
      await start(json(status, { error: 'insufficient_authorization', elicitations: 'x' })),
    ).toEqual({
      kind: 'insufficient',
      authSession: null,
      elicitations: [],
    })
  },
)

test('[OAUTH-18] a vendor media type is JSON too', async () => {
  const headers = { 'content-type': 'application/vnd.harbor+json; charset=utf-8' }
  expect(
    await start(json(403, { error: 'redirect_to_web', auth_session: 'as-3' }, headers)),
  ).toMatchObject({
    kind: 'refused',
    refusal: { error: 'redirect_to_web', status: 403 },
  })
})

test('[OAUTH-18] a code is read from authorization_code and nowhere else', async () => {
  const answer = await start(json(200, { authorization_code: 'ac-1', auth_session: 'as-3' }))
  if (answer.kind !== 'code') throw new Error('expected a code')
  expect(answer.code.reveal()).toBe('ac-1')
  expect(answer.authSession?.reveal()).toBe('as-3')
  for (const body of [{ code: 'ac-1' }, {}])
    expect(await start(json(200, body))).toMatchObject({ refusal: { error: 'bad_response' } })
  expect(
    await start(json(200, { authorization_code: 'ac-1', error: 'access_denied' })),
  ).toMatchObject({ kind: 'refused' })
  expect(await start(json(400, { authorization_code: 'ac-1' }))).toMatchObject({ kind: 'refused' })
})

test('[OAUTH-13] a redirect, a 500 and a missing endpoint are no answer', async () => {
  expect(
    await start((_request, response) => void response.writeHead(307, { location: '/x' }).end()),
  ).toMatchObject({ kind: 'no_answer', sent: true })
  expect(await start(json(500, {}))).toMatchObject({ kind: 'no_answer' })
  client = { ...client, metadata: { issuer: server.origin } }
  expect(await start(json(200, {}))).toMatchObject({ kind: 'no_answer', sent: false })
})

test('[OAUTH-17] a thousand PKCE pairs are all different and match', async () => {
  const pairs = await Promise.all(Array.from({ length: 1000 }, () => buildPkce(context.randomness)))
  expect(new Set(pairs.map(({ codeVerifier }) => codeVerifier.reveal())).size).toBe(1000)
  expect(new Set(pairs.map(({ codeChallenge }) => codeChallenge)).size).toBe(1000)
})
