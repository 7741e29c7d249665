// Unmodified MCP clients of both eras call through the gateway: held, approved, timed out, cancelled, gone and back.
import type { Client } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { questionLifetimeMs } from '../../main/agent/tool-call.ts'
import { endedHere } from '../../main/gateway/gateway-port.ts'
import {
  breathe,
  connectClient,
  createMcpWorld,
  whenAsked,
  type McpWorld,
  type Mode,
} from './mcp-world.ts'

const modes: Mode[] = ['modern', 'legacy']
const transfer = { amount: 40, currency: 'EUR', recipient: 'Ada' }
const prepare = { name: 'harbor-bank__prepare_transfer', arguments: transfer }

async function start(mode: Mode): Promise<{ world: McpWorld; client: Client }> {
  const world = createMcpWorld()
  world.addAgent('ada')
  return { world, client: await connectClient(world, 'ada', mode) }
}

type Answer = Awaited<ReturnType<Client['callTool']>>
const wordsOf = (answer: Answer): string => {
  const [first] = answer.content as { type: string; text?: string }[]
  return first?.text ?? ''
}

async function approveOpen(world: McpWorld): Promise<void> {
  const { callId } = await whenAsked(world)
  world.journey.approve(callId ?? '')
  await breathe()
}

describe.each(modes)('a client of the %s era', (mode) => {
  it('[GWP-03] is held, and gets its result once the person approved', async () => {
    const { world, client } = await start(mode)
    const answer = client.callTool(prepare)
    await approveOpen(world)
    expect(wordsOf(await answer)).toBe('ok')
    expect(world.journey.sent).toMatchObject([{ approvalSpent: true }])
    expect(world.seen.at(-1)?.client).toMatchObject({ name: 'tester', transport: 'http' })
  })

  it('[GWP-04] gets a receipt after 20 seconds, and the result by wait_for_call much later', async () => {
    const { world, client } = await start(mode)
    const answer = client.callTool(prepare)
    await whenAsked(world)
    await breathe()
    world.journey.clock.advance(19_999)
    await breathe()
    let settled = false
    void answer.finally(() => (settled = true))
    await breathe()
    expect(settled).toBe(false)
    world.journey.clock.advance(1)
    const receipt = await answer
    expect(receipt.isError).not.toBe(true)
    expect(wordsOf(receipt)).toContain('Do not repeat it')
    const { call, status } = receipt.structuredContent as { call: string; status: string }
    expect(status).toBe('held')
    const early = client.callTool({ name: 'wait_for_call', arguments: { call } })
    await breathe()
    world.journey.clock.advance(20_000)
    expect((await early).structuredContent).toMatchObject({ status: 'held', call })
    world.journey.clock.advance(questionLifetimeMs - 60_000)
    await approveOpen(world)
    const twice = { name: 'wait_for_call', arguments: { call } }
    expect(wordsOf(await client.callTool(twice))).toBe('ok')
    expect(wordsOf(await client.callTool(twice))).toBe('ok')
    expect(world.journey.sent).toHaveLength(1)
  })

  it('[GWP-05] hears every five seconds who is waited for', async () => {
    const { world, client } = await start(mode)
    const heard: (string | undefined)[] = []
    const answer = client.callTool(prepare, {
      onprogress: ({ progress, message }) => void heard.push(`${progress} ${message ?? ''}`),
    })
    await whenAsked(world)
    await breathe()
    world.journey.clock.advance(5_000)
    await breathe()
    world.journey.clock.advance(5_000)
    await breathe()
    expect(heard).toEqual([1, 2, 3].map((each) => `${each} ${waitsForPerson}`))
    await approveOpen(world)
    expect(wordsOf(await answer)).toBe('ok')
  })

  it('[GWP-15] hears in plain words how its call ended', async () => {
    const { world, client } = await start(mode)
    const denied = client.callTool(prepare)
    const { id } = await whenAsked(world)
    world.journey.queue.deny({ interactionId: id, surface: 'app', reason: 'wrong payee' })
    const refusal = await denied
    expect(refusal.isError).toBe(true)
    expect(wordsOf(refusal)).toContain('wrong payee')
    world.journey.answerSend = () => ({ kind: 'unknown', reason: 'the line broke' })
    const lost = client.callTool({ ...prepare, arguments: { ...transfer, amount: 41 } })
    await approveOpen(world)
    const unknown = await lost
    expect(unknown.isError).toBe(true)
    expect(wordsOf(unknown)).toContain('Do not repeat it')
  })

  it('[GWP-01] is refused a tool it was not given, and keeps nothing of it', async () => {
    const { world, client } = await start(mode)
    world.addAgent('ada', [{ connectionId: 'harbor', tools: ['list_accounts'] }])
    // Dies if: the name is looked up without `mayUse`
    await expect(client.callTool(prepare)).rejects.toThrow(/were not given/)
    expect(world.journey.store.calls.listAlive()).toEqual([])
  })
})

