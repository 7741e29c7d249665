// Flows of a sign-in on the person's other device (OpenID CIBA, poll): asked, compared, allowed, refused.
import { expect, test } from 'vitest'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import { Secret } from '../../shared/model/secret.ts'
import { decide } from '../sandbox/control.ts'
import { buildState } from '../sandbox/state.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** A connection whose client authenticates by its key, and which is asked about on another device. */
async function askElsewhere(flow: Flow, options: object = {}): Promise<string> {
  const { person, engine, sandbox } = flow
  const { id, issuer } = await person.connect(sandbox.mcpUrl)
  const [service] = sandbox.world.clients
  await engine.connections.saveClient(issuer ?? '', {
    clientId: service?.clientId ?? '',
    authentication: 'private_key_jwt',
    secret: new Secret(service?.secret ?? ''),
  })
  const all = { ...defaultIssuerOptions, cibaLoginHint: 'alex', ...options }
  engine.connections.saveIssuerOptions(issuer ?? '', all)
  return id
}

const statusOf = ({ person }: Flow, id: string): string => person.connection(id).status

// Dies if: the two devices show different words, or the wait ends with somebody else's answer.
test('[FLOW-76] both devices show the same words, and the sign-in is ready when it is allowed', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const id = await askElsewhere(flow)
    await engine.connections.signIn(id)
    expect(statusOf(flow, id)).toBe('waiting')
    const [wait] = engine.deferrals.list()
    expect(wait).toMatchObject({ dialect: 'ciba', callId: null, intervalSeconds: 1 })
    const message = wait?.bindingMessage ?? ''
    expect(message).not.toBe('')
    expect(buildState(sandbox.world)['pending']).toMatchObject([{ arguments: { message } }])
    expect((await flow.overview()).waits[0]).toMatchObject({ bindingMessage: message })
    expect(decide(sandbox.world, {}, true)).not.toBeNull()
    await until('the connection', () => statusOf(flow, id) === 'ready')
    const call = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(call)).state).toBe('done')
    expect(flow.opened).toEqual([])
    expect(flow.runs('list_accounts')).toBe(1)
  }))

test('[FLOW-76] a refusal on the other device ends the sign-in', () =>
  withFlow(async (flow) => {
    const { engine, sandbox } = flow
    const id = await askElsewhere(flow)
    await engine.connections.signIn(id)
    decide(sandbox.world, {}, false)
    await until('the end', () => statusOf(flow, id) === 'needs_sign_in')
    expect(await engine.store.grants.listAll()).toEqual([])
    expect(engine.deferrals.list()).toEqual([])
  }))

test('[FLOW-76] the user code is asked for where the bank wants one, and a wrong one is told', () =>
  withFlow(async (flow) => {
    const { engine, sandbox } = flow
    sandbox.world.settings.requireUserCode = true
    const id = await askElsewhere(flow)
    const signingIn = engine.connections.signIn(id)
    for (const code of ['0000', '4711']) {
      const asked = await until('the user code to be asked for', () => engine.queue.listOpen()[0])
      const [field] = asked.elicitation?.fields ?? []
      flow.person.answer(asked, { [field?.name ?? 'user_code']: code })
      await until('the answer to be taken', () =>
        engine.queue.listOpen().every((one) => one.id !== asked.id),
      )
    }
    await signingIn
    expect(statusOf(flow, id)).toBe('waiting')
    decide(sandbox.world, {}, true)
    await until('the connection', () => statusOf(flow, id) === 'ready')
  }))
