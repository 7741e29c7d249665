// No answer, handle, task or list of one agent reaches another: many clients at once, and three in every order.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import '../seeded.ts'
import { breathe, createMcpWorld, type McpWorld } from './mcp-world.ts'
import { envelope, modern, post } from './raw-mcp.ts'

const clients = 50
/** The store in memory copies itself with every transaction. */
const perWorld = 500
// prove: 100000
const count = Number(process.env['COUNT'] ?? 5_000)

const prepare = 'harbor-bank__prepare_transfer'
const buildCall = (id: number, document: string, meta: object | null): Record<string, unknown> => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: {
    name: prepare,
    arguments: { recipient: document, amount: 1, currency: 'EUR' },
    ...(meta !== null && { _meta: meta }),
  },
})

/** Answers out of order, each with what its own call carried. */
function answerOutOfOrder({ journey }: McpWorld): void {
  const waiting: (() => void)[] = []
  journey.policy = () => ({ decision: 'allow', ruleId: null })
  journey.answerSend = async () => {
    const { argumentsJson } = journey.sent.pop() ?? { argumentsJson: '{}' }
    const { recipient } = JSON.parse(argumentsJson) as { recipient: string }
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      if (waiting.length >= clients / 2) for (const go of waiting.splice(0).toReversed()) go()
      else setImmediate(() => waiting.pop()?.())
    })
    return { kind: 'done', resultText: recipient, isError: false }
  }
}

async function beginSession(world: McpWorld, agentId: string): Promise<Record<string, string>> {
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: agentId } }
  const message = { jsonrpc: '2.0', id: 0, method: 'initialize', params }
  const { headers } = await post(world, message, {}, agentId)
  return { 'mcp-session-id': headers.get('mcp-session-id') ?? '' }
}

// Dies if: answers are found by the id of the message alone, without the exchange it came in.
it(
  '[GWP-11] gives fifty clients that use the same ids each their own answers',
  { timeout: 900_000 },
  async () => {
    let wrong = 0
    for (let left = count; left > 0; left -= perWorld)
      wrong += await askAtOnce(Math.min(left, perWorld))
    expect(wrong).toBe(0)
  },
)

/** How many answers of so many calls were not those of their own call. */
async function askAtOnce(calls: number): Promise<number> {
  let left = calls
  let wrong = 0
  const world = createMcpWorld()
  answerOutOfOrder(world)
  const run = async (client: number): Promise<void> => {
    const agentId = `agent-${client}`
    world.addAgent(agentId)
    const isModern = client % 2 === 0
    const headers = isModern ? modern('tools/call', prepare) : await beginSession(world, agentId)
    for (let id = 1; left > 0; id += 1) {
      left -= 1
      const nonce = `${agentId} ${id}`
      const message = buildCall(id, nonce, isModern ? envelope : null)
      const { body } = await post(world, message, headers, agentId)
      const [content] = (body.result?.['content'] ?? []) as { text: string }[]
      // Dies if: answers are kept by request id without their session, or calls by their digest without their agent
      if (body.id !== id || content?.text !== nonce) wrong += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_each, client) => run(client)))
  expect(world.journey.store.calls.listAlive()).toEqual([])
  return wrong
}

const agents = ['ada', 'bob', 'eve'] as const
type Step =
  | { readonly do: 'ask'; readonly by: number; readonly document: string }
  | { readonly do: 'decide'; readonly which: number; readonly yes: boolean }
  | { readonly do: 'wait' | 'get' | 'cancel'; readonly by: number; readonly which: number }

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('ask' as const),
    by: fc.nat(2),
    document: fc.constantFrom('a', 'b'),
  }),
  fc.record({ do: fc.constant('decide' as const), which: fc.nat(20), yes: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('wait' as const, 'get' as const, 'cancel' as const),
    by: fc.nat(2),
    which: fc.nat(20),
  }),
)

const withTasks = {
  ...envelope,
  'io.modelcontextprotocol/clientCapabilities': {
    extensions: { 'io.modelcontextprotocol/tasks': {} },
  },
}

it(
  '[GWP-10] refuses the handles of others in every order of asking, deciding and waiting',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 25 }), async (steps) => {
        const world = createMcpWorld()
        world.journey.answerSend = () => {
          const { argumentsJson = '' } = world.journey.sent.at(-1) ?? {}
          return { kind: 'done', resultText: `${argumentsJson} ran`, isError: false }
        }
        for (const agentId of agents) world.addAgent(agentId)
        const owners = new Map<string, string>()
        for (const step of steps) await play(world, owners, step)
      }),
      { numRuns: 40 },
    )
  },
)

async function play(world: McpWorld, owners: Map<string, string>, step: Step): Promise<void> {
  if (step.do === 'ask') {
    const agentId = agents[step.by] ?? 'ada'
    const message = buildCall(1, `${agentId} ${step.document}`, withTasks)
    const { body } = await post(world, message, modern('tools/call', prepare), agentId)
    const taskId = body.result?.['taskId']
    if (typeof taskId === 'string') owners.set(taskId, agentId)
    return
  }
  const handles = [...owners.keys()]
  const handle = handles[step.which % Math.max(1, handles.length)] ?? 'none'
  if (step.do === 'decide') {
    const open = world.open().find(({ callId }) => callId === handle)
    if (open === undefined) return
    if (step.yes) world.journey.approve(handle)
    else world.journey.queue.deny({ interactionId: open.id, surface: 'app', reason: null })
    return breathe()
  }
  const agentId = agents[step.by] ?? 'ada'
  const told = await touch(world, { step: step.do, handle, agentId })
  const isOwn = owners.get(handle) === agentId
  const state = world.journey.store.calls.load(handle)?.state
  // Dies if: a handle alone opens what is behind it
  if (!isOwn) expect(told).not.toMatch(/ran|"status"|person/)
  if (isOwn && step.do === 'wait' && state === 'done') expect(told).toContain(`${agentId} `)
}

async function touch(
  world: McpWorld,
  { step, handle, agentId }: { step: 'wait' | 'get' | 'cancel'; handle: string; agentId: string },
): Promise<string> {
  const before = world.journey.store.calls.load(handle)
  if (step === 'wait') {
    const params = { name: 'wait_for_call', arguments: { call: handle }, _meta: envelope }
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params }
    const answer = post(world, message, modern('tools/call', 'wait_for_call'), agentId)
    await breathe()
    world.journey.clock.advance(20_000)
    return JSON.stringify((await answer).body)
  }
  const method = `tasks/${step}`
  const params = { taskId: handle, _meta: withTasks }
  const message = { jsonrpc: '2.0', id: 1, method, params }
  const { body } = await post(world, message, modern(method, handle), agentId)
  const isForeign = before !== null && before.agentId !== agentId
  if (isForeign) expect(world.journey.store.calls.load(handle)?.state).toBe(before.state)
  return JSON.stringify(body)
}
