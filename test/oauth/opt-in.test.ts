// Tests of asking for an answer that may come later, on every grant and every request before one.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestAuthorizationChallenge } from '../../main/oauth/authorization-challenge.ts'
import { requestAuthorizationUrl } from '../../main/oauth/authorization-request.ts'
import { requestCodeByBrowser } from '../../main/oauth/browser-sign-in.ts'
import { requestDeviceAuthorization } from '../../main/oauth/device-authorization.ts'
import { requestJwtBearer } from '../../main/oauth/identity-assertion.ts'
import {
  redeemCode,
  requestClientCredentials,
  requestRefresh,
  requestTokenExchange,
} from '../../main/oauth/token-requests.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json } from '../http/scripted-server.ts'
import { hit } from './raw-hit.ts'
import { exchangedTokens, startTokenFlow, type TokenFlow } from './token-flow.ts'
import { buildClient } from './world.ts'

const pending = { error: 'authorization_pending', deferral_code: 'dc-1', expires_in: 60 }
const details = JSON.stringify([{ type: 'payment' }])
const asked = { scope: 'payments.large:1', resource: 'https://rs.example/mcp' }
const secret = new Secret('secret-1')
const completionMode = 'deferred'
const hinted = { ...asked, completionMode, authorizationDetailsJson: details } as const
const proof = {
  acrValues: null,
  maxAgeSeconds: null,
  codeChallenge: 'c',
  codeChallengeMethod: 'S256',
}

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
  await offer({})
})
afterEach(() => flow.server.stop())

async function offer(more: object): Promise<void> {
  const { origin } = flow.server
  const device = { device_authorization_endpoint: `${origin}/device` }
  const par = { pushed_authorization_request_endpoint: `${origin}/par` }
  flow.client = await buildClient(origin, { ...device, ...par, ...more })
}

const grants = {
  redeem: () => {
    const code = { code: secret, codeVerifier: secret, redirectUri: null, ...hinted }
    return redeemCode(flow.context, flow.client, code)
  },
  refresh: () => requestRefresh(flow.context, flow.client, { refreshToken: secret, ...hinted }),
  'client credentials': () => requestClientCredentials(flow.context, flow.client, hinted),
  exchange: () =>
    requestTokenExchange(flow.context, flow.client, { subjectToken: secret, ...hinted }),
  'JWT bearer': () => requestJwtBearer(flow.context, flow.client, { assertion: secret, ...hinted }),
}
const browser = { redirectUri: 'http://127.0.0.1/cb', state: 's', nonce: null }
const hints = {
  PAR: () =>
    requestAuthorizationUrl(flow.context, flow.client, { ...hinted, ...proof, ...browser }),
  challenge: () =>
    requestAuthorizationChallenge(flow.context, flow.client, {
      ...hinted,
      ...proof,
      authSession: null,
    }),
  device: () => requestDeviceAuthorization(flow.context, flow.client, hinted),
}

describe.for(Object.keys(grants) as (keyof typeof grants)[])('%s', (name) => {
  // Dies if: the opt-in is left out, doubled, or its answer is not taken for a wait.
  test('[GRANT-01] [CASE-004] opts in exactly once, with a proof, and may be answered later', async () => {
    flow.server.answer = json(400, pending)
    const answer = await grants[name]()
    const [request] = flow.server.seen
    expect(new URLSearchParams(request?.body).getAll('completion_mode')).toEqual(['deferred'])
    expect(request?.headers['dpop']).toBeDefined()
    expect(answer).toMatchObject({ kind: 'deferred', deferred: { expiresInSeconds: 60 } })
    expect(flow.server.seen).toHaveLength(1)
  })

  test('[GRANT-01] [CASE-002] is answered as ever by a server that never heard of it', async () => {
    flow.server.answer = json(200, exchangedTokens)
    expect((await grants[name]()).kind).toBe('issued')
  })

  // Dies if: a public client without a proof opts in: its code would be bound to nothing.
  test('[GRANT-02] [CASE-001] does not opt in where a public client cannot prove its key', async () => {
    await offer({ dpop_signing_alg_values_supported: ['RS256'] })
    flow.server.answer = json(400, pending)
    expect(await grants[name]()).toMatchObject({
      kind: 'refused',
      refusal: { error: 'authorization_pending' },
    })
    expect(flow.server.seen[0]?.body).not.toContain('completion_mode')
    flow.client = {
      ...flow.client,
      authentication: { method: 'client_secret_post', secret: new Secret('s') },
    }
    expect((await grants[name]()).kind).toBe('deferred')
    expect(flow.server.seen[1]?.body).toContain('completion_mode=deferred')
  })
})

describe.for(Object.keys(hints) as (keyof typeof hints)[])('hint at the %s endpoint', (name) => {
  test('[GRANT-01] [GRANT-07] is sent once, with the details', async () => {
    await hints[name]()
    const form = new URLSearchParams(flow.server.seen[0]?.body)
    expect(form.getAll('completion_mode')).toEqual(['deferred'])
    expect(form.getAll('authorization_details')).toEqual([details])
  })

  test('[GRANT-02] is left out where the token request could not repeat it', async () => {
    await offer({ dpop_signing_alg_values_supported: ['RS256'] })
    await hints[name]()
    expect(flow.server.seen[0]?.body).not.toContain('completion_mode')
  })
})

// Dies if: the hint of the authorization request is not handed on to the token request.
test('[GRANT-01] [CASE-003] a hint sent with the browser is repeated when its code is redeemed', async () => {
  await offer({ pushed_authorization_request_endpoint: undefined })
  let opened = new URL('https://nowhere.example')
  const code = await requestCodeByBrowser(flow.context, flow.client, {
    ...hinted,
    registeredRedirectUri: null,
    acrValues: null,
    maxAgeSeconds: null,
    signal: new AbortController().signal,
    openExternal: async (url) => {
      opened = new URL(url)
      const back = new URL(opened.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'code-1')
      back.searchParams.set('state', opened.searchParams.get('state') ?? '')
      await hit(back)
    },
  })
  expect(opened.searchParams.getAll('completion_mode')).toEqual(['deferred'])
  expect(opened.searchParams.get('authorization_details')).toBe(details)
  if (code.kind !== 'code') throw new Error(code.kind)
  flow.server.answer = json(400, pending)
  const answer = await redeemCode(flow.context, flow.client, { ...code, resource: null })
  expect(answer.kind).toBe('deferred')
  expect(flow.form()['completion_mode']).toBe('deferred')
})

test('[GRANT-06] client credentials send the scope and the resource, and nothing of a person', async () => {
  flow.server.answer = json(200, { ...exchangedTokens, issued_token_type: undefined })
  expect((await requestClientCredentials(flow.context, flow.client, asked)).kind).toBe('issued')
  expect(flow.form()).toEqual({
    client_id: 'client-1',
    grant_type: 'client_credentials',
    ...asked,
  })
})

test('[GRANT-07] an exchange carries the details', async () => {
  await grants.exchange()
  expect(flow.form()['authorization_details']).toBe(details)
})
