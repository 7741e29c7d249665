// Flows against servers that are wrong, away, or silent: a clear end, in words, and nothing lost.
import { expect, test } from 'vitest'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

async function script(flow: Flow, answer: ScriptedServer['answer']): Promise<ScriptedServer> {
  const server = await startScriptedServer(answer)
  flow.cleanUps.push(() => server.stop())
  return server
}

const payLarge = ({ person }: Flow): Promise<ToolCall> =>
  person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')

/** How often the bank was sent a tool call. */
const callsSent = ({ sandbox }: Flow): number =>
  sandbox.world.record.requests.filter(({ mcpMethod }) => mcpMethod === 'tools/call').length

test.concurrent(
  '[FLOW-22] a server that is not there, or speaks something else, is said so, and may be tried again',
  () =>
    withFlow(async (flow) => {
      const { person, engine } = flow
      const gone = await person.connect('http://127.0.0.1:9/mcp')
      expect(gone.status).toBe('unreachable')
      expect(gone.statusText).toContain('127.0.0.1:9 could not be reached. Nothing was lost.')
      const page = await script(flow, (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')
      })
      const site = await person.connect(`${page.origin}/mcp`)
      expect(site.status).toBe('failed')
      expect(site.statusText).toContain('it does not speak MCP at this address')
      const closed = await script(flow, (_request, response) => {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      })
      const basic = await person.connect(`${closed.origin}/mcp`)
      expect(basic.status).toBe('failed')
      expect(basic.statusText).toContain('Countersign can only use OAuth')
      expect(() => engine.connections.add('not an address')).toThrow('This is not an address')
      expect(engine.store.connections.list()).toHaveLength(3)
    }),
)

test.concurrent(
  '[FLOW-23] metadata that names another issuer is not trusted, and nothing is sent there',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      const other = await script(flow, (_request, response) => void response.writeHead(500).end())
      flow.misbehave({ endpoint: 'metadata', kind: 'wrong-issuer', issuer: other.origin, times: 2 })
      const bank = await person.connect(sandbox.mcpUrl)
      expect(bank.status).toBe('failed')
      expect(bank.statusText).toContain('says it is somebody else, so it is not trusted')
      expect(other.seen).toEqual([])
      sandbox.world.misbehaviours.length = 0
      await flow.engine.connections.refreshTools(bank.id)
      expect(person.connection(bank.id).status).toBe('needs_sign_in')
    }),
)

test.concurrent(
  '[FLOW-24] a token endpoint that redirects is not followed; the call fails and can be asked again',
  () =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      const other = await script(
        flow,
        (_request, response) => void response.writeHead(200).end('{}'),
      )
      const location = `${other.origin}/token`
      for (const status of [302, 307, 308]) {
        flow.misbehave({ endpoint: 'exchange', kind: 'redirect', status, location })
        const ended = await person.end(await payLarge(flow))
        expect(ended.state).toBe('failed')
        expect(ended.outcomeText).toContain('No readable answer came from')
        expect(ended.outcomeText).toContain('The call was not sent; try again when it is back.')
      }
      expect(other.seen).toEqual([])
      expect(flow.runs('pay')).toBe(0)
    }),
)

test.concurrent(
  '[FLOW-24] a redirect while the code is redeemed leaves the connection, to be signed in to again',
  () =>
    withFlow(async (flow) => {
      const { person, engine, sandbox } = flow
      const other = await script(
        flow,
        (_request, response) => void response.writeHead(200).end('{}'),
      )
      flow.misbehave({ endpoint: 'code', kind: 'redirect', location: `${other.origin}/token` })
      const { id, issuer } = await person.connect(sandbox.mcpUrl)
      const widening = {
        what: 'first_party_issuer',
        issuer: issuer ?? '',
        connectionId: id,
      } as const
      person.approve(engine.queue.openWidening(widening, id))
      await person.proveByCode()
      const bank = await until('the sign-in to fail', () => {
        const now = person.connection(id)
        return now.status === 'needs_sign_in' && now.statusText?.includes('readable') ? now : null
      })
      expect(bank.statusText).toContain('No readable answer came from')
      expect(other.seen).toEqual([])
      // The authorization server remembers the proof that was given: nothing is asked twice.
      await engine.connections.signIn(id)
      expect(person.connection(id).status).toBe('ready')
    }),
)

test.concurrent.each([
  ['a token and an error at once', { kind: 'token-and-error' }],
  ['a deferral without a deferral code', { kind: 'no-deferral-code' }],
  ['unreadable JSON', { kind: 'wrong-json' }],
  ['a body without end', { kind: 'huge-body' }],
  ['an error of its own', { kind: 'status', status: 500 }],
] as const)(
  '[FLOW-25] a token endpoint that answers with %s ends the call as failed',
  (_what, one) =>
    withFlow(async (flow) => {
      const { person, engine } = flow
      await person.connectBank()
      flow.misbehave({ endpoint: 'exchange', ...one })
      const ended = await person.end(await payLarge(flow))
      expect(ended.state).toBe('failed')
      expect(ended.outcomeText).toContain('The call was not sent')
      expect(await person.readTask(ended.taskId)).toContain(ended.outcomeText)
      expect(engine.deferrals.list()).toEqual([])
      expect(flow.runs('pay')).toBe(0)
    }),
)

