// Tests of what every token request carries.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestRevocation } from '../../main/oauth/revocation.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
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

describe('what is sent', () => {
  // Dies if: a FiPA code is redeemed with a redirect_uri, or completion_mode is sent without asking for it.
  test('[CASE-083] [OAUTH-17] a code of the challenge endpoint is redeemed with its verifier and no redirect address', async () => {
    const answer = await flow.redeem(
      json(200, { ...goodTokens, refresh_token: 'rt-1', auth_session: 'as-1', unknown: 1 }),
    )
    expect(flow.form()).toEqual({
      grant_type: 'authorization_code',
      client_id: 'client-1',
      code: 'code-1',
      code_verifier: 'verifier-1',
      resource: 'https://rs.example/mcp',
    })
    expect(flow.server.seen[0]?.headers['dpop']).toBeDefined()
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
    expect(await flow.exchange(json(200, exchangedTokens))).toMatchObject({ kind: 'issued' })
    expect(flow.form()).toEqual({
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
    await flow.poll(json(400, { error: 'authorization_pending' }))
    expect(flow.form()).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:deferred',
      client_id: 'client-1',
      deferral_code: 'dc-1',
    })
    expect(flow.server.seen[0]?.headers['dpop']).toBeDefined()
    expect(flow.server.seen[0]?.headers.authorization).toBeUndefined()
  })

  test('[CASE-002] an opt-in that the server never heard of is answered as ever', async () => {
    expect(flow.client.metadata.deferred_token_response_supported).toBeUndefined()
    expect(await flow.exchange(json(200, exchangedTokens))).toMatchObject({ kind: 'issued' })
    expect(flow.form()['completion_mode']).toBe('deferred')
  })

  // Dies if: any layer answers a poll from a cache.
  test('[CASE-041] an answer that may be cached is asked for again', async () => {
    const old = { 'cache-control': 'public, max-age=3600', etag: '"1"' }
    await flow.poll(json(400, { error: 'authorization_pending' }, old))
    expect(await flow.poll(json(200, goodTokens, old))).toMatchObject({ kind: 'issued' })
    expect(flow.server.seen).toHaveLength(2)
    expect(flow.server.seen[1]?.headers['if-none-match']).toBeUndefined()
  })

  test('[OAUTH-28] revocation sends token and hint; 200 with any body is success', async () => {
    flow.server.answer = (_request, response) => void response.end()
    const request = {
      token: new Secret('dc-1'),
      tokenTypeHint: 'urn:ietf:params:oauth:token-type:deferral-code',
    }
    expect(await requestRevocation(flow.context, flow.client, request)).toEqual({ kind: 'revoked' })
    expect(flow.form()).toEqual({
      client_id: 'client-1',
      token: 'dc-1',
      token_type_hint: 'urn:ietf:params:oauth:token-type:deferral-code',
    })
    expect(flow.server.seen[0]?.headers['dpop']).toBeDefined()
    flow.server.answer = json(400, { error: 'unsupported_token_type' })
    expect(await requestRevocation(flow.context, flow.client, request)).toMatchObject(
      refused('unsupported_token_type'),
    )
    flow.server.answer = json(503, {}, { 'retry-after': '7' })
    expect(await requestRevocation(flow.context, flow.client, request)).toMatchObject({
      kind: 'no_answer',
      retryAfterSeconds: 7,
    })
  })

  test('[OAUTH-14] a confidential client authenticates by header or body', async () => {
    const secret = new Secret('s:1')
    flow.client = { ...flow.client, authentication: { method: 'client_secret_basic', secret } }
    await flow.poll(json(400, {}))
    expect(flow.server.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('client-1:s%3A1').toString('base64')}`,
    )
    flow.client = { ...flow.client, authentication: { method: 'client_secret_post', secret } }
    await flow.poll(json(400, {}))
    expect(flow.form(1)['client_secret']).toBe('s:1')
  })
})
