// Waits that begin in the browser: OpenID Deferred Token Response, and a deferral code straight from the authorization endpoint.
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeferredAnswer } from '../../main/oauth/answers.ts'
import type { BrowserAnswer } from '../../main/oauth/browser-sign-in.ts'
import { buildHandle } from '../../main/oauth/deferral-handle.ts'
import { requestPoll, type PollAnswer } from '../../main/oauth/poll-requests.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { json, type Answer } from '../http/scripted-server.ts'
import { runFlow, stateOf } from '../oauth/browser-run.ts'
import { hit } from '../oauth/raw-hit.ts'
import { goodTokens, refused, startTokenFlow, type TokenFlow } from '../oauth/token-flow.ts'
import { buildClient } from '../oauth/world.ts'

const code = 'c'.repeat(43)
const openid = { ...defaultIssuerOptions, openidDeferred: true }
const direct = { ...defaultIssuerOptions, directDeferral: true }
const pending = json(400, { error: 'authorization_pending' })

let flow: TokenFlow
let asked: URL | null
let signing: CryptoKey
let publicJwk: JWK

beforeEach(async () => {
  flow = await startTokenFlow()
  asked = null
  const pair = await generateKeyPair('ES256')
  signing = pair.privateKey
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }
  await offer(['code', 'code deferred_code'])
})
afterEach(() => flow.server.stop())

async function offer(response_types_supported: string[], options = openid): Promise<void> {
  const client = await buildClient(flow.server.origin, { response_types_supported })
  flow.client = { ...client, options }
}

/** The browser comes back with these parameters and our state. */
function comeBack(parameters: Record<string, string>, state?: string): Promise<BrowserAnswer> {
  const { context, client } = flow
  const more = { scope: 'openid read' }
  return runFlow(
    { context, client },
    async (callback, url) => {
      asked = url
      await hit(callback({ state: state ?? stateOf(url), ...parameters }))
      if (state !== undefined) await hit(callback({ state: stateOf(url), error: 'access_denied' }))
    },
    more,
  )
}

function expectWait(answer: BrowserAnswer | PollAnswer): DeferredAnswer {
  if (answer.kind !== 'deferred') throw new Error(JSON.stringify(answer))
  return answer.deferred
}

const sealed = ({ remembered, deferralCode }: DeferredAnswer): Secret =>
  buildHandle({ ...remembered, code: deferralCode })

const nonce = () => asked?.searchParams.get('nonce') ?? ''

async function signIdToken(claims: object, key = signing): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  const base = { iss: flow.server.origin, aud: 'client-1', sub: 'u', iat, exp: iat + 60 }
  return new SignJWT({ ...base, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(key)
}

/** Answers the token endpoint; the issuer's keys are always there. `buildBody` runs when it is asked. */
function answerWith(status: number, buildBody: () => object | Promise<object>): void {
  const answer: Answer = async (request, response) =>
    (request.path === '/jwks' ? json(200, { keys: [publicJwk] }) : json(status, await buildBody()))(
      request,
      response,
    )
  flow.server.answer = answer
}

const forms = () =>
  flow.server.seen
    .filter(({ path }) => path === '/token')
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)))