const waitsForPerson = 'Waiting for the person to decide in Countersign.'

it('[GWP-07] takes the call back when a client of 2026-07-28 closes its stream', async () => {
  const { world, client } = await start('modern')
  const leaving = new AbortController()
  const answer = client.callTool(prepare, { signal: leaving.signal })
  answer.catch(() => undefined)
  await whenAsked(world)
  leaving.abort()
  await breathe()
  // Dies if: `leave` does not cancel, or cancels what has a handle (below)
  expect(world.open()).toEqual([])
  expect(world.journey.ended).toMatchObject([{ state: 'cancelled' }])
  await expect(answer).rejects.toThrow()
})

it('[GWP-19] keeps a call whose stream was ended on this side, and attaches the same call to it', async () => {
  const world = createMcpWorld()
  world.addAgent('ada')
  const moving = new AbortController()
  const plain = world.fetchAs('ada')
  world.fetchAs = () => (url, init) => plain(url, { ...init, signal: moving.signal })
  const client = await connectClient(world, 'ada', 'modern')
  client.callTool(prepare).catch(() => undefined)
  await whenAsked(world)
  moving.abort(endedHere)
  await breathe()
  // Dies if: a new secret or another port counts as the agent leaving
  expect(world.open()).toHaveLength(1)
  world.fetchAs = () => plain
  const again = (await connectClient(world, 'ada', 'modern')).callTool(prepare)
  await approveOpen(world)
  expect(wordsOf(await again)).toBe('ok')
  expect(world.journey.sent).toHaveLength(1)
})

it('[GWP-07] keeps a call whose receipt was given when the stream of its waiting closes', async () => {
  const { world, client } = await start('modern')
  const first = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  const { call } = (await first).structuredContent as { call: string }
  const leaving = new AbortController()
  const waiting = { name: 'wait_for_call', arguments: { call } }
  client.callTool(waiting, { signal: leaving.signal }).catch(() => undefined)
  await breathe()
  leaving.abort()
  await breathe()
  expect(world.open()).toHaveLength(1)
  await approveOpen(world)
  expect(wordsOf(await client.callTool(waiting))).toBe('ok')
})

it('[GWP-07] keeps a call whose receipt was given when the same call attaches to it and leaves', async () => {
  const { world, client } = await start('modern')
  const first = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  await first
  const leaving = new AbortController()
  client.callTool(prepare, { signal: leaving.signal }).catch(() => undefined)
  await breathe()
  leaving.abort()
  await breathe()
  // Dies if: `leave` does not look whether a handle was given
  expect(world.open()).toHaveLength(1)
})

it('[GWP-08] keeps the call of a 2025-11-25 client that left, and attaches the same call to it', async () => {
  const world = createMcpWorld()
  world.addAgent('ada')
  const leaving = new AbortController()
  const plain = world.fetchAs('ada')
  world.fetchAs = () => (url, init) =>
    plain(url, { ...init, signal: AbortSignal.any([leaving.signal, ...given(init)]) })
  const gone = await connectClient(world, 'ada', 'legacy')
  gone.callTool(prepare).catch(() => undefined)
  const asked = await whenAsked(world)
  leaving.abort()
  await breathe()
  expect(world.open()).toHaveLength(1)
  world.fetchAs = () => plain
  const back = await connectClient(world, 'ada', 'legacy')
  const other = { ...prepare, arguments: { ...transfer, amount: 99 } }
  const answer = back.callTool(prepare)
  const another = back.callTool(other)
  await breathe()
  // Dies if: the same call asks again, or another one attaches
  expect(world.open().map(({ callId }) => callId)).toContain(asked.callId)
  expect(world.open()).toHaveLength(2)
  world.journey.approve(asked.callId ?? '')
  expect(wordsOf(await answer)).toBe('ok')
  expect(world.open()).toHaveLength(1)
  another.catch(() => undefined)
})

