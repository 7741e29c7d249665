// Tests of every way to a grant against an authorization server that answers exactly what a test says.
import { afterEach, describe, expect, it } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import { accept, comeBack, decline } from './rig.ts'
import { accessTokenType, startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60 }
const exchanged = { ...tokens, issued_token_type: accessTokenType, scope: 'pay:1' }
const code = [200, { authorization_code: 'ac-1' }] as const
const proof = { error: 'insufficient_user_authentication', acrValues: 'urn:a' }
const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
const pending = [
  400,
  { error: 'authorization_pending', deferral_code: 'dc-1', expires_in: 600, interval: 5 },
] as const
const acknowledged = [200, { auth_req_id: 'ar-1', expires_in: 120 }] as const
const hostOf = (): string => new URL(bank.server.origin).host

/** Endpoints that need the server's own address. */
function addEndpoints(more: Record<string, string>): void {
  const { store } = bank.rig
  const server = store.authorizationServers.load(bank.server.origin)
  if (server === null) throw new Error('no server')
  const metadata: Record<string, unknown> = JSON.parse(server.metadataJson)
  for (const [name, path] of Object.entries(more)) metadata[name] = `${bank.server.origin}${path}`
  store.authorizationServers.save({ ...server, metadataJson: JSON.stringify(metadata) })
}

const signIn = () => bank.rig.stepUp.signIn(bank.connection, (step) => bank.rig.progress.push(step))

/** The browser comes back with a code at once. */
function answerInBrowser(): void {
  bank.rig.browse = async (url) => {
    const asked = new URL(url).searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', 'bc-1')
    back.searchParams.set('state', asked.get('state') ?? '')
    await comeBack(back)
  }
}

describe('client credentials', () => {
  it('[ROUTE-04] the app signs in as itself where that is turned on, and nobody is asked', async () => {
    const options = { clientCredentials: true }
    bank = await startScriptedBank({ options, confidential: true, signedOut: true })
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(bank.sent('/token')[0]).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'read',
    })
    expect(bank.rig.opened).toEqual([])
    expect(bank.sent('/challenge')).toEqual([])
    const [grant] = await bank.rig.store.grants.listStanding('c')
    expect(grant?.obtainedBy).toBe('client_credentials')
  })

  // Dies if: a standing grant is replaced by one that can do less.
  it('[CASE-099] a wider standing grant is asked for with the union of scopes, and takes the place of the old one', async () => {
    const options = { clientCredentials: true }
    bank = await startScriptedBank({ options, confidential: true })
    bank.script['/token'] = [[200, tokens]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/token')).toHaveLength(1)
    expect(bank.sent('/token')[0]).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'read pay:1',
    })
    expect(await bank.rig.store.grants.listStanding('c')).toHaveLength(1)
  })

  // Dies if: scopes that only a signed-in person can have make a server refuse the app.
  it('[ROUTE-04] asks for nothing that only a person can have', async () => {
    bank = await startScriptedBank({
      options: { clientCredentials: true },
      confidential: true,
      signedOut: true,
      metadata: { scopes_supported: ['openid', 'offline_access', 'read'] },
    })
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(bank.sent('/token')[0]?.['scope']).toBe('read')
  })

  it('[ROUTE-04] not without a secret of its own', async () => {
    bank = await startScriptedBank({ options: { clientCredentials: true }, signedOut: true })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(bank.sent('/token')[0]?.['grant_type']).toBe('authorization_code')
  })
})

describe('one call or for good', () => {
  // Dies if: an exchange for one call asks for more than the call needs.
  it('[CASE-099] an exchange for one call asks for the challenged scope alone and leaves the standing grant', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, exchanged]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/token')[0]?.['scope']).toBe('pay:1')
    const grants = await bank.rig.store.grants.listAll()
    expect(grants.map(({ purpose, scope: granted }) => [purpose, granted])).toEqual([
      ['standing', 'read'],
      ['call', 'pay:1'],
    ])
  })
})