test.concurrent.each([
  ['negative', { interval: -1, expires_in: 86_400 }, { interval: 5, days: 1 }],
  ['text', { interval: 'soon', expires_in: '86400' }, { interval: 5, days: 1 }],
  ['missing', { interval: null, expires_in: null }, { interval: 5, days: 1 }],
  ['zero', { interval: 0, expires_in: null }, { interval: 5, days: 1 }],
  ['lists', { interval: [1], expires_in: null }, { interval: 5, days: 1 }],
] as const)(
  '[FLOW-26] an interval and an expiry that are %s fall back to safe ones',
  (_what, odd, safe) =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      flow.misbehave({ endpoint: 'exchange', kind: 'deferral-values', ...odd })
      const call = await payLarge(flow)
      const wait = await person.deferral(call)
      expect(wait.intervalSeconds).toBe(safe.interval)
      expect(wait.nextPollAtMs - wait.startedAtMs).toBeGreaterThanOrEqual(5000)
      expect(Math.round((wait.expiresAtMs - wait.startedAtMs) / 86_400_000)).toBe(safe.days)
      await flow.engine.deferrals.cancel(wait.id)
      expect((await person.end(call)).state).toBe('cancelled')
    }),
)

test.concurrent.each([-1, 0, 'later', {}])(
  '[FLOW-26] an expiry that is %j starts no wait and ends the call with words',
  (expires_in) =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      flow.misbehave({ endpoint: 'exchange', kind: 'deferral-values', interval: 1, expires_in })
      const ended = await person.end(await payLarge(flow))
      expect(ended.state).toBe('failed')
      expect(ended.outcomeText).toContain('broke the rules')
      expect(flow.engine.deferrals.list()).toEqual([])
      expect(flow.sandbox.world.record.polls).toEqual([])
    }),
)

test.concurrent(
  '[FLOW-26] an enormous interval and expiry neither overflow nor poll early, and can be cancelled',
  () =>
    withFlow(async (flow) => {
      const { person } = flow
      await person.connectBank()
      const odd = { interval: 1e300, expires_in: 1e300 }
      flow.misbehave({ endpoint: 'exchange', kind: 'deferral-values', ...odd })
      const call = await payLarge(flow)
      const wait = await person.deferral(call)
      expect(wait.nextPollAtMs).toBeGreaterThan(wait.startedAtMs + 86_400_000)
      expect(new Date(wait.expiresAtMs).getTime()).not.toBeNaN()
      await flow.restart()
      expect(person.call(call.id).state).toBe('deferred')
      expect((await flow.overview()).waits).toHaveLength(1)
      expect(await flow.engine.deferrals.cancel(wait.id)).toBe(true)
      expect((await person.end(call)).state).toBe('cancelled')
      expect(flow.sandbox.world.record.polls).toEqual([])
    }),
)

test.concurrent('[FLOW-28] an answer lost with the token is told as lost, and nothing runs', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    const call = await payLarge(flow)
    await person.deferral(call)
    flow.misbehave({ endpoint: 'poll', kind: 'lost-answer' })
    decide(sandbox.world, {}, true)
    const ended = await person.end(call)
    expect(ended.state).toBe('failed')
    expect(ended.outcomeText).toContain(
      'The authorization server’s answer was lost and cannot be fetched again. It was not run. Ask again to start over.',
    )
    expect(flow.runs('pay')).toBe(0)
  }),
)

test.concurrent.each([
  ['hang-up', 0],
  ['lost-answer', 1],
] as const)('[FLOW-29] a %s after the bytes left is unknown, and never sent again', (kind, ran) =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    flow.misbehave({ endpoint: 'mcp', kind, tool: 'pay' })
    const call = await person.giveAndApprove('Pay 20 EUR to Nordlicht', 'pay', '20')
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'unknown', attempts: 1 })
    expect(ended.outcomeText).toContain('nobody here knows whether it ran')
    expect(ended.outcomeText).toContain('It is not sent again by itself: look at the server first.')
    await flow.restart()
    expect(person.call(call.id).state).toBe('unknown')
    expect(callsSent(flow)).toBe(1)
    expect(flow.runs('pay')).toBe(ran)
  }),
)

test.concurrent(
  '[FLOW-30] a bank that asks again for what was given is stopped by the loop guard',
  () =>
    withFlow(async (flow) => {
      const { person, sandbox } = flow
      await person.connectBank()
      const call = await payLarge(flow)
      const approveInVain = setInterval(() => {
        for (const { status, intent } of sandbox.world.deferrals.values()) {
          if (status === 'pending') intent.used = true
        }
        decide(sandbox.world, {}, true)
      }, 20)
      const ended = await person.end(call).finally(() => clearInterval(approveInVain))
      expect(ended.state).toBe('failed')
      expect(ended.outcomeText).toMatch(/asked for more again|kept refusing this call/)
      expect(ended.interactiveRounds).toBeLessThanOrEqual(2)
      expect(callsSent(flow)).toBeLessThanOrEqual(3)
      expect(flow.runs('pay')).toBe(0)
    }),
)

test.concurrent('[FLOW-30] a bare 403 names nothing to do and ends the call at once', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    flow.misbehave({ endpoint: 'mcp', kind: 'status', status: 403, tool: 'pay' })
    const call = await person.giveAndApprove('Pay 20 EUR to Nordlicht', 'pay', '20')
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'failed', attempts: 1 })
    expect(ended.outcomeText).toContain('refused this call')
    expect(flow.runs('pay')).toBe(0)
  }),
)