it('[GWP-08] takes a call back by notifications/cancelled in 2025-11-25', async () => {
  const { world, client } = await start('legacy')
  const cancelling = new AbortController()
  const answer = client.callTool(prepare, { signal: cancelling.signal })
  answer.catch(() => undefined)
  await whenAsked(world)
  cancelling.abort('not needed any more')
  await breathe()
  expect(world.open()).toEqual([])
  expect(world.journey.ended).toMatchObject([{ state: 'cancelled' }])
})

it('[GWP-08] ends by notifications/cancelled only the waiting of a request that attached to a receipt', async () => {
  const { world, client } = await start('legacy')
  const first = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  const { call } = (await first).structuredContent as { call: string }
  const other = await connectClient(world, 'ada', 'legacy')
  const cancelling = new AbortController()
  other.callTool(prepare, { signal: cancelling.signal }).catch(() => undefined)
  await breathe()
  expect(world.open()).toHaveLength(1)
  cancelling.abort('not needed any more')
  await breathe()
  // Dies if: `leave` cancels what another session holds a receipt of
  expect(world.open()).toHaveLength(1)
  await approveOpen(world)
  const waited = client.callTool({ name: 'wait_for_call', arguments: { call } })
  expect(wordsOf(await waited)).toBe('ok')
})

it('[GWP-08] lets two same calls that are both waited for be two calls', async () => {
  const { world, client } = await start('legacy')
  const both = [client.callTool(prepare), client.callTool(prepare)]
  await whenAsked(world)
  await breathe()
  expect(world.open()).toHaveLength(2)
  for (const { callId } of world.open()) world.journey.approve(callId ?? '')
  for (const each of both) expect(wordsOf(await each)).toBe('ok')
})

it('[GWP-09] gives a result that nobody took to the same call, once and within its lifetime', async () => {
  const { world, client } = await start('legacy')
  let run = 0
  world.journey.answerSend = () => ({
    kind: 'done',
    resultText: `run ${(run += 1)}`,
    isError: false,
  })
  const receipt = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  await receipt
  await approveOpen(world)
  // Nobody is asked: the result is there.
  expect(wordsOf(await client.callTool(prepare))).toBe('run 1')
  // Dies if: the result is given again and again in place of a new call
  const next = client.callTool(prepare)
  await approveOpen(world)
  expect(wordsOf(await next)).toBe('run 2')
})

it('[GWP-09] forgets a result that nobody took when its lifetime is over', async () => {
  const { world, client } = await start('legacy')
  const receipt = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  await receipt
  await approveOpen(world)
  world.journey.clock.advance(11 * 60_000)
  const next = client.callTool(prepare)
  // Dies if: the lifetime of what ended is not looked at
  await whenAsked(world)
  next.catch(() => undefined)
})

it('[GWP-19] loses no call when the app ends, and takes none back', async () => {
  const { world, client } = await start('modern')
  const leaving = new AbortController()
  const first = client.callTool(prepare)
  await whenAsked(world)
  await breathe()
  world.journey.clock.advance(20_000)
  const { call } = (await first).structuredContent as { call: string }
  const second = { ...prepare, arguments: { ...transfer, amount: 41 } }
  client.callTool(second, { signal: leaving.signal }).catch(() => undefined)
  await breathe()
  world.mcp.stop()
  leaving.abort()
  await breathe()
  // Dies if: streams that end with the app take their calls back
  expect(world.open()).toHaveLength(2)
  world.restart()
  const again = await connectClient(world, 'ada', 'modern')
  const attached = again.callTool(second)
  await breathe()
  expect(world.open()).toHaveLength(2)
  for (const { callId } of world.open()) world.journey.approve(callId ?? '')
  expect(wordsOf(await attached)).toBe('ok')
  const waited = again.callTool({ name: 'wait_for_call', arguments: { call } })
  expect(wordsOf(await waited)).toBe('ok')
  expect(world.journey.sent).toHaveLength(2)
})

function given(init: RequestInit | undefined): AbortSignal[] {
  return init?.signal ? [init.signal] : []
}
