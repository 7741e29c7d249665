// What agents are offered, how they hear that it changed, and the task that their calls belong to.
import type { Client } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { quietEndMs } from '../../main/gateway/gateway-tasks.ts'
import { buildTool } from '../agent/journey-world.ts'
import {
  breathe,
  connectClient,
  createMcpWorld,
  whenAsked,
  type McpWorld,
  type Mode,
} from './mcp-world.ts'

const modes: Mode[] = ['modern', 'legacy']

function open(): McpWorld {
  const world = createMcpWorld()
  world.addAgent('ada')
  return world
}

const namesOf = async (client: Client): Promise<string[]> =>
  (await client.listTools()).tools.map(({ name }) => name)

describe.each(modes)('the list of tools in the %s era', (mode) => {
  it('[GWP-01] holds what the agent was given and wait_for_call, and nothing administrative', async () => {
    const world = open()
    world.addAgent('bob', [{ connectionId: 'harbor', tools: ['pay'] }])
    world.addAgent('eve', [])
    expect(await namesOf(await connectClient(world, 'ada', mode))).toEqual([
      'harbor-bank__list_accounts',
      'harbor-bank__prepare_transfer',
      'harbor-bank__pay',
      'harbor-bank__add_payee',
      'harbor-bank__share_document',
      'wait_for_call',
    ])
    expect(await namesOf(await connectClient(world, 'bob', mode))).toEqual([
      'harbor-bank__pay',
      'wait_for_call',
    ])
    // Dies if: anything but waiting is offered to an agent that was given nothing
    expect(await namesOf(await connectClient(world, 'eve', mode))).toEqual(['wait_for_call'])
  })

  it('[GWP-01] is whole where it takes several pages', async () => {
    const world = open()
    const many = Array.from({ length: 250 }, (_each, index) => buildTool({ name: `tool_${index}` }))
    world.journey.store.connections.saveTools('harbor', many)
    const names = await namesOf(await connectClient(world, 'ada', mode))
    expect(new Set(names).size).toBe(251)
  })

  it('[GWP-17] tells an open client when what it may use changed, and only then', async () => {
    const world = open()
    let told = 0
    const client = await connectClient(world, 'ada', mode)
    const onNews = (): void => void (told += 1)
    client.setNotificationHandler('notifications/tools/list_changed', onNews)
    if (mode === 'modern') await client.listen({ toolsListChanged: true })
    await breathe()
    world.addAgent('eve', [])
    world.mcp.onToolsChanged()
    await breathe()
    // Dies if: every change is told to everybody: who learns of it learns of others
    expect(told).toBe(0)
    world.addAgent('ada', [{ connectionId: 'harbor', tools: ['pay'] }])
    world.mcp.onToolsChanged()
    await breathe()
    expect(told).toBe(1)
    await client.close()
  })

  it('[GWP-20] lets a receipt pass the client’s check of results', async () => {
    const world = open()
    const outputSchema = {
      type: 'object',
      properties: { total: { $ref: '#/$defs/amount' } },
      required: ['total'],
      additionalProperties: false,
      $defs: { amount: { type: 'number' } },
    }
    world.journey.store.connections.saveTools('harbor', [
      { ...buildTool({ name: 'sum' }), outputSchema },
    ])
    const client = await connectClient(world, 'ada', mode)
    await client.listTools()
    const call = { name: 'harbor-bank__sum', arguments: {} }
    const held = client.callTool(call)
    await whenAsked(world)
    await breathe()
    world.journey.clock.advance(20_000)
    // Dies if: the server's output schema is passed on alone
    expect((await held).structuredContent).toMatchObject({ status: 'held' })
    const resultJson = '{"content":[],"structuredContent":{"total":"much"}}'
    world.journey.answerSend = () => ({ kind: 'done', resultText: '', isError: false, resultJson })
    world.journey.approve(world.onlyCall().id)
    await breathe()
    await expect(client.callTool(call)).rejects.toThrow(/schema/i)
  })
})

describe('the task of an agent', () => {
  const call = {
    name: 'harbor-bank__prepare_transfer',
    arguments: { amount: 1, currency: 'EUR', recipient: 'A' },
  }

  it('[GWP-18] holds all its calls, and ends half an hour after the last word', async () => {
    const world = open()
    const { tasks } = world.journey.store
    const client = await connectClient(world, 'ada', 'modern')
    const first = client.callTool(call)
    await whenAsked(world)
    const { taskId } = world.onlyCall()
    expect(tasks.load(taskId)).toMatchObject({ kind: 'gateway', agentId: 'ada', endedAtMs: null })
    await breathe()
    world.journey.clock.advance(20_000)
    await first
    world.journey.clock.advance(quietEndMs + 60_000)
    // Dies if: the task ends though a call of it is held
    expect(tasks.load(taskId)?.endedAtMs).toBeNull()
    world.journey.approve(world.onlyCall().id)
    await breathe()
    expect(tasks.listSteps(taskId).map(({ kind }) => kind)).toEqual(['call'])
    world.journey.clock.advance(quietEndMs)
    expect(tasks.load(taskId)).toMatchObject({ state: 'done' })
    client.callTool({ ...call, arguments: { ...call.arguments, amount: 2 } }).catch(() => undefined)
    await whenAsked(world)
    expect(world.onlyCall().taskId).not.toBe(taskId)
  })

  it('[GWP-18] is another one after the person ended it', async () => {
    const world = open()
    const { tasks, calls } = world.journey.store
    const client = await connectClient(world, 'ada', 'modern')
    client.callTool(call).catch(() => undefined)
    await whenAsked(world)
    const task = tasks.load(world.onlyCall().taskId)
    if (task === null) throw new Error('no task')
    tasks.save({ ...task, state: 'cancelled', endedAtMs: 1 })
    client.callTool({ ...call, arguments: { ...call.arguments, amount: 2 } }).catch(() => undefined)
    await breathe()
    expect(new Set(calls.listAlive().map(({ taskId }) => taskId)).size).toBe(2)
  })
})
