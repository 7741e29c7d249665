// Flows at the bank's HTTP API: found by its document, signed in to, held, stepped up, deferred, and called once.
import { expect, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const at = ({ sandbox }: Flow, path: string): string => new URL(path, sandbox.mcpUrl).href

test('[OAS-10] [OAS-12] the bank’s API is found at its root, signed in to, and reads and drafts', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    // Only its address is known: the document lies at its usual place.
    const bank = await person.connectBank(at(flow, '/'))
    expect(bank).toMatchObject({
      kind: 'http',
      name: 'Harbor Bank',
      url: at(flow, '/api'),
      resource: at(flow, '/api'),
      issuer: sandbox.issuer,
      api: { documentUrl: at(flow, '/openapi.json'), operations: 6, hiddenCount: 0 },
    })
    expect(flow.opened).toEqual([])
    for (const address of ['/', '/openapi.json', '/api']) {
      expect(engine.connections.add(at(flow, address)).connectionId).toBe(bank.id)
    }
    const draft = await person.giveAndApprove(
      'Prepare a transfer of 20 EUR to Nordlicht',
      'prepare_transfer',
    )
    const ended = await person.end(draft)
    expect(ended).toMatchObject({ state: 'done', attempts: 1 })
    expect(ended.hadProblem).toBeUndefined()
    expect(JSON.parse(ended.resultJson ?? '{}')).toMatchObject({
      structuredContent: { recipient: 'Nordlicht', amount: 20 },
    })
    expect(flow.runs('prepare_transfer')).toBe(1)
    const calls = sandbox.world.record.requests.filter(({ path }) => path === '/api/drafts')
    expect(calls).toMatchObject([{ method: 'POST', scheme: 'DPoP', proof: true }])
    // A proof is for the address without its query (RFC 9449 section 4.2).
    const words = 'List transactions account: savings limit: 1'
    const read = await person.giveAndApprove(words, 'list_transactions')
    expect(read.argumentsJson).toBe('{"account":"savings","limit":1}')
    expect(await person.end(read)).toMatchObject({ state: 'done', attempts: 1 })
    const path = '/api/accounts/savings/transactions'
    expect(sandbox.world.record.requests.map((each) => each.path)).toContain(path)
  }))

test('[OAS-12] a payment over the API is stepped up, and runs once after the code', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank(at(flow, '/openapi.json'))
    const call = await person.giveAndApprove('Pay 600 EUR to Nordlicht', 'pay', '600')
    await person.proveByCode()
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'done', attempts: 2, interactiveRounds: 1 })
    expect(flow.runs('pay')).toBe(1)
    expect(flow.sandbox.world.effects.at(-1)?.acr).toBe('urn:harbor:acr:totp')
  }))

test('[OAS-12] a large payment over the API is deferred, outlives a restart, and runs once', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank(at(flow, '/openapi.json'))
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    await person.deferral(call)
    await flow.restart()
    decide(sandbox.world, {}, true)
    const ended = await flow.person.end(call)
    expect(ended).toMatchObject({ state: 'done', attempts: 2 })
    expect(flow.runs('pay')).toBe(1)
    expect(sandbox.world.record.polls.some(({ early }) => early)).toBe(false)
  }))

test('[OAS-08] a payment whose answer is lost is unknown, and never sent again', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank(at(flow, '/openapi.json'))
    flow.misbehave({ endpoint: 'api', kind: 'lost-answer', tool: 'pay' })
    const call = await person.giveAndApprove('Pay 20 EUR to Nordlicht', 'pay', '20')
    // Dies if: a request whose connection broke is repeated, or counted as one that never left.
    expect(await person.end(call)).toMatchObject({ state: 'unknown', attempts: 1 })
    expect(flow.runs('pay')).toBe(1)
  }))

test('[OAS-13] an operation that moved is a changed tool: what was held for it is not sent', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const bank = await person.connectBank(at(flow, '/openapi.json'))
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    const moved = await readDocument(at(flow, '/openapi.json'))
    moved.paths['/elsewhere'] = moved.paths['/drafts']
    delete moved.paths['/drafts']
    flow.misbehave({ endpoint: 'openapi', kind: 'body', body: moved })
    await engine.connections.refreshTools(bank.id)
    const changed = engine.store.connections
      .listAllTools(bank.id)
      .find(({ name }) => name === 'prepare_transfer')
    expect(changed?.definitionHash).not.toBe(changed?.acceptedHash)
    await until('the call to end', () => {
      const open = engine.queue.listOpen().some(({ id }) => id === asked.id)
      if (open) person.approve(asked)
      return person.call(asked.callId ?? '').endedAtMs !== null
    })
    expect(person.call(asked.callId ?? '').state).not.toBe('done')
    expect(flow.runs('prepare_transfer')).toBe(0)
  }))

async function readDocument(url: string): Promise<{ paths: Record<string, unknown> }> {
  const answer = await fetch(url)
  return (await answer.json()) as { paths: Record<string, unknown> }
}
