// Tests of asking for the rest of an answer whose stream broke, without sending the call again.
import { afterEach, expect, test } from 'vitest'
import { createAnswerWatch } from '../../main/resource/answer-watch.ts'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { startScriptedServer, type Answer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildCall, buildRig } from '../step-up/rig.ts'

let server: ScriptedServer | undefined
afterEach(() => server?.stop())

type Reply = Parameters<Answer>[1]
const stream = { 'content-type': 'text/event-stream' }

const breakStream = (response: Reply, _id: number): void =>
  void response.writeHead(200, stream).end('id: e1\nretry: 1\ndata: \n\n')

/** An event stream with nothing but the answer. */
function giveAnswer(response: Reply, id: number): void {
  const result = { resultType: 'complete', content: [{ type: 'text', text: 'paid' }] }
  const data = JSON.stringify({ jsonrpc: '2.0', id, result })
  response.writeHead(200, stream).end(`id: e2\ndata: ${data}\n\n`)
}

/** A server of `revision` whose call's stream ends after an event id; `onResume` answers the request for the rest. */
async function sendBroken(
  revision: string,
  onResume: (response: Reply, id: number) => void,
  onCall = breakStream,
): Promise<SendOutcome> {
  let callId = 0
  server = await startScriptedServer((request, response) => {
    if (request.method === 'GET' && request.headers['last-event-id'] !== undefined) {
      return onResume(response, callId)
    }
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const { id, method }: { id?: number; method: string } = JSON.parse(request.body)
    if (id === undefined) return void response.writeHead(202).end()
    if (method === 'tools/call') {
      callId = id
      return onCall(response, id)
    }
    const result = resultOf(method, revision)
    response.writeHead(result === null ? 400 : 200, { 'content-type': 'application/json' })
    const error = { code: -32601, message: 'no' }
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(result ? { result } : { error }) }))
  })
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
  return buildRig().sender.send({ connection, call, grant: null })
}

function resultOf(method: string, revision: string): object | null {
  const capabilities = { tools: {} }
  if (method === 'initialize' && revision === '2025-11-25') {
    return { protocolVersion: revision, capabilities, serverInfo: { name: 's', version: '1' } }
  }
  if (method !== 'server/discover' || revision === '2025-11-25') return null
  const complete = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
  return { ...complete, supportedVersions: [revision], capabilities }
}

const seen = (what: (hit: ScriptedServer['seen'][number]) => boolean): number =>
  server?.seen.filter(what).length ?? 0
const isResume = ({ method, headers }: ScriptedServer['seen'][number]): boolean =>
  method === 'GET' && headers['last-event-id'] !== undefined
const resumes = (): number => seen(isResume)
const calls = (): number => seen(({ body }) => body.includes('tools/call'))

// Dies if: a broken stream is taken as lost at once, or the call is sent again.
test('[SEND-09] the answer comes in the rest of the stream, by its last event', async () => {
  const outcome = await sendBroken('2025-11-25', giveAnswer)
  expect(outcome).toEqual({
    kind: 'done',
    resultText: 'paid',
    resultJson: expect.any(String),
    isError: false,
  })
  expect([calls(), resumes()]).toEqual([1, 1])
  expect(server?.seen.find(isResume)?.headers['last-event-id']).toBe('e1')
})

test('[SEND-09] a server that does not give the rest leaves the call unknown', async () => {
  const outcome = await sendBroken('2025-11-25', (response) => response.writeHead(404).end())
  expect(outcome.kind).toBe('unknown')
  expect(calls()).toBe(1)
  expect(resumes()).toBeLessThan(4)
})

// Dies if: streams are resumed in the era that has none.
test('[SEND-09] a modern server is not asked for the rest', async () => {
  const outcome = await sendBroken('2026-07-28', (response) => response.writeHead(404).end())
  expect(outcome.kind).toBe('unknown')
  expect([calls(), resumes()]).toEqual([1, 0])
})

// Dies if: the session's own stream, which we never take, counts as the end of an answer.
test.each(['2025-11-25', '2026-07-28'])('[SEND-09] a slow answer is awaited (%s)', async (era) => {
  const slowly = (response: Reply, id: number): void =>
    void setTimeout(() => giveAnswer(response, id), 600)
  const outcome = await sendBroken(era, breakStream, slowly)
  expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
  expect([calls(), resumes()]).toEqual([1, 0])
})

test('[SEND-09] the delay is the server’s, and one that is too long is not waited for', async () => {
  const clock = createVirtualClock()
  const watch = createAnswerWatch(clock)
  const end = watch.orLost(new Promise<never>(() => undefined)).catch(() => 'lost')
  let resumed = 0
  watch.onBodyEnd()
  watch.scheduleResume(() => (resumed += 1), 5_000)
  clock.advance(4_999)
  expect(resumed).toBe(0)
  clock.advance(1)
  expect(resumed).toBe(1)
  watch.onBodyEnd()
  watch.scheduleResume(() => (resumed += 1), 60_001)
  clock.advance(250)
  await settle()
  expect(await end).toBe('lost')
  expect([resumed, clock.pending]).toEqual([1, 0])
})
