// An agent of somebody else at the bank: by countersign-mcp, through the whole engine, over HTTP and DPoP to the server.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import path from 'node:path'
import { expect, test } from 'vitest'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const entry = path.join(import.meta.dirname, '..', '..', 'main', 'countersign-mcp.ts')
const draft = {
  name: 'harbor-bank__prepare_transfer',
  arguments: { amount: 20, currency: 'EUR', recipient: 'Nordlicht' },
}

async function connectAgent(flow: Flow, secret: string): Promise<Client> {
  const client = new Client({ name: 'somebody', version: '1' })
  const env = {
    PATH: process.env['PATH'] ?? '',
    COUNTERSIGN_HOME: flow.folder,
    COUNTERSIGN_SECRET: secret,
    NODE_NO_WARNINGS: '1',
  }
  const { execPath: command } = process
  await client.connect(new StdioClientTransport({ command, args: [entry], env, stderr: 'inherit' }))
  flow.cleanUps.push(() => client.close())
  return client
}

test('[GWP-27] an agent of somebody else is held, hears the bank’s own result, is limited and revoked at once', () =>
  withFlow(async (flow) => {
    const { engine, person } = flow
    const bank = await person.connectBank()
    const { id: agentId } = engine.agents.add('Somebody')
    engine.agents.allow(agentId, [{ connectionId: bank.id, tools: ['prepare_transfer', 'pay'] }])
    const secret = engine.agents.makeSecret(agentId).reveal()
    engine.agents.tellCallersChanged()
    await until('the gateway to listen', async () => engine.gateway.state().port)
    const client = await connectAgent(flow, secret)
    const namesOf = async (): Promise<string[]> =>
      (await client.listTools()).tools.map(({ name }) => name)
    expect(await namesOf()).toEqual([draft.name, 'harbor-bank__pay', 'wait_for_call'])
    const answer = client.callTool(draft)
    const asked = await person.question('prepare_transfer')
    expect(flow.runs('prepare_transfer')).toBe(0)
    person.approve(asked)
    const { content, isError } = await answer
    expect(isError).not.toBe(true)
    expect(JSON.stringify(content)).toContain('Draft saved: EUR 20.00 to Nordlicht')
    const call = person.call(asked.callId ?? '')
    expect(call).toMatchObject({ state: 'done', agentId })
    expect(engine.store.tasks.load(call.taskId)).toMatchObject({ kind: 'gateway', endedAtMs: null })
    const agent = engine.store.tasks.loadAgent(agentId)
    expect(agent?.lastClient).toMatchObject({ name: 'somebody', transport: 'stdio' })

    engine.agents.limit(agentId, [{ connectionId: bank.id, tools: ['prepare_transfer'] }])
    expect(await namesOf()).toEqual([draft.name, 'wait_for_call'])
    const second = client.callTool(draft)
    const again = await person.question('prepare_transfer')
    engine.agents.revoke(agentId)
    // Dies if: the calls of a revoked agent stay open, or its secret still opens the gateway
    const refused = await second.then(
      ({ content: told }) => JSON.stringify(told),
      (error: unknown) => String(error),
    )
    expect(refused).not.toContain('Draft saved')
    expect(person.call(again.callId ?? '').state).toBe('cancelled')
    await expect(namesOf()).rejects.toThrow()
    expect(flow.runs('prepare_transfer')).toBe(1)
  }))
