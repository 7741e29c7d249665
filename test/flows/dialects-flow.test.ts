// Flows of the other dialects of waiting, each turned on for its issuer alone.
import { expect, test } from 'vitest'
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { decide } from '../sandbox/control.ts'
import { startIdentityProvider } from '../sandbox/identity-provider.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

async function connectWith(flow: Flow, options: Partial<IssuerOptions>): Promise<string> {
  const { person, engine, sandbox } = flow
  const { id, issuer } = await person.connect(sandbox.mcpUrl)
  engine.connections.saveIssuerOptions(issuer ?? '', { ...defaultIssuerOptions, ...options })
  return id
}

const ready = ({ person }: Flow, id: string): Promise<true | undefined> =>
  until('the connection', () => person.connection(id).status === 'ready' || null)

async function listAccounts({ person }: Flow): Promise<void> {
  const call = await person.giveAndApprove('List my accounts', 'list_accounts')
  expect((await person.end(call)).state).toBe('done')
}

async function payLarge({ person }: Flow): Promise<ToolCall> {
  const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
  await person.deferral(call)
  return call
}

test.each(['ciba', 'deferred'] as const)(
  '[FLOW-78] a code spelled auth_req_id is polled with the grant that the server knows: %s',
  (slidePollGrant) =>
    withFlow(async (flow) => {
      const { engine, person, sandbox } = flow
      const id = await connectWith(flow, { authReqId: true })
      await engine.connections.signIn(id)
      Object.assign(sandbox.world.settings, { handleName: 'auth_req_id', slidePollGrant })
      const call = await payLarge(flow)
      expect(engine.deferrals.list()[0]).toMatchObject({ dialect: 'auth_req_id' })
      decide(sandbox.world, {}, true)
      expect((await person.end(call)).state).toBe('done')
      expect(flow.runs('pay')).toBe(1)
    }),
)

test('[FLOW-78] a code spelled auth_req_id starts no wait where nobody turned it on', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    sandbox.world.settings.handleName = 'auth_req_id'
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    expect((await person.end(call)).state).toBe('failed')
    expect(flow.engine.deferrals.list()).toEqual([])
  }))

test('[FLOW-78] a deferral code is handed on to the other device, where the same people decide', () =>
  withFlow(async (flow) => {
    const { engine, person, sandbox } = flow
    const id = await connectWith(flow, { deferralCodeAsLoginHint: true })
    await engine.connections.signIn(id)
    const call = await payLarge(flow)
    expect(engine.deferrals.list()).toMatchObject([{ dialect: 'ciba' }])
    decide(sandbox.world, {}, true)
    expect((await person.end(call)).state).toBe('done')
    expect(flow.runs('pay')).toBe(1)
  }))

test('[FLOW-79] a deferral straight from the authorization endpoint is proved by its first poll', () =>
  withFlow(async (flow) => {
    const { engine, person, sandbox } = flow
    sandbox.world.settings.authorizationDeferral = 'direct'
    const id = await connectWith(flow, { directDeferral: true })
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('waiting')
    await until('a second poll', () => sandbox.world.record.polls.length > 1)
    await flow.restart()
    decide(sandbox.world, {}, true)
    await ready(flow, id)
    await listAccounts(flow)
    expect(flow.browserMemory.formsSeen).toBe(1)
  }))

test('[FLOW-79] an OpenID deferred code is exchanged once and polled by its id', () =>
  withFlow(async (flow) => {
    const { engine, person, sandbox } = flow
    sandbox.world.settings.authorizationDeferral = 'openid'
    const id = await connectWith(flow, { openidDeferred: true })
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('waiting')
    expect(engine.deferrals.list()[0]).toMatchObject({ dialect: 'openid' })
    decide(sandbox.world, {}, true)
    await ready(flow, id)
    await listAccounts(flow)
  }))

test.each(['private_key_jwt', 'client_secret_basic'] as const)(
  '[FLOW-80] the app itself signs in by %s, without a person',
  (authentication) =>
    withFlow(async (flow) => {
      const { engine, sandbox } = flow
      flow.clientOrigins.push(sandbox.issuer)
      const id = await connectWith(flow, { clientCredentials: true })
      const client = sandbox.world.clients.find((one) => one.authentication === authentication)
      await engine.connections.saveClient(sandbox.issuer, {
        clientId: client?.clientId ?? '',
        authentication,
        secret: new Secret(client?.secret ?? ''),
      })
      await engine.connections.signIn(id)
      await ready(flow, id)
      await listAccounts(flow)
      expect(flow.opened).toEqual([])
      const [grant] = await engine.store.grants.listAll()
      expect(grant).toMatchObject({ obtainedBy: 'client_credentials' })
    }),
)

async function connectByProvider(flow: Flow): Promise<string> {
  const provider = await startIdentityProvider(flow.sandbox.world)
  flow.cleanUps.push(() => provider.stop())
  return connectWith(flow, { identityProvider: provider.issuer })
}

test('[FLOW-81] a sign-in at the identity provider counts at the bank', () =>
  withFlow(async (flow) => {
    const { engine, sandbox } = flow
    const id = await connectByProvider(flow)
    await engine.connections.signIn(id)
    await ready(flow, id)
    await listAccounts(flow)
    expect(flow.opened.map((address) => new URL(address).origin)).not.toContain(sandbox.issuer)
    const [grant] = await engine.store.grants.listAll()
    expect(grant).toMatchObject({ obtainedBy: 'identity_assertion', refreshToken: null })
  }))

test('[FLOW-81] the same request is sent again until somebody let the person in', () =>
  withFlow(async (flow) => {
    const { engine, person, sandbox } = flow
    sandbox.world.settings.assertionAnswer = 'interaction'
    const id = await connectByProvider(flow)
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('waiting')
    const [wait] = engine.deferrals.list()
    expect(wait).toMatchObject({ dialect: 'jwt_interaction', state: 'waiting_interaction' })
    expect(wait?.intervalSeconds).toBe(1)
    await fetch(wait?.interactionUri ?? '', { method: 'POST' })
    await until('the wait to go on', () => engine.deferrals.list()[0]?.state === 'waiting')
    decide(sandbox.world, {}, true)
    await ready(flow, id)
    await listAccounts(flow)
  }))

test('[FLOW-81] an assertion is deferred under a code where the bank prefers that', () =>
  withFlow(async (flow) => {
    const { engine, sandbox } = flow
    sandbox.world.settings.assertionAnswer = 'deferred'
    const id = await connectByProvider(flow)
    await engine.connections.signIn(id)
    expect(engine.deferrals.list()[0]?.dialect ?? 'dtr').toBe('dtr')
    decide(sandbox.world, {}, true)
    await ready(flow, id)
    await listAccounts(flow)
  }))
