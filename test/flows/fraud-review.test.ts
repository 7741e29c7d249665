// Flows of a look for fraud after consent: the person has done their part, and the token waits for somebody else.
import { expect, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** Signs in through the browser; the token request is deferred. */
async function signInByBrowser(flow: Flow): Promise<string> {
  const { person, engine, sandbox } = flow
  flow.keepsCookies = true
  sandbox.world.settings.codeReview = 'fraud'
  const { id } = await person.connect(sandbox.mcpUrl)
  void engine.connections.signIn(id)
  await until('the sign-in to wait', () => person.connection(id).status === 'waiting')
  return id
}

test('[FLOW-74] a sign-in looked at for fraud waits, and is ready when it is released', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const id = await signInByBrowser(flow)
    expect(flow.browserMemory.formsSeen).toBe(1)
    const [wait] = engine.deferrals.list()
    expect(wait).toMatchObject({ callId: null, state: 'waiting', interactionUri: null })
    expect(wait?.serverWords).toBe('Waiting for the fraud desk.')
    expect(await engine.store.grants.listAll()).toEqual([])
    decide(sandbox.world, {}, true)
    await until('the connection', () => person.connection(id).status === 'ready')
    const call = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(call)).state).toBe('done')
    expect(flow.browserMemory.formsSeen).toBe(1)
    expect(flow.runs('list_accounts')).toBe(1)
  }))

test('[FLOW-74] a sign-in denied for fraud ends in words, and nothing is granted', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const id = await signInByBrowser(flow)
    decide(sandbox.world, {}, false)
    await until('the end', () => person.connection(id).status === 'needs_sign_in')
    expect(person.connection(id).statusText).toContain('denied')
    expect(engine.deferrals.list()).toEqual([])
    expect(await engine.store.grants.listAll()).toEqual([])
    expect(flow.browserMemory.formsSeen).toBe(1)
  }))
