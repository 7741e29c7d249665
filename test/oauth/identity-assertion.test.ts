// Tests of the identity assertion grant: its two steps, and the wait that has no code.
import { generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  parseJwtBearerHandle,
  requestIdentityAssertion,
  requestJwtBearer,
} from '../../main/oauth/identity-assertion.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { requestTokenExchange } from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import { goodTokens, refused, startTokenFlow, type TokenFlow } from './token-flow.ts'

const idJag = 'urn:ietf:params:oauth:token-type:id-jag'
const { privateKey } = await generateKeyPair('ES256')

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

const sign = (claims: Record<string, unknown> = {}, typ = 'oauth-id-jag+jwt'): Promise<string> =>
  new SignJWT({ iss: 'https://idp.example', aud: 'https://as.example', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ })
    .sign(privateKey)

describe('step 1, at the identity provider', () => {
  const ask = (status: number, body: unknown) => {
    flow.server.answer = json(status, body)
    return requestIdentityAssertion(flow.context, flow.client, {
      subjectToken: new Secret('id-token-1'),
      audience: 'https://as.example',
      resource: 'https://rs.example/mcp',
      scope: 'notes.read',
    })
  }
  const answerWith = (jwt: string) => ({
    access_token: jwt,
    issued_token_type: idJag,
    token_type: 'N_A',
    expires_in: 300,
  })

  test('[GRANT-05] asks for an assertion for the other server, with the ID token', async () => {
    const jwt = await sign()
    const answer = await ask(200, answerWith(jwt))
    if (answer.kind !== 'assertion') throw new Error(answer.kind)
    expect(answer.assertion.reveal()).toBe(jwt)
    expect(flow.form()).toEqual({
      client_id: 'client-1',
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: idJag,
      subject_token: 'id-token-1',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      audience: 'https://as.example',
      resource: 'https://rs.example/mcp',
      scope: 'notes.read',
    })
  })

  // Dies if: an access token, or an assertion that somebody else must present, is handed on.
  test('[GRANT-05] nothing else is taken for an assertion', async () => {
    const jwt = await sign()
    const good = answerWith(jwt)
    for (const body of [
      { ...good, token_type: 'Bearer' },
      { ...good, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
      { ...good, access_token: undefined },
      answerWith('not.a.jwt'),
      answerWith(await sign({}, 'at+jwt')),
      answerWith(await sign({ cnf: { jkt: 'somebody-else' } })),
      answerWith(await sign({ cnf: 'none' })),
    ])
      expect(await ask(200, body)).toMatchObject(refused('bad_response'))
    expect(await ask(400, good)).toMatchObject(refused('bad_response'))
    const error = { error: 'insufficient_user_authentication' }
    expect(await ask(400, error)).toMatchObject(refused('insufficient_user_authentication'))
    expect(await ask(200, { ...good, error: 'access_denied' })).toMatchObject(
      refused('access_denied'),
    )
  })

  test('[GRANT-05] one bound to our key is ours', async () => {
    const bound = await sign({ cnf: { jkt: flow.client.dpopKey.jkt } })
    expect((await ask(200, answerWith(bound))).kind).toBe('assertion')
  })
})

describe('step 2, at the server itself', () => {
  const present = (status: number, body: unknown) => {
    flow.server.answer = json(status, body)
    return requestJwtBearer(flow.context, flow.client, {
      assertion: new Secret('assertion-1'),
      scope: 'notes.read',
      resource: 'https://rs.example/mcp',
    })
  }

  test('[GRANT-05] presents the assertion with a proof', async () => {
    expect(await present(200, { ...goodTokens, scope: 'notes.read' })).toMatchObject({
      kind: 'issued',
    })
    expect(flow.form()).toEqual({
      client_id: 'client-1',
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: 'assertion-1',
      scope: 'notes.read',
      resource: 'https://rs.example/mcp',
    })
    expect(flow.server.seen[0]?.headers['dpop']).toBeDefined()
  })

  // Dies if: the wait has another handle than the request that has to be sent again.
  test('[GRANT-13] interaction_required without a code is a wait for the same request', async () => {
    const uri = 'https://as.example/i/1'
    const answer = await present(400, { error: 'interaction_required', interaction_uri: uri })
    expect(answer).toMatchObject({
      kind: 'deferred',
      deferred: {
        dialect: 'jwt_interaction',
        intervalSeconds: 5,
        interactionRequired: true,
        interactionUri: uri,
      },
    })
    if (answer.kind !== 'deferred') throw new Error('unreachable')
    const again = parseJwtBearerHandle(answer.deferred.deferralCode)
    await requestJwtBearer(flow.context, flow.client, again)
    expect(flow.form(1)).toEqual(flow.form(0))
    expect(flow.server.seen[1]?.headers['dpop']).not.toBe(flow.server.seen[0]?.headers['dpop'])
  })

  // Dies if: a return address is named, for whose sake a port would have to stay open as long as people think.
  test('[CASE-062] no return of the browser is asked for, neither at first nor later', async () => {
    const uri = 'https://as.example/i/1'
    const answer = await present(400, { error: 'interaction_required', interaction_uri: uri })
    if (answer.kind !== 'deferred') throw new Error(answer.kind)
    const { deferralCode, intervalSeconds } = answer.deferred
    expect(intervalSeconds).toBe(5)
    const polled = { dialect: 'jwt_interaction', deferralCode } as const
    flow.server.answer = json(400, { error: 'interaction_pending' })
    await requestPoll(flow.context, flow.client, polled)
    flow.server.answer = json(200, { ...goodTokens, scope: 'notes.read' })
    expect((await requestPoll(flow.context, flow.client, polled)).kind).toBe('issued')
    expect(flow.server.seen).toHaveLength(3)
    for (const { body } of flow.server.seen) expect(body).not.toContain('redirect')
  })

  // Dies if: of all the dialects this one alone keeps a token that can do more than was asked.
  test('[GRANT-09] a wait that ends in a token for more is refused, and the token revoked', async () => {
    const answer = await present(400, { error: 'interaction_pending' })
    if (answer.kind !== 'deferred') throw new Error(answer.kind)
    const { deferralCode } = answer.deferred
    const polled = { dialect: 'jwt_interaction', deferralCode, scope: 'notes.read' } as const
    flow.server.answer = json(200, { ...goodTokens, scope: 'notes.read notes.delete' })
    const ended = await requestPoll(flow.context, flow.client, polled)
    expect(ended).toMatchObject(refused('wider_scope'))
    expect(flow.server.seen.at(-1)?.path).toBe('/revoke')
  })

  test('[GRANT-13] a code makes it a deferral, no address makes it a refusal', async () => {
    const asks = { error: 'interaction_required', interaction_uri: 'https://as.example/i/1' }
    expect(await present(400, { ...asks, deferral_code: 'dc-1' })).toMatchObject({
      kind: 'refused',
    })
    expect(await present(400, { error: 'interaction_required' })).toMatchObject(
      refused('interaction_required'),
    )
    expect(await present(400, { ...asks, expires_in: -1 })).toMatchObject({ kind: 'refused' })
    expect(await present(400, { ...asks, interaction_uri: 'http://as.example/i' })).toMatchObject({
      kind: 'deferred',
      deferred: { interactionUri: null },
    })
    expect(await present(400, { error: 'interaction_pending', interval: 7 })).toMatchObject({
      deferred: { dialect: 'jwt_interaction', intervalSeconds: 7, interactionRequired: false },
    })
    expect(await present(400, { ...asks, access_token: 'at-1' })).toMatchObject(
      refused('bad_response'),
    )
  })

  test('[GRANT-13] on another grant it is no wait', async () => {
    const asks = { error: 'interaction_required', interaction_uri: 'https://as.example/i/1' }
    flow.server.answer = json(400, asks)
    const exchange = { subjectToken: new Secret('at'), scope: 'a', resource: 'https://rs.example' }
    expect(await requestTokenExchange(flow.context, flow.client, exchange)).toMatchObject(
      refused('interaction_required'),
    )
  })
})
