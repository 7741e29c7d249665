// What a deferral may be spelled like, and that every poll of every dialect proves the same key anew.
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
} from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildHandle } from '../../main/oauth/deferral-handle.ts'
import { requestJwtBearer } from '../../main/oauth/identity-assertion.ts'
import { requestPoll, requestWithdrawal } from '../../main/oauth/poll-requests.ts'
import { deferralCodeTokenType } from '../../main/oauth/server-metadata.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { deferralDialectSchema, type DeferralDialect } from '../../shared/model/deferral.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import {
  exchangedTokens,
  goodTokens,
  refused,
  startTokenFlow,
  type TokenFlow,
} from '../oauth/token-flow.ts'
import { buildClient } from '../oauth/world.ts'

const pending = { error: 'authorization_pending', expires_in: 60, interval: 7 }
const bothOn = { ...defaultIssuerOptions, authReqId: true }

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

describe('spellings', () => {
  // Dies if: the dialect is on for everybody.
  test('[CASE-068] auth_req_id starts no wait where nobody turned it on', async () => {
    const answer = json(400, { ...pending, auth_req_id: 'r-1' })
    expect(await flow.exchange(answer)).toMatchObject(refused('bad_response'))
    flow.client = { ...flow.client, options: bothOn }
    expect(await flow.exchange(answer)).toMatchObject({
      kind: 'deferred',
      deferred: { dialect: 'auth_req_id', intervalSeconds: 7, expiresInSeconds: 60 },
    })
  })

  test('[CASE-069] deferral_code wins over auth_req_id, also when it cannot be used', async () => {
    flow.client = { ...flow.client, options: bothOn }
    const both = { ...pending, auth_req_id: 'r-1', deferral_code: 'dc-1' }
    const answer = await flow.exchange(json(400, both))
    expect(answer).toMatchObject({ kind: 'deferred', deferred: { dialect: 'dtr' } })
    expect(answer.kind === 'deferred' && answer.deferred.deferralCode.reveal()).toBe('dc-1')
    expect(await flow.exchange(json(400, { ...both, deferral_code: 7 }))).toMatchObject(
      refused('bad_response'),
    )
  })

  // Dies if: what an exchange promised is forgotten while waiting.
  test('[DIAL-02] the answer to a deferred exchange must name the kind of token', async () => {
    const wait = await flow.exchange(json(400, { ...pending, deferral_code: 'dc-1' }))
    if (wait.kind !== 'deferred') throw new Error('unreachable')
    expect(wait.deferred.remembered).toEqual({
      issuedTokenType: exchangedTokens.issued_token_type,
    })
  })
})

const jwtHandle = JSON.stringify({ assertion: 'a-1', scope: null, resource: null })

describe('proofs', () => {
  // Dies if: a poll goes out without a proof, with a used one, or with another key.
  test.each(deferralDialectSchema.options)(
    '[DIAL-04] %s: every poll has a new proof of the same key, without ath',
    async (dialect) => {
      const handle = dialect === 'jwt_interaction' ? jwtHandle : 'handle-1'
      flow.server.answer = json(400, { error: 'interaction_pending' })
      for (let poll = 0; poll < 3; poll += 1)
        await requestPoll(flow.context, flow.client, { dialect, deferralCode: new Secret(handle) })
      const proofs = flow.server.seen.map(({ headers }) => String(headers['dpop']))
      expect(new Set(proofs.map((proof) => decodeJwt(proof).jti)).size).toBe(3)
      for (const proof of proofs) {
        const { jwk } = decodeProtectedHeader(proof)
        expect(await calculateJwkThumbprint(jwk ?? ({} as JWK))).toBe(flow.client.dpopKey.jkt)
        expect(decodeJwt(proof)).toMatchObject({
          htm: 'POST',
          htu: `${flow.server.origin}/token`,
        })
        expect(decodeJwt(proof)).not.toHaveProperty('ath')
      }
    },
  )

  // Dies if: the client assertion is made once, or the grant's assertion anew.
  test('[CASE-061] a request sent again has a client assertion of its own and the same grant assertion', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const secret = new Secret(JSON.stringify(await exportJWK(privateKey)))
    flow.client = { ...flow.client, authentication: { method: 'private_key_jwt', secret } }
    flow.server.answer = json(400, {
      error: 'interaction_required',
      interaction_uri: 'https://id.example/i',
      interval: 6,
    })
    const request = { assertion: new Secret('a-1'), scope: 'a', resource: null }
    const first = await requestJwtBearer(flow.context, flow.client, {
      ...request,
      completionMode: 'deferred',
    })
    if (first.kind !== 'deferred') throw new Error(JSON.stringify(first))
    expect(first.deferred).toMatchObject({ dialect: 'jwt_interaction', intervalSeconds: 6 })
    const { deferralCode } = first.deferred
    const again = { dialect: 'jwt_interaction', deferralCode } as const
    for (let poll = 0; poll < 2; poll += 1) await requestPoll(flow.context, flow.client, again)
    const [one, two, three] = [0, 1, 2].map((index) => flow.form(index))
    const assertions = [one, two, three].map((form) => form?.['client_assertion'])
    expect(new Set(assertions).size).toBe(3)
    const same = { assertion: 'a-1', scope: 'a', completion_mode: 'deferred' }
    for (const form of [one, two, three]) {
      expect(form).toMatchObject(same)
      expect({ ...form, client_assertion: '' }).toEqual({ ...one, client_assertion: '' })
    }
  })
})

describe('withdrawing', () => {
  const offered = { revocation_endpoint_token_type_values_supported: [deferralCodeTokenType] }

  // Dies if: a server is asked to revoke what it cannot know, or a withdrawal is claimed that never was.
  test.each<[DeferralDialect, string]>([
    ['dtr', 'withdrawn'],
    ['auth_req_id', 'withdrawn'],
    ['ciba', 'not_offered'],
    ['device', 'not_offered'],
    ['jwt_interaction', 'not_offered'],
    ['openid', 'not_offered'],
  ])('[DIAL-05] %s: %s', async (dialect, kind) => {
    flow.client = await buildClient(flow.server.origin, offered)
    flow.server.answer = json(200, {})
    const deferralCode = new Secret(dialect === 'jwt_interaction' ? jwtHandle : 'handle-1')
    const withdraw = () => requestWithdrawal(flow.context, flow.client, { dialect, deferralCode })
    expect(await withdraw()).toEqual({ kind })
    expect(flow.server.seen.map(({ path }) => path)).toEqual(
      kind === 'withdrawn' ? ['/revoke'] : [],
    )
    flow.client = await buildClient(flow.server.origin)
    expect(await withdraw()).toEqual({ kind: 'not_offered' })
  })

  test('[DIAL-05] what is remembered with a code is not sent with its withdrawal', async () => {
    flow.client = await buildClient(flow.server.origin, offered)
    flow.server.answer = json(200, goodTokens)
    const deferralCode = buildHandle({ code: new Secret('dc-1'), nonce: 'n' })
    await requestWithdrawal(flow.context, flow.client, { deferralCode })
    expect(flow.form()).toMatchObject({ token: 'dc-1', token_type_hint: deferralCodeTokenType })
  })
})
