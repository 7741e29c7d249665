// Tests of the wire side of questions in the middle of a call: what a retry may carry, streams, waits, and their ends.
import { afterEach, describe, expect, it } from 'vitest'
import { createAnswerWatch } from '../../main/resource/answer-watch.ts'
import { isFrozenCall } from '../../main/resource/call-guard.ts'
import { createMidCallAnswerer } from '../../main/resource/call-rounds.ts'
import type { RelayedCall, RelayedEnd } from '../../main/resource/elicitation-relay.ts'
import { createStandaloneStream } from '../../main/resource/standalone-stream.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { startScriptedServer, type Answer, type ScriptedServer } from '../http/scripted-server.ts'
import { accept, buildCall, buildRig } from '../step-up/rig.ts'

const frozen = { tool: 'pay', argumentsJson: '{"amount":5}' }
const body = (more: object): string =>
  JSON.stringify({
    method: 'tools/call',
    params: { name: 'pay', arguments: { amount: 5 }, ...more },
  })

describe('what a retry carries', () => {
  const answered = { q: { action: 'accept', content: { otp: '123456' } } }

  it('[RELAY-11] [CASE-121] is what was allowed for this round', () => {
    const round = { inputResponses: answered, requestState: ' {"a": 1} ' }
    expect(isFrozenCall(body(round), frozen, round)).toBe(true)
    expect(isFrozenCall(body({}), frozen, {})).toBe(true)
  })

  // Dies if: what goes with the retry is not compared with what the person gave and the server sent.
  it.for([
    ['another state', { inputResponses: answered, requestState: '{"a":1}' }],
    ['no state', { inputResponses: answered }],
    ['other answers', { inputResponses: { q: { action: 'decline' } }, requestState: ' {"a": 1} ' }],
    ['no answers', { requestState: ' {"a": 1} ' }],
  ] as const)('[RELAY-11] is refused with %s', ([, sent]) => {
    const round = { inputResponses: answered, requestState: ' {"a": 1} ' }
    expect(() => isFrozenCall(body(sent), frozen, round)).toThrow('not the one that was shown')
  })

  it('[RELAY-11] carries nothing that no round allowed', () => {
    for (const sent of [{ requestState: 'x' }, { inputResponses: answered }]) {
      expect(() => isFrozenCall(body(sent), frozen)).toThrow('not the one that was shown')
    }
  })
})

describe('the time a person takes', () => {
  it('[RELAY-10] does not count against the answer, and the server’s own does', async () => {
    const clock = createVirtualClock()
    const watch = createAnswerWatch(clock)
    let state = 'waiting'
    const answer = watch.orLost(new Promise(() => undefined))
    answer.catch(() => (state = 'lost'))
    let answered = (): void => undefined
    const asking = watch.whileAsking(new Promise<void>((resolve) => (answered = resolve)))
    clock.advance(60 * 60_000)
    await settle()
    expect(state).toBe('waiting')
    answered()
    await asking
    clock.advance(9 * 60_000)
    await settle()
    expect(state).toBe('waiting')
    clock.advance(2 * 60_000)
    await settle()
    expect(state).toBe('lost')
  })
})

function fakeRelay(answers: readonly RelayedEnd[]): RelayedCall & { asked: unknown[] } {
  const rest = [...answers]
  const asked: unknown[] = []
  return {
    asked,
    answer: (params) => {
      asked.push(params)
      return Promise.resolve(rest.shift() ?? { action: 'decline' })
    },
    askOpened: () => Promise.resolve({ action: 'accept' }),
    onEnd: () => undefined,
    withdraw: () => undefined,
    remarks: [],
    secrets: [],
  }
}

describe('questions of a 2025-11-25 server', () => {
  const signal = new AbortController().signal

  // Dies if: a server may ask before the call was sent, or after it has ended.
  it('[RELAY-15] are for nobody while no call is on its way', async () => {
    const relay = fakeRelay([{ action: 'accept' }])
    const watch = createAnswerWatch(createVirtualClock())
    const before = createMidCallAnswerer(relay, { watch: () => watch, isSent: () => false })
    const without = createMidCallAnswerer(relay, { watch: () => null, isSent: () => true })
    expect(await before({}, signal)).toEqual({ action: 'cancel' })
    expect(await without({}, signal)).toEqual({ action: 'cancel' })
    expect(relay.asked).toEqual([])
  })

  // Dies if: a hundred questions at once are all put to the person.
  it('[RELAY-10] are asked one at a time, ten at most, and then the call is left', async () => {
    const relay = fakeRelay([])
    const watch = createAnswerWatch(createVirtualClock())
    const lost = watch.orLost(new Promise(() => undefined)).then(
      () => 'answered',
      () => 'lost',
    )
    const answer = createMidCallAnswerer(relay, { watch: () => watch, isSent: () => true })
    const ends = await Promise.all(Array.from({ length: 100 }, (_, n) => answer({ n }, signal)))
    expect(relay.asked).toHaveLength(10)
    expect(ends.filter(({ action }) => action === 'cancel')).toHaveLength(90)
    expect(await lost).toBe('lost')
  })

  // Dies if: taking back one question takes away another, or the person is still asked what nobody waits for.
  it('[RELAY-15] that are taken back before they are asked leave the one that is asked alone', async () => {
    const relay = fakeRelay([])
    const ends: ((end: RelayedEnd) => void)[] = []
    let withdrawn = 0
    relay.answer = () => new Promise((resolve) => ends.push(resolve))
    relay.withdraw = () => void (withdrawn += 1)
    const watch = createAnswerWatch(createVirtualClock())
    const answer = createMidCallAnswerer(relay, { watch: () => watch, isSent: () => true })
    const asked = new AbortController()
    const queued = new AbortController()
    const first = answer({ n: 1 }, asked.signal)
    const second = answer({ n: 2 }, queued.signal)
    await settle()
    queued.abort()
    expect(withdrawn).toBe(0)
    ends[0]?.({ action: 'accept' })
    expect(await first).toEqual({ action: 'accept' })
    expect(await second).toEqual({ action: 'cancel' })
    expect(ends).toHaveLength(1)
    asked.abort()
    expect(withdrawn).toBe(0)
    const third = new AbortController()
    void answer({ n: 3 }, third.signal)
    await settle()
    third.abort()
    expect(withdrawn).toBe(1)
  })

  it('[RELAY-15] that are taken back are cancelled at the server', async () => {
    const relay = fakeRelay([{ action: 'withdrawn' }])
    const watch = createAnswerWatch(createVirtualClock())
    const answer = createMidCallAnswerer(relay, { watch: () => watch, isSent: () => true })
    expect(await answer({}, signal)).toEqual({ action: 'cancel' })
  })
})

