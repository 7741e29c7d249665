// Tests of tokens that are given back: those we refused although the server issued them.
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { json, type Answer } from '../http/scripted-server.ts'
import {
  exchangedTokens,
  goodTokens,
  refused,
  startTokenFlow,
  type TokenFlow,
} from './token-flow.ts'
import { buildClient } from './world.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

/** Answers the token endpoint with these tokens, and the revocation endpoint as told. */
const issue =
  (tokens: object, revoke: Answer = json(200, {})): Answer =>
  (request, response) =>
    (request.path === '/token' ? json(200, tokens) : revoke)(request, response)

const revoked = (): Record<string, string>[] =>
  flow.server.seen.flatMap(({ path }, at) => (path === '/revoke' ? [flow.form(at)] : []))

describe('a refused token', () => {
  // Dies if: a token for more than was asked is only forgotten: whoever finds it may use it.
  test('[GRANT-09] that is wider is revoked, the refresh token first', async () => {
    const wider = { ...exchangedTokens, scope: 'payments.large:1 admin', refresh_token: 'rt-1' }
    expect(await flow.exchange(issue(wider))).toMatchObject(refused('wider_scope'))
    expect(revoked()).toEqual([
      { client_id: 'client-1', token: 'rt-1', token_type_hint: 'refresh_token' },
      { client_id: 'client-1', token: 'at-1', token_type_hint: 'access_token' },
    ])
    for (const { headers } of flow.server.seen) expect(headers['dpop']).toBeDefined()
  })

  test('[GRANT-09] that is not bound is revoked', async () => {
    const bearer = { ...goodTokens, token_type: 'Bearer' }
    expect(await flow.redeem(issue(bearer))).toMatchObject(refused('not_bound'))
    expect(revoked().map(({ token }) => token)).toEqual(['at-1'])
  })

  // Dies if: what becomes of the revocation changes the refusal.
  test.for<[string, Answer]>([
    ['refuses', json(400, { error: 'unsupported_token_type' })],
    ['fails', json(500, {})],
    ['hangs up', (_request: unknown, response: ServerResponse) => void response.destroy()],
    ['answers with a token', json(200, goodTokens)],
  ])('[GRANT-09] stays refused when the server %s', async ([, revoke]) => {
    const bearer = { ...goodTokens, token_type: 'Bearer', refresh_token: 'rt-1' }
    expect(await flow.redeem(issue(bearer, revoke))).toMatchObject(refused('not_bound'))
    expect(revoked()).toHaveLength(2)
  })

  test('[GRANT-09] stays refused where nothing can be revoked', async () => {
    flow.client = await buildClient(flow.server.origin, { revocation_endpoint: undefined })
    const bearer = { ...goodTokens, token_type: 'Bearer' }
    expect(await flow.redeem(issue(bearer))).toMatchObject(refused('not_bound'))
    expect(flow.server.seen).toHaveLength(1)
  })

  test('[GRANT-09] is not sent anywhere when it is no token', async () => {
    const odd = { ...goodTokens, token_type: 'mac' }
    expect(await flow.redeem(issue(odd))).toMatchObject(refused('bad_response'))
    expect(revoked()).toEqual([])
  })
})
