// Proves that a call is held, not lost, when all agents are paused while it is on its way to the wire.
import { afterEach, expect, it } from 'vitest'
import type { Connection } from '../../shared/model/connection.ts'
import { startScriptedServer, type Answer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildCall, buildRig } from '../step-up/rig.ts'

let server: ScriptedServer
afterEach(() => server?.stop())

/** A small legacy MCP server; `onInitialize` runs before its session stands. */
function serve(onInitialize: () => void): Answer {
  return (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const message: { id?: number; method?: string } = JSON.parse(request.body)
    if (message.id === undefined) return void response.writeHead(202).end()
    if (message.method === 'initialize') onInitialize()
    const serverInfo = { name: 'scripted', version: '1' }
    const opened = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo }
    const ran = { content: [{ type: 'text', text: 'paid' }] }
    const known = message.method === 'initialize' || message.method === 'tools/call'
    const answer = known
      ? { result: message.method === 'initialize' ? opened : ran }
      : { error: { code: -32601, message: 'no' } }
    response.writeHead(known ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...answer }))
  }
}

it('[PAUSE-05] a pause while the session opens keeps the call from the wire, and it can be sent later', async () => {
  const rig = buildRig()
  const pause = (paused: boolean): void =>
    rig.store.settings.save({ ...rig.store.settings.load(), paused })
  server = await startScriptedServer(serve(() => pause(true)))
  const connection: Connection = {
    id: 'c',
    name: 'scripted',
    url: `${server.origin}/mcp`,
    resource: null,
    issuer: null,
    scopesSupported: [],
    status: 'ready',
    statusText: null,
    trustedForReading: false,
    addedAtMs: 0,
  }
  const call = buildCall(connection, 'pay', { amount: 5 })
  const calls = (): number => server.seen.filter(({ body }) => body.includes('tools/call')).length
  // Dies if: the pause is only looked at before the session is opened, or reads as a failure.
  expect(await rig.sender.send({ connection, call, grant: null })).toEqual({ kind: 'held' })
  expect(calls()).toBe(0)
  server.answer = serve(() => pause(false))
  pause(false)
  expect(await rig.sender.send({ connection, call, grant: null })).toMatchObject({ kind: 'done' })
  expect(calls()).toBe(1)
})