describe('another device', () => {
  // Dies if: a device sign-in begins wherever the server offers one.
  it('[ROUTE-05] a device sign-in only where it is turned on, and then instead of the browser', async () => {
    bank = await startScriptedBank({
      firstParty: false,
      signedOut: true,
      options: { deviceGrant: true },
    })
    addEndpoints({ device_authorization_endpoint: '/device' })
    const body = {
      device_code: 'dv-1',
      user_code: 'WDJB-MJHT',
      verification_uri: `${bank.server.origin}/go`,
      expires_in: 900,
    }
    bank.script['/device'] = [[200, body]]
    expect((await signIn()).kind).toBe('deferred')
    expect(bank.rig.begun[0]).toMatchObject({
      callId: null,
      scope: 'read',
      deferred: { dialect: 'device', userCode: 'WDJB-MJHT' },
    })
    expect(bank.rig.opened).toEqual([])
    await bank.server.stop()
    bank = await startScriptedBank({ firstParty: false, signedOut: true })
    addEndpoints({ device_authorization_endpoint: '/device' })
    const stop = new AbortController()
    const signing = bank.rig.stepUp.signIn(bank.connection, () => undefined, stop.signal)
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    stop.abort()
    await signing
    expect(bank.sent('/device')).toEqual([])
  })

  // Dies if: the words on both devices differ, or are the server's.
  it('[ROUTE-06] [CASE-072] CIBA asks with short words of ours, which the wait shows as well', async () => {
    const options = { cibaLoginHint: 'alex@example.org' }
    bank = await startScriptedBank({
      firstParty: false,
      options,
      confidential: true,
      metadata: { grant_types_supported: [] },
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/ciba'] = [acknowledged]
    expect((await bank.obtain(scope)).kind).toBe('deferred')
    const [sent] = bank.sent('/ciba')
    expect(sent).toMatchObject({ login_hint: 'alex@example.org', scope: 'openid read pay:1' })
    expect(sent?.['binding_message']).toMatch(/^[a-z]+-[a-z]+-\d\d$/)
    expect(sent?.['binding_message']?.length).toBeLessThanOrEqual(20)
    expect(sent).not.toHaveProperty('client_notification_token')
    expect(bank.rig.begun[0]?.deferred).toMatchObject({
      dialect: 'ciba',
      bindingMessage: sent?.['binding_message'],
    })
  })

  it('[ROUTE-06] CIBA carries acr_values, after the browser where there is one', async () => {
    const options = { cibaLoginHint: 'alex' }
    const noBrowser = { grant_types_supported: [] }
    bank = await startScriptedBank({
      firstParty: false,
      options,
      confidential: true,
      metadata: noBrowser,
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    const server = bank.rig.store.authorizationServers.load(bank.server.origin)
    const { authorization_endpoint: _none, ...metadata } = JSON.parse(server?.metadataJson ?? '{}')
    if (server)
      bank.rig.store.authorizationServers.save({
        ...server,
        metadataJson: JSON.stringify(metadata),
      })
    bank.script['/ciba'] = [acknowledged]
    expect((await bank.obtain(proof)).kind).toBe('deferred')
    expect(bank.sent('/ciba')[0]?.['acr_values']).toBe('urn:a')
  })

  it('[ROUTE-06] and in its place where none can be opened; without another way the reason is told', async () => {
    const options = { cibaLoginHint: 'alex' }
    bank = await startScriptedBank({ firstParty: false, options, confidential: true })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.rig.noBrowser = true
    bank.script['/ciba'] = [acknowledged]
    expect((await bank.obtain(proof)).kind).toBe('deferred')
    await bank.server.stop()
    bank = await startScriptedBank({ firstParty: false })
    bank.rig.noBrowser = true
    expect(await bank.obtain(proof)).toMatchObject({ kind: 'failed', reason: 'No browser opened.' })
  })

  it('[ROUTE-06] never for a public client', async () => {
    bank = await startScriptedBank({
      options: { cibaLoginHint: 'alex' },
      metadata: { grant_types_supported: [] },
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/challenge'] = [code]
    bank.script['/token'] = [[200, { ...tokens, scope: 'read pay:1' }]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/ciba')).toEqual([])
  })

  it('[CASE-075] a user code is asked of the person and goes into a new request', async () => {
    bank = await startScriptedBank({
      firstParty: false,
      options: { cibaLoginHint: 'alex' },
      confidential: true,
      metadata: { grant_types_supported: [] },
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/ciba'] = [
      [400, { error: 'missing_user_code' }],
      [400, { error: 'invalid_user_code' }],
      acknowledged,
    ]
    bank.rig.person = (view) => accept({ user_code: view.problem === null ? '11' : '22' })
    expect((await bank.obtain(scope)).kind).toBe('deferred')
    expect(bank.sent('/ciba').map((sent) => sent['user_code'])).toEqual([undefined, '11', '22'])
    expect(bank.rig.asked.map(({ view }) => view.problem)).toEqual([
      null,
      text('step-up.user-code-was-wrong'),
    ])
    // Dies if: wrong user codes can be tried without end.
    expect(await bank.rig.stepUp.lockout.lockedUntilMs(bank.server.origin)).toBeNull()
  })

  it('[CASE-075] declining the user code, or access_denied at the start, ends it', async () => {
    bank = await startScriptedBank({
      firstParty: false,
      options: { cibaLoginHint: 'alex' },
      confidential: true,
      metadata: { grant_types_supported: [] },
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/ciba'] = [[400, { error: 'missing_user_code' }]]
    bank.rig.person = () => decline
    expect((await bank.obtain(scope)).kind).toBe('cancelled')
    expect(bank.sent('/ciba')).toHaveLength(1)
    const call = { ...bank.call, id: 'call-2' }
    bank.script['/ciba'] = [[403, { error: 'access_denied' }]]
    const challenge = { ...noChallenge, ...scope }
    const outcome = await bank.rig.stepUp.obtainForCall({
      call,
      connection: bank.connection,
      challenge,
    })
    expect(outcome).toMatchObject({
      kind: 'denied',
      reason: text('oauth.ciba_access_denied', { host: hostOf() }),
    })
  })

  it.each([
    ['expired_login_hint_token', 'oauth.ciba_expired_hint'],
    ['unknown_user_id', 'oauth.ciba_unknown_user'],
    ['invalid_binding_message', 'oauth.ciba_invalid_binding_message'],
  ] as const)('[CASE-076] %s ends it with words of its own', async (error, key) => {
    bank = await startScriptedBank({
      firstParty: false,
      options: { cibaLoginHint: 'alex' },
      confidential: true,
      metadata: { grant_types_supported: [] },
    })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/ciba'] = [[400, { error }]]
    expect(await bank.obtain(scope)).toMatchObject({
      kind: 'failed',
      reason: text(key, { host: hostOf() }),
    })
    expect(bank.rig.opened).toEqual([])
  })

  // Dies if: the deferral code goes anywhere without the switch.
  it('[ROUTE-07] a deferral code becomes a login_hint only where that is turned on; refused, it is polled as usual', async () => {
    const metadata = { deferred_token_response_supported: true }
    bank = await startScriptedBank({ metadata, options: { deferralCodeAsLoginHint: true } })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/token'] = [pending]
    bank.script['/ciba'] = [acknowledged]
    expect((await bank.obtain(scope)).kind).toBe('deferred')
    expect(bank.sent('/ciba')[0]?.['login_hint']).toBe('dc-1')
    expect(bank.rig.begun[0]?.deferred).toMatchObject({ dialect: 'ciba' })
    expect(bank.rig.begun[0]?.deferred.deferralCode.reveal()).toBe('ar-1')
    bank.script['/ciba'] = [[400, { error: 'unknown_user_id' }]]
    const again = {
      call: { ...bank.call, id: 'call-2' },
      connection: bank.connection,
      challenge: { ...noChallenge, ...scope },
    }
    expect((await bank.rig.stepUp.obtainForCall(again)).kind).toBe('deferred')
    expect(bank.rig.begun[1]?.deferred.deferralCode.reveal()).toBe('dc-1')
    await bank.server.stop()
    bank = await startScriptedBank({ metadata })
    addEndpoints({ backchannel_authentication_endpoint: '/ciba' })
    bank.script['/token'] = [pending]
    await bank.obtain(scope)
    expect(bank.sent('/ciba')).toEqual([])
  })
})

describe('what the token endpoint wants in between', () => {
  it('[ROUTE-09] an exchange that wants a stronger sign-in gets one, and is repeated once with it', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [
      [400, { error: 'insufficient_user_authentication', acr_values: 'urn:b', max_age: 60 }],
      [200, { ...tokens, access_token: 'at-strong' }],
      [200, exchanged],
    ]
    bank.script['/challenge'] = [code]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]).toMatchObject({
      acr_values: 'urn:b',
      max_age: '60',
      scope: 'read',
    })
    const sent = bank.sent('/token')
    expect(sent.map(({ grant_type: type }) => type?.split(':').at(-1))).toEqual([
      'token-exchange',
      'authorization_code',
      'token-exchange',
    ])
    expect(sent[2]?.['subject_token']).toBe('at-strong')
  })

  it('[ROUTE-09] [CASE-085] an exchange that wants more goes on at the challenge endpoint, with the refresh token kept', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [
      [403, { error: 'insufficient_authorization', auth_session: 'as-5' }],
      [200, { ...tokens, scope: 'read pay:1' }],
    ]
    bank.script['/challenge'] = [code]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]).toMatchObject({ auth_session: 'as-5', scope: 'read pay:1' })
    expect((await bank.rig.store.grants.load('standing'))?.refreshToken?.reveal()).toBe('rt-0')
  })

  // Dies if: a challenge endpoint is used on the server's word alone.
  it('[CASE-086] not where the issuer is not first-party', async () => {
    bank = await startScriptedBank({ firstParty: false })
    bank.script['/token'] = [
      [403, { error: 'insufficient_authorization', auth_session: 'as-5' }],
      [200, { ...tokens, scope: 'read pay:1' }],
    ]
    answerInBrowser()
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(bank.sent('/challenge')).toEqual([])
  })

  it.each([
    'invalid_scope',
    'invalid_target',
    'invalid_authorization_details',
    'unauthorized_client',
  ])('[ROUTE-10] %s stops, at an exchange as at a refresh', async (error) => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[400, { error }]]
    expect(await bank.obtain(scope)).toMatchObject({ kind: 'failed', oauthError: error })
    expect(await bank.obtain({ error: 'invalid_token' })).toMatchObject({
      kind: 'failed',
      oauthError: error,
    })
    expect(bank.rig.opened).toEqual([])
    expect(bank.sent('/challenge')).toEqual([])
    expect((await bank.rig.store.grants.load('standing'))?.refreshToken).not.toBeNull()
  })

  it.each(['interaction_required', 'consent_required', 'login_required'])(
    '[ROUTE-10] %s leads to the browser, past the challenge endpoint',
    async (error) => {
      bank = await startScriptedBank()
      bank.script['/token'] = [
        [400, { error }],
        [200, { ...tokens, scope: 'read pay:1' }],
      ]
      answerInBrowser()
      expect((await bank.obtain(scope)).kind).toBe('granted')
      expect(bank.sent('/challenge')).toEqual([])
    },
  )

  it('[CASE-084] redirect_to_web goes to the browser with a pushed request, and no further challenge', async () => {
    bank = await startScriptedBank()
    addEndpoints({ pushed_authorization_request_endpoint: '/par' })
    bank.script['/challenge'] = [[400, { error: 'redirect_to_web', request_uri: 'urn:not:ours' }]]
    bank.script['/par'] = [[201, { request_uri: 'urn:ours', expires_in: 60 }]]
    const obtaining = bank.obtain({ ...proof, maxAgeSeconds: 0 })
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    const opened = new URL(bank.rig.opened[0] ?? '')
    expect([...opened.searchParams.keys()].toSorted()).toEqual(['client_id', 'request_uri'])
    expect(opened.searchParams.get('request_uri')).toBe('urn:ours')
    expect(bank.sent('/par')[0]).toMatchObject({
      acr_values: 'urn:a',
      max_age: '0',
      prompt: 'login',
    })
    bank.rig.stepUp.abandonForCall(bank.call.id)
    await obtaining
    expect(bank.sent('/challenge')).toHaveLength(1)
  })
})

const noChallenge = {
  status: 401 as const,
  scheme: 'DPoP',
  error: null,
  scope: null,
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}
