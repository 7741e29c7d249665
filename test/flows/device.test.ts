// Flows of a sign-in with a code that is compared in any browser (RFC 8628).
import { expect, test } from 'vitest'
import { defaultIssuerOptions } from '../../shared/model/authorization-server.ts'
import type { Deferral } from '../../shared/model/deferral.ts'
import { signInByBrowser } from '../sandbox-tests/browser.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

async function askForCode(flow: Flow): Promise<{ id: string; wait: Deferral }> {
  const { person, engine, sandbox } = flow
  const { id, issuer } = await person.connect(sandbox.mcpUrl)
  const options = { ...defaultIssuerOptions, deviceGrant: true }
  engine.connections.saveIssuerOptions(issuer ?? '', options)
  await engine.connections.signIn(id)
  expect(person.connection(id).status).toBe('waiting')
  const [wait] = engine.deferrals.list()
  if (wait === undefined) throw new Error('Nothing waits')
  return { id, wait }
}

/** The last page has no form: there the browser of a test stops. */
async function visit({ interactionUri }: Deferral, answer: string): Promise<void> {
  const fields = { answer, confirm: 'yes' }
  await signInByBrowser(interactionUri ?? '', fields, 12).catch(() => undefined)
}

test('[FLOW-77] the code is shown beside the address, and the connection is ready when it was allowed', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const { id, wait } = await askForCode(flow)
    expect(wait).toMatchObject({ dialect: 'device', callId: null, intervalSeconds: 1 })
    expect(wait.userCode).toMatch(/^[A-Z0-9-]{6,}$/)
    expect((await flow.overview()).waits[0]).toMatchObject({ userCode: wait.userCode })
    expect(wait.interactionUri).toContain('user_code=')
    expect(flow.opened).toEqual([])
    await flow.restart()
    expect(flow.engine.deferrals.list()[0]).toMatchObject({ id: wait.id })
    await visit(wait, 'allow')
    await until('the connection', () => person.connection(id).status === 'ready')
    const call = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(call)).state).toBe('done')
    expect(engine).not.toBe(flow.engine)
  }))

test('[FLOW-77] a code that is refused ends the sign-in', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const { id, wait } = await askForCode(flow)
    await visit(wait, 'refuse')
    await until('the end', () => person.connection(id).status === 'needs_sign_in')
    expect(await engine.store.grants.listAll()).toEqual([])
  }))

test('[FLOW-77] an allowed code that is reviewed goes on under a deferral code, and never as itself', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    sandbox.world.settings.codeReview = 'fraud'
    const { id, wait } = await askForCode(flow)
    await visit(wait, 'allow')
    await until('the review', () => engine.deferrals.list()[0]?.dialect === 'dtr')
    expect(engine.deferrals.list()).toMatchObject([{ id: wait.id, userCode: null }])
    decide(sandbox.world, {}, true)
    await until('the connection', () => person.connection(id).status === 'ready')
    expect(sandbox.world.record.violations).toEqual([])
  }))
