// Flows of a new customer: the sign-in waits for a document check, and the app goes on with less meanwhile.
import { expect, test } from 'vitest'
import type { Deferral } from '../../shared/model/deferral.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

/** The sign-in that waits. */
function findSignIn({ engine }: Flow): Deferral | undefined {
  return engine.deferrals.list().find(({ callId }) => callId === null)
}

/** Shows the identity card where the wait says, as a person in a browser does. */
async function showCard(flow: Flow): Promise<void> {
  const uri = findSignIn(flow)?.interactionUri ?? ''
  expect(new URL(uri).origin).toBe(flow.sandbox.issuer)
  const page = await fetch(uri, { method: 'POST' })
  expect(await page.text()).toContain('It now waits for the document check.')
}

async function grantsOf({ engine }: Flow): Promise<{ scope: string; lesser: boolean }[]> {
  const all = await engine.store.grants.listAll()
  return all
    .filter(({ purpose }) => purpose === 'standing')
    .map(({ scope, lesser }) => ({ scope, lesser: lesser === true }))
}

// Dies if: the lesser grant is asked for with the opt-in, or outlives the full one.
test('[FLOW-73] a new customer reads accounts at once and pays when the documents were looked at', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    sandbox.world.settings.codeReview = 'new_customer'
    const bank = await person.connectBank()
    expect(bank.statusText).not.toBeNull()
    expect(await grantsOf(flow)).toEqual([{ scope: 'accounts.read', lesser: true }])
    expect(findSignIn(flow)?.state).toBe('waiting_interaction')
    const reading = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(reading)).state).toBe('done')
    await showCard(flow)
    decide(sandbox.world, {}, true)
    await until('the full grant', async () => {
      const [only, ...more] = await grantsOf(flow)
      return only?.lesser === false && more.length === 0
    })
    expect((await grantsOf(flow))[0]?.scope).toContain('payments.write')
    expect(findSignIn(flow)).toBeUndefined()
    const paying = await person.giveAndApprove('Pay 20 EUR to Nordlicht', 'pay', '20')
    expect((await person.end(paying)).state).toBe('done')
    expect([flow.runs('list_accounts'), flow.runs('pay')]).toEqual([1, 1])
  }))

test('[FLOW-73] a new customer whose documents are not enough keeps the lesser grant, and is told', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    sandbox.world.settings.codeReview = 'new_customer'
    const bank = await person.connectBank()
    await showCard(flow)
    decide(sandbox.world, {}, false)
    await until('the end of the wait', () => findSignIn(flow) === undefined)
    expect(await grantsOf(flow)).toEqual([{ scope: 'accounts.read', lesser: true }])
    const reading = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(reading)).state).toBe('done')
    const told = await until('the words', () => person.connection(bank.id).statusText)
    expect(told).not.toBe(bank.statusText)
  }))

test('[FLOW-73] the wait of a sign-in outlives a restart', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    sandbox.world.settings.codeReview = 'new_customer'
    await person.connectBank()
    const before = findSignIn(flow)
    await flow.restart()
    expect(findSignIn(flow)).toMatchObject({ id: before?.id, dpopKeyId: before?.dpopKeyId })
    await showCard(flow)
    decide(sandbox.world, {}, true)
    await until('the full grant', async () => (await grantsOf(flow)).every(({ lesser }) => !lesser))
    expect(sandbox.world.deferrals.size).toBe(1)
  }))

// Dies if: the lesser grant costs the person a second page in the browser.
test('[FLOW-73] a browser that knows the person brings the lesser grant without a second page', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    flow.keepsCookies = true
    sandbox.world.settings.trustsNativeClients = true
    sandbox.world.settings.codeReview = 'new_customer'
    const { id } = await person.connect(sandbox.mcpUrl)
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('ready')
    expect(await grantsOf(flow)).toEqual([{ scope: 'accounts.read', lesser: true }])
    expect([flow.opened.length, flow.browserMemory.formsSeen]).toEqual([2, 1])
    await showCard(flow)
    decide(sandbox.world, {}, true)
    await until('the full grant', async () => (await grantsOf(flow)).every(({ lesser }) => !lesser))
  }))

test('[FLOW-73] a browser that knows nobody is not asked twice: the sign-in just waits', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    sandbox.world.settings.codeReview = 'new_customer'
    const { id } = await person.connect(sandbox.mcpUrl)
    await engine.connections.signIn(id)
    expect(person.connection(id).status).toBe('waiting')
    expect(await grantsOf(flow)).toEqual([])
    expect(flow.browserMemory.formsSeen).toBe(1)
  }))
