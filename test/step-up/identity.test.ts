// Tests of a sign-in at an identity provider that counts at another server (ID-JAG).
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { createDpopKeyRing } from '../../main/oauth/dpop-key-ring.ts'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildMetadata } from '../oauth/world.ts'
import { comeBack } from './rig.ts'
import { startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60 }
const signIn = () => bank.rig.stepUp.signIn(bank.connection, () => undefined)

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

describe('an identity provider', () => {
  const idp = 'http://127.0.0.1:1'
  const idToken = (exp: number, sub = 'alex') =>
    new UnsecuredJWT({ sub, exp }).setIssuer(idp).encode()
  const future = Math.floor(Date.now() / 1_000) + 3_600
  const assertion = () => {
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${encode({ typ: 'oauth-id-jag+jwt', alg: 'ES256' })}.${encode({ aud: bank.server.origin })}.c2ln`
  }
  const jag = () => ({
    access_token: assertion(),
    issued_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
    token_type: 'N_A',
    expires_in: 300,
  })

  /** The provider lives on the same scripted server, under its own paths. */
  async function startWithProvider(held: string | null): Promise<void> {
    bank = await startScriptedBank({ firstParty: false, signedOut: true })
    const { store } = bank.rig
    const issuer = `${bank.server.origin}/idp`
    const ports = { secrets: store.secrets, makeId: () => 'key-2', log: () => undefined }
    const key = await createDpopKeyRing(ports).create()
    const metadata = {
      ...buildMetadata(`${bank.server.origin}/idp`),
      authorization_challenge_endpoint: undefined,
    }
    store.authorizationServers.save({
      issuer,
      metadataJson: JSON.stringify(metadata),
      metadataFetchedAtMs: 0,
      clientId: 'idp-client',
      clientAuthentication: 'none',
      redirectUri: null,
      firstParty: false,
      dpopKeyId: key.id,
    })
    const server = store.authorizationServers.load(bank.server.origin)
    if (server)
      store.authorizationServers.save({
        ...server,
        options: { ...defaultIssuerOptions, identityProvider: issuer },
      })
    if (held !== null) await store.secrets.save(`id-token:${issuer}`, new Secret(held))
  }

  // Dies if: the person is sent to the browser although a sign-in at the provider is held.
  it('[ROUTE-08] a held sign-in there gives a grant here, without a question', async () => {
    await startWithProvider(idToken(future))
    bank.script['/idp/token'] = [[200, jag()]]
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(bank.rig.opened).toEqual([])
    expect(bank.sent('/idp/token')[0]).toMatchObject({
      requested_token_type: 'urn:ietf:params:oauth:token-type:id-jag',
      audience: bank.server.origin,
      resource: 'https://bank.example/mcp',
      scope: 'read',
    })
    expect(bank.sent('/token')[0]).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion(),
    })
    const [grant] = await bank.rig.store.grants.listStanding('c')
    expect(grant).toMatchObject({ obtainedBy: 'identity_assertion', refreshToken: null })
  })

  // Dies if: the sign-in there is not kept, or is presented anywhere but there.
  it('[ROUTE-08] without one the person signs in there once, and it is kept for the next grant', async () => {
    await startWithProvider(null)
    const issuer = `${bank.server.origin}/idp`
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    bank.script['/idp/jwks'] = [
      [200, { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] }],
    ]
    let idToken = ''
    bank.rig.browse = async (url) => {
      const asked = new URL(url).searchParams
      const now = Math.floor(Date.now() / 1_000)
      const times = { iat: now, exp: now + 3_600 }
      const nonce = asked.get('nonce')
      idToken = await new SignJWT({ iss: issuer, aud: 'idp-client', sub: 'alex', nonce, ...times })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .sign(privateKey)
      bank.script['/idp/token'] = [
        [200, { ...tokens, scope: 'openid', id_token: idToken }],
        [200, jag()],
      ]
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'ic-1')
      back.searchParams.set('state', asked.get('state') ?? '')
      await comeBack(back)
    }
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(bank.sent('/idp/token')[1]?.['subject_token']).toBe(idToken)
    for (const { path, body } of bank.server.seen)
      if (path === '/token') expect(body).not.toContain(idToken)
    expect((await bank.rig.stepUp.renew(bank.connection, () => undefined)).kind).toBe('granted')
    expect(bank.rig.opened).toHaveLength(1)
  })

  // Dies if: who the person is outlives the last connection that needed it.
  it('[ROUTE-08] what is held of the sign-in there goes with the last connection that counts on it', async () => {
    await startWithProvider(idToken(future))
    const { store, connections } = bank.rig
    const name = `id-token:${bank.server.origin}/idp`
    store.connections.save({ ...bank.connection, id: 'other' })
    await connections.remove('other')
    expect(await store.secrets.load(name)).not.toBeNull()
    await connections.remove('c')
    expect(await store.secrets.load(name)).toBeNull()
  })

  // Dies if: a server that names the same issuer later gets tokens by what nobody can see or stop any more.
  it('[UPKEEP-18] ways to sign in that were allowed for an issuer end with its last connection', async () => {
    await startWithProvider(idToken(future))
    const { store, connections } = bank.rig
    const issuer = bank.server.origin
    const load = () => store.authorizationServers.load(issuer)
    const ways = {
      clientCredentials: true,
      cibaLoginHint: 'ada',
      identityProvider: `${issuer}/idp`,
    }
    const server = load()
    if (server !== null)
      store.authorizationServers.save({
        ...server,
        options: { ...defaultIssuerOptions, ...ways, deviceGrant: true },
      })
    store.connections.save({ ...bank.connection, id: 'other' })
    await connections.remove('other')
    expect(load()?.options).toMatchObject(ways)
    await connections.remove('c')
    expect(load()?.options).toEqual({ ...defaultIssuerOptions, deviceGrant: true })
  })

  it('[ROUTE-08] where the provider wants a stronger sign-in, it is asked for there and then once more', async () => {
    await startWithProvider(idToken(future))
    bank.script['/idp/token'] = [
      [400, { error: 'insufficient_user_authentication', acr_values: 'urn:strong', max_age: 0 }],
    ]
    const signing = signIn()
    await expect.poll(() => bank.rig.opened.length).toBe(1)
    const opened = new URL(bank.rig.opened[0] ?? '')
    expect(opened.pathname).toBe('/idp/authorize')
    expect(opened.searchParams.get('acr_values')).toBe('urn:strong')
    expect(opened.searchParams.get('max_age')).toBe('0')
    expect(opened.searchParams.get('prompt')).toBe('login')
    expect(opened.searchParams.get('scope')).toBe('openid')
    const back = new URL(opened.searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('state', opened.searchParams.get('state') ?? '')
    await comeBack(back)
    expect((await signing).kind).toBe('denied')
    expect(bank.sent('/token')).toEqual([])
  })

  it('[ROUTE-08] an assertion bound to another key is not presented', async () => {
    await startWithProvider(idToken(future))
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url')
    const foreign = `${encode({ typ: 'oauth-id-jag+jwt' })}.${encode({ cnf: { jkt: 'someone-else' } })}.c2ln`
    bank.script['/idp/token'] = [[200, { ...jag(), access_token: foreign }]]
    expect((await signIn()).kind).toBe('failed')
    expect(bank.sent('/token')).toEqual([])
  })

  // Dies if: each of two servers holds its own line while it waits for the other's.
  it('[ROUTE-08] two servers that count on each other do not wait for each other for ever', async () => {
    await startWithProvider(null)
    const { store, stepUp } = bank.rig
    const issuer = `${bank.server.origin}/idp`
    const provider = store.authorizationServers.load(issuer)
    if (provider === null) throw new Error('not there')
    const options = { ...defaultIssuerOptions, identityProvider: bank.server.origin }
    store.authorizationServers.save({ ...provider, options })
    answerInBrowser()
    bank.script['/token'] = [1, 2, 3].map(() => [200, tokens])
    bank.script['/idp/token'] = [1, 2, 3].map(() => [200, tokens])
    const there = { ...bank.connection, id: 'there', issuer }
    const both = Promise.all([signIn(), stepUp.signIn(there, () => undefined)])
    expect(await both).toMatchObject([{ kind: 'granted' }, { kind: 'granted' }])
  })

  // Dies if: a grant for one call may do more than that call was refused for.
  it('[ROUTE-08] for a call it gives no more than the call needs', async () => {
    await startWithProvider(idToken(future))
    const needed = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
    bank.script['/idp/token'] = [
      [200, jag()],
      [200, jag()],
    ]
    bank.script['/token'] = [[200, { ...tokens, scope: 'pay:1 admin' }]]
    expect(await bank.obtain(needed)).toMatchObject({ kind: 'failed' })
    expect(await bank.rig.store.grants.listAll()).toEqual([])
    expect(bank.sent('/token')[0]).toMatchObject({ scope: 'pay:1' })
  })

  it('[ROUTE-08] a provider that we are not registered at leaves the sign-in to the next way', async () => {
    await startWithProvider(null)
    bank.rig.store.authorizationServers.remove(`${bank.server.origin}/idp`)
    answerInBrowser()
    bank.script['/token'] = [[200, tokens]]
    expect((await signIn()).kind).toBe('granted')
    expect(new URL(bank.rig.opened[0] ?? '').pathname).toBe('/authorize')
  })

  it('[CASE-061] its server may want a person first: the identical request is sent again later', async () => {
    await startWithProvider(idToken(future))
    bank.script['/idp/token'] = [[200, jag()]]
    bank.script['/token'] = [
      [
        400,
        { error: 'interaction_required', interaction_uri: `${bank.server.origin}/go`, interval: 7 },
      ],
    ]
    expect((await signIn()).kind).toBe('deferred')
    expect(bank.rig.begun[0]?.deferred).toMatchObject({
      dialect: 'jwt_interaction',
      intervalSeconds: 7,
    })
  })
})
