// Held calls as MCP tasks: the extension of 2026-07-28 and the experimental ones of 2025-11-25.
import { describe, expect, it } from 'vitest'
import { breathe, createMcpWorld, whenAsked, type McpWorld } from './mcp-world.ts'
import { envelope, modern, post, type Told } from './raw-mcp.ts'

const args = { name: 'harbor-bank__add_payee', arguments: { name: 'Ada', iban: 'DE1' } }
const withTasks = {
  ...envelope,
  'io.modelcontextprotocol/clientCapabilities': {
    extensions: { 'io.modelcontextprotocol/tasks': {} },
  },
}

function open(): McpWorld {
  const world = createMcpWorld()
  world.addAgent('ada')
  world.addAgent('eve')
  return world
}

const ask = (
  world: McpWorld,
  method: string,
  params: Record<string, unknown>,
  agentId = 'ada',
): Promise<Told> => {
  const name = params['name'] ?? params['taskId']
  const headers = modern(method, typeof name === 'string' ? name : undefined)
  const message = { jsonrpc: '2.0', id: 1, method, params: { _meta: withTasks, ...params } }
  return post(world, message, headers, agentId)
}

describe('tasks of 2026-07-28', () => {
  it('[GWP-06] begin at once when the call is held, and end with its result', async () => {
    const world = open()
    const created = (await ask(world, 'tools/call', args)).body.result
    // Dies if: the answer waits for the receipt's twenty seconds
    expect(created).toMatchObject({ resultType: 'task', status: 'working', ttlMs: null })
    const taskId = String(created?.['taskId'])
    const working = (await ask(world, 'tasks/get', { taskId })).body.result
    expect(working).toMatchObject({
      status: 'working',
      statusMessage: expect.stringContaining('person'),
    })
    world.journey.approve(world.onlyCall().id)
    await breathe()
    const done = (await ask(world, 'tasks/get', { taskId })).body.result
    expect(done).toMatchObject({ status: 'completed', result: { content: [{ text: 'ok' }] } })
    expect((await ask(world, 'tasks/update', { taskId, inputResponses: {} })).status).toBe(200)
  })

  it('[GWP-06] are cancelled, and their question with them', async () => {
    const world = open()
    const taskId = String((await ask(world, 'tools/call', args)).body.result?.['taskId'])
    await ask(world, 'tasks/cancel', { taskId })
    expect(world.open()).toEqual([])
    expect((await ask(world, 'tasks/get', { taskId })).body.result).toMatchObject({
      status: 'cancelled',
    })
  })

  it('[GWP-09] give their result once: the same call after it is another call', async () => {
    const world = open()
    const taskId = String((await ask(world, 'tools/call', args)).body.result?.['taskId'])
    world.restart()
    world.journey.approve(world.onlyCall().id)
    await breathe()
    const done = (await ask(world, 'tasks/get', { taskId })).body.result
    expect(done).toMatchObject({ status: 'completed' })
    const next = (await ask(world, 'tools/call', args)).body.result
    // Dies if: tasks/get leaves what a restart took for unanswered to be given a second time
    expect(next).toMatchObject({ resultType: 'task', status: 'working' })
    expect(next?.['taskId']).not.toBe(taskId)
  })

  it('[GWP-09] that were cancelled answer no later call', async () => {
    const world = open()
    const taskId = String((await ask(world, 'tools/call', args)).body.result?.['taskId'])
    world.restart()
    await ask(world, 'tasks/cancel', { taskId })
    const next = (await ask(world, 'tools/call', args)).body.result
    // Dies if: the desk cancels a call and still lets the same one attach to it
    expect(next).toMatchObject({ resultType: 'task', status: 'working' })
    expect(world.open()).toHaveLength(1)
  })

  it('[GWP-10] are not there for another agent, nor for a client without them', async () => {
    const world = open()
    const taskId = String((await ask(world, 'tools/call', args)).body.result?.['taskId'])
    for (const method of ['tasks/get', 'tasks/cancel', 'tasks/update']) {
      // Dies if: tasks are found by their id alone
      expect((await ask(world, method, { taskId }, 'eve')).body.error?.code).toBe(-32_602)
    }
    const bare = await ask(world, 'tasks/get', { taskId, _meta: envelope })
    expect([bare.status, bare.body.error?.code]).toEqual([400, -32_021])
    expect(world.open()).toHaveLength(1)
    await ask(world, 'tools/call', { ...args, _meta: withTasks })
  })

  it('[GWP-06] are not made for a call that needs nobody', async () => {
    const world = open()
    world.journey.policy = () => ({ decision: 'allow', ruleId: null })
    const result = (await ask(world, 'tools/call', args)).body.result
    expect(result).toMatchObject({ resultType: 'complete', content: [{ text: 'ok' }] })
  })
})

describe('tasks of 2025-11-25', () => {
  const begin = async (world: McpWorld): Promise<(message: object) => Promise<Told>> => {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw' } }
    const told = await post(world, { jsonrpc: '2.0', id: 0, method: 'initialize', params })
    const session = { 'mcp-session-id': told.headers.get('mcp-session-id') ?? '' }
    let id = 0
    return (message) => post(world, { jsonrpc: '2.0', id: (id += 1), ...message }, session)
  }

  it('[GWP-06] begin where the client asks for one, are listed, and give their result', async () => {
    const world = open()
    const send = await begin(world)
    const created = await send({ method: 'tools/call', params: { ...args, task: { ttl: 60_000 } } })
    const { task } = created.body.result as { task: { taskId: string } }
    const { taskId } = task
    const list = (await send({ method: 'tasks/list' })).body.result
    expect(list).toMatchObject({ tasks: [{ taskId, status: 'working' }] })
    const result = send({ method: 'tasks/result', params: { taskId } })
    await breathe()
    world.journey.approve(world.onlyCall().id)
    expect((await result).body.result).toMatchObject({
      content: [{ text: 'ok' }],
      _meta: { 'io.modelcontextprotocol/related-task': { taskId } },
    })
    const ended = await send({ method: 'tasks/get', params: { taskId } })
    expect(ended.body.result).toMatchObject({ status: 'completed' })
    const late = await send({ method: 'tasks/cancel', params: { taskId } })
    expect(late.body.error?.code).toBe(-32_602)
  })

  it('[GWP-06] are failed where the person denied, and say why in their result', async () => {
    const world = open()
    const send = await begin(world)
    const created = await send({ method: 'tools/call', params: { ...args, task: {} } })
    const { task } = created.body.result as { task: { taskId: string } }
    const { taskId } = task
    const { id } = await whenAsked(world)
    world.journey.queue.deny({ interactionId: id, surface: 'app', reason: 'no' })
    await breathe()
    const told = (await send({ method: 'tasks/get', params: { taskId } })).body.result
    expect(told).toMatchObject({ status: 'failed' })
    const result = (await send({ method: 'tasks/result', params: { taskId } })).body.result
    expect(result).toMatchObject({ isError: true })
  })
})