describe('OpenID Deferred Token Response', () => {
  const waiting = { deferred_auth_id: 'auth-1', expires_in: 600, interval: 8 }

  test('[CASE-064] both codes, a wrong state, or the switch off: refused, nothing is exchanged', async () => {
    expect(await comeBack({ code: 'c', deferred_code: code })).toMatchObject(
      refused('bad_response'),
    )
    expect(await comeBack({ deferred_code: code }, 'another-state')).toMatchObject(
      refused('access_denied'),
    )
    await offer(['code', 'code deferred_code'], defaultIssuerOptions)
    expect(await comeBack({ deferred_code: code })).toMatchObject(refused('bad_response'))
    expect(asked?.searchParams.get('response_type')).toBe('code')
    expect(forms()).toEqual([])
  })

  // Dies if: the deferred code is sent with a poll, or the polls speak the grant of DTR.
  test('[CASE-065] the code is exchanged once; polls carry the id it was exchanged for', async () => {
    answerWith(200, () => waiting)
    const wait = expectWait(await comeBack({ deferred_code: code }))
    expect(asked?.searchParams.get('response_type')).toBe('code deferred_code')
    expect(wait).toMatchObject({ dialect: 'openid', expiresInSeconds: 600, intervalSeconds: 8 })
    flow.server.answer = pending
    const deferralCode = sealed(wait)
    for (let poll = 0; poll < 2; poll += 1)
      await requestPoll(flow.context, flow.client, { dialect: 'openid', deferralCode })
    const grant_type = 'urn:openid:params:grant-type:deferred'
    const poll = { client_id: 'client-1', grant_type, deferred_auth_id: 'auth-1' }
    const code_verifier = expect.stringMatching(/^[\w-]{43}$/)
    const exchange = { client_id: 'client-1', grant_type, deferred_code: code, code_verifier }
    expect(forms()).toEqual([exchange, poll, poll])
  })

  test('[CASE-065] an exchange without the id, or with a token, is refused; defaults are 5 s and 7 days', async () => {
    for (const body of [{}, { ...waiting, access_token: 'at-1' }, { ...waiting, expires_in: -1 }]) {
      answerWith(200, () => body)
      expect(await comeBack({ deferred_code: code })).toMatchObject(refused('bad_response'))
    }
    answerWith(200, () => ({ deferred_auth_id: 'auth-1' }))
    const wait = expectWait(await comeBack({ deferred_code: code }))
    expect(wait).toMatchObject({ expiresInSeconds: 604_800, intervalSeconds: 5 })
  })

  test('[CASE-065] only types that the server offers are asked for', async () => {
    await offer(['code', 'deferred_code'])
    answerWith(200, () => waiting)
    await comeBack({ deferred_code: code })
    expect(asked?.searchParams.get('response_type')).toBe('deferred_code')
    await offer(['code', 'deferred_code token'])
    await comeBack({ code: 'c' })
    expect(asked?.searchParams.get('response_type')).toBe('code')
  })

  // Dies if: the interim ID token is not checked, or anything of it goes on with the wait.
  test('[CASE-066] an interim ID token is checked, and nothing of it is kept', async () => {
    const good = () => signIdToken({ nonce: nonce(), acr: 'urn:high', auth_time: 1 })
    answerWith(200, async () => ({ ...waiting, interim_id_token: await good() }))
    const wait = expectWait(await comeBack({ deferred_code: code }))
    expect(JSON.stringify({ ...wait, remembered: Object.keys(wait.remembered ?? {}) })).not.toMatch(
      /urn:high|auth_time/,
    )
    const other = (await generateKeyPair('ES256')).privateKey
    const bad = [
      () => signIdToken({ nonce: nonce() }, other),
      () => signIdToken({ nonce: nonce(), aud: 'another-client' }),
      () => signIdToken({ nonce: 'another' }),
    ]
    for (const build of bad) {
      answerWith(200, async () => ({ ...waiting, interim_id_token: await build() }))
      expect(await comeBack({ deferred_code: code })).toMatchObject(refused('bad_response'))
    }
  })

  // Dies if: the nonce is forgotten while waiting.
  test('[DIAL-02] the ID token that comes at last must repeat the nonce of the request', async () => {
    answerWith(200, () => waiting)
    const deferralCode = sealed(expectWait(await comeBack({ deferred_code: code })))
    const poll = { dialect: 'openid' as const, deferralCode }
    answerWith(200, async () => ({ ...goodTokens, id_token: await signIdToken({ nonce: 'x' }) }))
    expect(await requestPoll(flow.context, flow.client, poll)).toMatchObject(
      refused('bad_response'),
    )
    const good = () => signIdToken({ nonce: nonce() })
    answerWith(200, async () => ({ ...goodTokens, id_token: await good() }))
    expect(await requestPoll(flow.context, flow.client, poll)).toMatchObject({ kind: 'issued' })
  })
})

describe('a deferral code from the authorization endpoint', () => {
  beforeEach(() => offer(['code'], direct))
  const back = { deferral_code: code, expires_in: '600', interval: '9' }

  test('[DIAL-03] where nobody turned it on it is refused', async () => {
    await offer(['code'], openid)
    expect(await comeBack(back)).toMatchObject(refused('bad_response'))
    await offer(['code'], defaultIssuerOptions)
    expect(await comeBack(back)).toMatchObject(refused('bad_response'))
    expect(forms()).toEqual([])
  })

  test('[DIAL-03] state and issuer are held as ever', async () => {
    expect(await comeBack(back, 'another-state')).toMatchObject(refused('access_denied'))
    await expect(comeBack({ ...back, iss: 'https://evil.example' })).rejects.toMatchObject({
      code: 'oauth/callback_refused',
    })
  })

  // Dies if: the verifier goes with a later poll, with none, or is dropped before anybody has heard it.
  test('[DIAL-03] the verifier goes with the first poll that is answered, and then never again', async () => {
    const wait = expectWait(await comeBack(back))
    expect(wait).toMatchObject({ dialect: 'dtr', expiresInSeconds: 600, intervalSeconds: 9 })
    expect(forms()).toEqual([])
    let deferralCode = sealed(wait)
    const poll = async (): Promise<PollAnswer> => {
      const answer = await requestPoll(flow.context, flow.client, { deferralCode })
      deferralCode = answer.nextCode ?? deferralCode
      return answer
    }
    flow.server.answer = json(503, {})
    expect((await poll()).kind).toBe('no_answer')
    flow.server.answer = pending
    await poll()
    await poll()
    answerWith(200, async () => ({ ...goodTokens, id_token: await signIdToken({ nonce: 'x' }) }))
    expect(await poll()).toMatchObject(refused('bad_response'))
    expect(forms().map(({ code_verifier = 'none' }) => code_verifier)).toEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      forms()[0]?.['code_verifier'],
      'none',
      'none',
    ])
    expect(forms().map((form) => form['deferral_code'])).toEqual([code, code, code, code])
  })
})