describe('the stream of its own that such a server has', () => {
  const opened = (): Promise<Response> =>
    Promise.resolve(new Response('id: a1\ndata: x\n\nid:a2\ndata: y\n\n'))

  // Dies if: a second stream may be opened, or an event of the call counts as one of the stream.
  it('[RELAY-01] is opened once, and its events are told from the call’s', async () => {
    const stream = createStandaloneStream(createVirtualClock())
    const first = await stream.open(opened)
    expect(await first.text()).toContain('data: y')
    expect((await stream.open(opened)).status).toBe(405)
    expect([stream.owns('a2'), stream.owns('a1'), stream.owns('b')]).toEqual([true, false, false])
  })

  it('[RELAY-01] holds the call up only for a moment where it does not open', async () => {
    const clock = createVirtualClock()
    const stream = createStandaloneStream(clock)
    void stream.open(() => new Promise(() => undefined))
    let ready = false
    void stream.ready().then(() => (ready = true))
    await settle()
    expect(ready).toBe(false)
    clock.advance(200)
    await settle()
    expect(ready).toBe(true)
    const refused = createStandaloneStream(clock)
    expect((await refused.open(() => Promise.reject(new Error('gone')))).status).toBe(405)
  })
})

let server: ScriptedServer | undefined
afterEach(() => server?.stop())

/** A 2025-11-25 server that asks on its own stream, as the SDK's first version does. */
const asksBeside: (onAnswer: (text: string) => boolean) => Answer = (onAnswer) => {
  let stream: Parameters<Answer>[1] | undefined
  let call: { id: unknown; response: Parameters<Answer>[1] } | undefined
  const events = { 'content-type': 'text/event-stream' }
  return (request, response) => {
    if (request.method === 'GET') {
      stream = response.writeHead(200, events)
      response.flushHeaders()
      return
    }
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const message = JSON.parse(request.body) as { id?: unknown; method?: string; result?: object }
    const send = (value: object): void =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id: message.id, ...value }))
    if (message.method === 'initialize') {
      const serverInfo = { name: 'beside', version: '1' }
      const result = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo }
      return send({ result })
    }
    if (message.method === 'tools/call') {
      call = { id: message.id, response: response.writeHead(200, events) }
      const requestedSchema = { type: 'object', properties: { sure: { type: 'boolean' } } }
      const params = { message: 'Sure?', requestedSchema }
      const asked = { jsonrpc: '2.0', id: 'q', method: 'elicitation/create', params }
      return void stream?.write(`data: ${JSON.stringify(asked)}\n\n`)
    }
    if (message.method === undefined && call !== undefined) {
      if (!onAnswer(JSON.stringify(message.result))) return void response.writeHead(500).end()
      const result = { content: [{ type: 'text', text: 'ran' }] }
      call.response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id: call.id, result })}\n\n`)
      return void response.writeHead(202).end()
    }
    if (message.id === undefined) return void response.writeHead(202).end()
    response.writeHead(400).end()
  }
}

/** Sends a call to it; the person agrees to everything. */
async function sendBeside(onAnswer: (text: string) => boolean) {
  server = await startScriptedServer(asksBeside(onAnswer))
  const rig = buildRig()
  rig.person = () => accept({})
  const connection: Connection = {
    id: 'c',
    name: 'beside',
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
  const outcome = await rig.sender.send({ connection, call, grant: null })
  return { outcome, asked: rig.asked, call }
}

it('[RELAY-08] a question on the server’s own stream is answered too', async () => {
  const answers: string[] = []
  const { outcome, asked, call } = await sendBeside((text) => answers.push(text) > 0)
  expect(outcome).toEqual({
    kind: 'done',
    resultText: 'ran',
    resultJson: expect.any(String),
    isError: false,
  })
  expect(answers).toEqual(['{"action":"accept","content":{}}'])
  expect(asked[0]).toMatchObject({ callId: call.id, view: { kind: 'form' } })
})

// Dies if: an answer that did not arrive leaves the call waiting until its time is up.
it('[RELAY-16] an answer that its server does not take ends the call as unknown at once', async () => {
  const { outcome, asked } = await sendBeside(() => false)
  expect(outcome.kind).toBe('unknown')
  expect(asked).toHaveLength(1)
})
