// Flows of the further ways to sign in, with an unmodified authorization server that demands nonces: device, CIBA, none at all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  startPlainAuthorization,
  type PlainAuthorization,
} from '../sandbox/plain-authorization-server.ts'
import { buildPlainClients, type PlainClients } from '../sandbox/plain-clients.ts'
import { buildPlainGrants, type PlainGrants } from '../sandbox/plain-grants.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

let registered: PlainClients
let grants: PlainGrants
let plain: PlainAuthorization
beforeAll(async () => {
  registered = await buildPlainClients('http://127.0.0.1/cb')
  grants = buildPlainGrants(registered.clients)
  plain = await startPlainAuthorization({}, grants.more)
})
afterAll(() => plain.stop())

/** Adds the server while no browser can be opened, then says how to sign in there. */
async function addWith(flow: Flow, options: Partial<IssuerOptions>): Promise<Connection> {
  flow.records.push(plain.record)
  flow.plainOrigins.push(new URL(plain.mcpUrl).origin)
  // These flows run at the same time, and each sees what the others send.
  flow.clientOrigins.push(plain.issuer)
  const { browser, person, engine } = flow
  flow.browser = null
  const added = await person.connect(plain.mcpUrl)
  expect(added.status).toBe('needs_sign_in')
  flow.browser = browser
  flow.opened.length = 0
  engine.connections.saveIssuerOptions(plain.issuer, { ...defaultIssuerOptions, ...options })
  return added
}

async function enterClient({ engine }: Flow): Promise<void> {
  const secret = new Secret(registered.secretOf('private_key_jwt') ?? '')
  const authentication = 'private_key_jwt'
  const entered = { clientId: `client ${authentication}`, authentication, secret } as const
  await engine.connections.saveClient(plain.issuer, entered)
}

async function useIt({ person, engine }: Flow, { id }: Connection, by: string): Promise<void> {
  await until('the sign-in', () => person.connection(id).status === 'ready')
  const call = await person.giveAndApprove('Add note text: "remember the milk"', 'add_note')
  expect(await person.end(call)).toMatchObject({ state: 'done' })
  const [grant] = await engine.store.grants.listAll()
  expect(grant).toMatchObject({ tokenType: 'DPoP', issuer: plain.issuer, obtainedBy: by })
}

describe.concurrent('an unmodified authorization server', () => {
  test(
    '[GRANT-14] a sign-in with a code on another device waits, and goes on by itself',
    () =>
      withFlow(async (flow) => {
        const added = await addWith(flow, { deviceGrant: true })
        await flow.engine.connections.signIn(added.id)
        expect(flow.person.connection(added.id).status).toBe('waiting')
        const [wait] = flow.engine.deferrals.list()
        expect(wait).toMatchObject({
          dialect: 'device',
          callId: null,
          userCode: expect.any(String),
        })
        expect(flow.opened).toEqual([])
        // The pages end with words and no form.
        const pages = signInByBrowser(wait?.interactionUri ?? '', { confirm: 'yes' })
        await expect(pages).rejects.toThrow('no form in')
        await useIt(flow, added, 'device')
      }),
    30_000,
  )

  test(
    '[GRANT-14] a person who is asked on their other device says yes, and the sign-in goes on',
    () =>
      withFlow(async (flow) => {
        const added = await addWith(flow, { cibaLoginHint: 'alex' })
        await enterClient(flow)
        await flow.engine.connections.signIn(added.id)
        expect(flow.person.connection(added.id).status).toBe('waiting')
        const [wait] = flow.engine.deferrals.list()
        expect(wait).toMatchObject({ dialect: 'ciba', bindingMessage: expect.any(String) })
        const { requestId, accountId, clientId } = await until('the question', () =>
          grants.asked.find((one) => one.accountId === 'alex'),
        )
        expect({ accountId, clientId }).toEqual({
          accountId: 'alex',
          clientId: 'client private_key_jwt',
        })
        const grant = new plain.provider.Grant({ clientId, accountId })
        grant.addOIDCScope('openid')
        grant.addResourceScope(plain.mcpUrl, 'notes.read notes.write')
        await grant.save()
        await plain.provider.backchannelResult(requestId, grant)
        await useIt(flow, added, 'ciba')
      }),
    30_000,
  )

  // Dies if: a public client is left as it is where CIBA is wanted: the person would never be asked.
  test(
    '[GRANT-14] where the person wants to be asked there, the app registers with a secret by itself',
    () =>
      withFlow(async (flow) => {
        const { engine, person } = flow
        const added = await addWith(flow, { cibaLoginHint: 'sam' })
        const { clientId: before } = engine.store.authorizationServers.load(plain.issuer) ?? {}
        await engine.connections.signIn(added.id)
        expect(person.connection(added.id)).toMatchObject({ status: 'waiting' })
        const server = engine.store.authorizationServers.load(plain.issuer)
        expect(server).toMatchObject({ clientAuthentication: 'client_secret_basic' })
        const { clientId } = server ?? {}
        expect(clientId).not.toBe(before)
        expect(grants.asked.find((one) => one.accountId === 'sam')).toMatchObject({ clientId })
      }),
    30_000,
  )

  test(
    '[GRANT-14] the app signs in as itself, with its own key and nobody’s help',
    () =>
      withFlow(async (flow) => {
        const added = await addWith(flow, { clientCredentials: true })
        await enterClient(flow)
        await flow.engine.connections.signIn(added.id)
        expect(flow.opened).toEqual([])
        expect(flow.engine.deferrals.list()).toEqual([])
        await useIt(flow, added, 'client_credentials')
      }),
    30_000,
  )
})
