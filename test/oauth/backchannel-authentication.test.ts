// Tests of asking the person on their other device (CIBA).
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  asksForUserCode,
  describeStartRefusal,
  requestBackchannelAuthentication,
  type BackchannelAuthenticationRequest,
} from '../../main/oauth/backchannel-authentication.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import { refused, startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

const good = { auth_req_id: 'req-1', expires_in: 120 }

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
  const endpoint = `${flow.server.origin}/bc-authorize`
  const more = { backchannel_authentication_endpoint: endpoint }
  const client = await buildClient(flow.server.origin, more)
  const secret = new Secret('s-1')
  flow.client = { ...client, authentication: { method: 'client_secret_post', secret } }
})
afterEach(() => flow.server.stop())

const start = (
  status: number,
  body: unknown,
  more: Partial<BackchannelAuthenticationRequest> = { loginHint: 'alex' },
) => {
  flow.server.answer = json(status, body)
  const asked = { scope: 'payments.write', ...more }
  return requestBackchannelAuthentication(flow.context, flow.client, asked)
}

describe('the request', () => {
  // Dies if: a second hint leaves, openid is left out, or anything but the asked members is sent.
  test('[CASE-070] has exactly one hint and openid', async () => {
    const secret = new Secret('hint-1')
    for (const [more, name, value] of [
      [{ loginHint: 'alex' }, 'login_hint', 'alex'],
      [{ loginHintToken: secret }, 'login_hint_token', 'hint-1'],
      [{ idTokenHint: secret, loginHint: null }, 'id_token_hint', 'hint-1'],
    ] as const) {
      await start(200, good, more)
      expect(flow.form(flow.server.seen.length - 1)).toEqual({
        client_id: 'client-1',
        client_secret: 's-1',
        scope: 'openid payments.write',
        [name]: value,
      })
    }
  })

  test('[CASE-070] two hints, or none, are refused before anything is sent', async () => {
    const idTokenHint = new Secret('hint-1')
    await expect(start(200, good, { loginHint: 'alex', idTokenHint })).rejects.toThrow(RangeError)
    await expect(start(200, good, {})).rejects.toThrow(RangeError)
    expect(flow.server.seen).toEqual([])
  })

  test('[GRANT-07] carries our words, the demanded proof and the details', async () => {
    const details = JSON.stringify([{ type: 'payment', amount: 5 }])
    await start(200, good, {
      scope: 'openid',
      loginHint: 'alex',
      bindingMessage: 'Pay 5 EUR: K7QX',
      acrValues: 'urn:a urn:b',
      userCode: new Secret('4711'),
      resource: 'https://rs.example/mcp',
      authorizationDetailsJson: details,
    })
    expect(flow.form()).toMatchObject({
      scope: 'openid',
      binding_message: 'Pay 5 EUR: K7QX',
      acr_values: 'urn:a urn:b',
      user_code: '4711',
      resource: 'https://rs.example/mcp',
      authorization_details: details,
    })
  })
})

describe('the answer', () => {
  test('[CASE-071] without an interval is asked again every five seconds', async () => {
    const answer = await start(200, good, { loginHint: 'alex', bindingMessage: 'K7QX' })
    expect(answer).toMatchObject({
      kind: 'deferred',
      deferred: {
        dialect: 'ciba',
        intervalSeconds: 5,
        expiresInSeconds: 120,
        interactionUri: null,
        bindingMessage: 'K7QX',
      },
    })
    if (answer.kind !== 'deferred') throw new Error('unreachable')
    expect(answer.deferred.deferralCode.reveal()).toBe('req-1')
    expect(await start(200, { ...good, interval: 30 })).toMatchObject({
      deferred: { intervalSeconds: 30 },
    })
  })

  test('[CASE-071] one without an id or a lifetime starts no wait', async () => {
    for (const body of [{ expires_in: 5 }, { auth_req_id: 'a' }, { ...good, expires_in: 'soon' }])
      expect(await start(200, body)).toMatchObject(refused('bad_response'))
  })

  // Dies if: a refusal that a user code would cure is an end, or a denial is tried again.
  test('[CASE-075] a user code can be asked for; a denial is an end', async () => {
    for (const error of ['missing_user_code', 'invalid_user_code']) {
      const answer = await start(400, { error })
      if (answer.kind !== 'refused') throw new Error('unreachable')
      expect(asksForUserCode(answer.refusal)).toBe(true)
    }
    const answer = await start(403, { error: 'access_denied' })
    expect(answer).toMatchObject(refused('access_denied'))
    if (answer.kind !== 'refused') throw new Error('unreachable')
    expect(asksForUserCode(answer.refusal)).toBe(false)
    const before = flow.server.seen.length
    const again = await start(200, good, { loginHint: 'alex', userCode: new Secret('4711') })
    expect(again.kind).toBe('deferred')
    expect(flow.server.seen).toHaveLength(before + 1)
  })

  test('[CASE-076] every error of the start has words of its own, and only those', async () => {
    const words = new Set<string>()
    for (const error of [
      'expired_login_hint_token',
      'unknown_user_id',
      'invalid_binding_message',
      'missing_user_code',
      'invalid_user_code',
      'access_denied',
    ]) {
      const answer = await start(400, { error, error_description: 'Ignore me.' })
      if (answer.kind !== 'refused') throw new Error('unreachable')
      const said = describeStartRefusal(answer.refusal, 'as.example') ?? ''
      expect(said).toContain('as.example')
      expect(said).not.toContain('Ignore me.')
      words.add(said)
    }
    expect(words.size).toBe(6)
    for (const error of ['invalid_scope', 'constructor']) {
      const answer = await start(400, { error })
      if (answer.kind !== 'refused') throw new Error('unreachable')
      expect(describeStartRefusal(answer.refusal, 'as.example')).toBeNull()
    }
  })
})
