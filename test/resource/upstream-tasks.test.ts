// Tests of calls that a server works on as tasks, in both eras: asked after, never sent again, and asked for input once.
import { afterEach, describe, expect, it } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import type { ToolCall, UpstreamTask } from '../../shared/model/tool-call.ts'
import type { SendOutcome } from '../../main/resource/tool-sender.ts'
import { accept, buildCall, buildRig, type Rig } from '../step-up/rig.ts'
import {
  connectionAt,
  startRawServer,
  type Era,
  type Handle,
  type RawServer,
} from './upstream-server.ts'

let server: RawServer
afterEach(() => server?.stop())

const paid = { content: [{ type: 'text', text: 'paid' }] }
const created = (era: Era): object =>
  era === 'modern'
    ? { resultType: 'task', taskId: 't-1', status: 'working', ttlMs: 60_000, pollIntervalMs: 250 }
    : { task: { taskId: 't-1', status: 'working', ttl: 60_000, pollInterval: 250 } }

/** Answers `tasks/get` with these, one after the other, and then with the last. */
function script(era: Era, states: readonly object[]): Handle {
  let at = 0
  return ({ method }) => {
    if (method === 'tools/call') return created(era)
    if (method === 'tasks/get') {
      const state = states[Math.min(at, states.length - 1)] ?? {}
      at += 1
      if ('error' in state && 'code' in (state.error as object)) return state
      return { taskId: 't-1', pollIntervalMs: 250, pollInterval: 250, ttl: 60_000, ...state }
    }
    if (method === 'tasks/result') return paid
    return {}
  }
}

interface Sent {
  readonly outcome: SendOutcome
  readonly tasks: readonly UpstreamTask[]
  readonly rig: Rig
}

async function send(
  era: Era,
  handle: Handle,
  more: { call?: Partial<ToolCall>; signal?: AbortSignal; rig?: Rig; required?: boolean } = {},
): Promise<Sent> {
  server = await startRawServer(era, handle)
  const { rig = buildRig(), call = {}, signal } = more
  const connection = connectionAt(server.url)
  const frozen = { ...buildCall(connection, 'pay', { amount: 5 }), ...call }
  if (more.required === true) {
    const schema = { inputSchema: { type: 'object' }, annotations: {}, definitionHash: 'h' }
    const named = { connectionId: 'c', name: 'pay', title: null, description: '' }
    rig.store.connections.saveTools('c', [{ ...named, ...schema, taskSupport: 'required' }])
  }
  const tasks: UpstreamTask[] = []
  const request = {
    connection,
    call: frozen,
    grant: null,
    onTask: (task: UpstreamTask) => void tasks.push(task),
  }
  const outcome = await rig.sender.send({ ...request, ...(signal && { signal }) })
  return { outcome, tasks, rig }
}

describe.for(['modern', 'legacy'] as const)('a task (%s)', (era) => {
  // Dies if: the call is sent again for its result, or its handle is told only after it was asked after.
  it('[TOOL-10] is asked after until it has a result, and the call was sent once', async () => {
    let told = -1
    const states = [{ status: 'working' }, { status: 'completed', result: paid }]
    const handle = script(era, states)
    server = await startRawServer(era, handle)
    const connection = connectionAt(server.url)
    const call = buildCall(connection, 'pay', { amount: 5 })
    const rig = buildRig()
    const onTask = (): void => void (told = server.sent('tasks/get').length)
    const outcome = await rig.sender.send({ connection, call, grant: null, onTask })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(told).toBe(0)
    expect(server.sent('tools/call')).toHaveLength(1)
    expect(server.sent('tasks/get').map(({ taskId }) => taskId)).toEqual(['t-1', 't-1'])
  })

  // Dies if: a call with a task is sent after a restart instead of asked after.
  it('[TOOL-11] that was begun before is only asked after, at once', async () => {
    const upstreamTask = { id: 't-1', pollIntervalMs: 60_000, untilMs: Date.now() + 60_000 }
    const handle = script(era, [{ status: 'completed', result: paid }])
    const { outcome, tasks } = await send(era, handle, { call: { upstreamTask } })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(tasks).toEqual([])
    expect(server.sent('tools/call')).toEqual([])
  })

  it('[TOOL-12] that its server cancelled or does not know ends the call in plain words', async () => {
    const cancelled = await send(era, script(era, [{ status: 'cancelled' }]))
    const { host } = new URL(server.url)
    expect(cancelled.outcome).toEqual({
      kind: 'cancelled',
      reason: text('tools.task_cancelled', { host }),
    })
    await server.stop()
    const gone = await send(era, script(era, [{ error: { code: -32_602, message: 'which?' } }]))
    expect(gone.outcome).toMatchObject({ kind: 'unknown' })
    expect(server.sent('tools/call')).toHaveLength(1)
  })

  // Dies if: cancelling leaves the server working, or waits for ever.
  it('[TOOL-13] that nobody wants any more is cancelled at its server, and its end is heard', async () => {
    const abort = new AbortController()
    const handle: Handle = (message, at) => {
      if (message.method === 'tasks/cancel') server.handle = script(era, [{ status: 'cancelled' }])
      if (message.method === 'tasks/get') abort.abort('cancelled')
      return script(era, [{ status: 'working' }])(message, at)
    }
    const { outcome } = await send(era, handle, { signal: abort.signal })
    expect(outcome.kind).toBe('cancelled')
    expect(server.sent('tasks/cancel')).toHaveLength(1)
  })

  // Dies if: a server that says it has ended already is taken for one that does not know the task.
  it('[TOOL-13] that had ended before nobody wanted it any more ends with its result', async () => {
    const abort = new AbortController()
    const handle: Handle = (message, at) => {
      if (message.method === 'tasks/cancel') {
        server.handle = script(era, [{ status: 'completed', result: paid }])
        return { error: { code: -32_602, message: 'It has ended' } }
      }
      if (message.method === 'tasks/get') abort.abort('cancelled')
      return script(era, [{ status: 'working' }])(message, at)
    }
    const { outcome } = await send(era, handle, { signal: abort.signal })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(server.sent('tools/call')).toHaveLength(1)
  })

  it('[TOOL-14] is left where it is when the app goes', async () => {
    const abort = new AbortController()
    const handle: Handle = (message, at) => {
      if (message.method === 'tasks/get') abort.abort('suspended')
      return script(era, [{ status: 'working' }])(message, at)
    }
    const { outcome } = await send(era, handle, { signal: abort.signal })
    expect(outcome).toEqual({ kind: 'suspended' })
    expect(server.sent('tasks/cancel')).toEqual([])
  })

  it('[TOOL-15] outlasts a server that is away for a moment', async () => {
    let times = 0
    const handle: Handle = (message, at) => {
      if (message.method === 'tasks/get' && (times += 1) < 3) {
        if (times === 1) at.response.writeHead(503).end()
        else at.response.destroy()
        return null
      }
      return script(era, [{ status: 'completed', result: paid }])(message, at)
    }
    const { outcome } = await send(era, handle)
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(server.sent('tools/call')).toHaveLength(1)
  }, 15_000)

  it('[TOOL-16] that asks who is asking is a challenge, and no second call', async () => {
    const handle: Handle = (message, at) => {
      if (message.method !== 'tasks/get') return script(era, [])(message, at)
      at.response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end()
      return null
    }
    const { outcome } = await send(era, handle)
    expect(outcome).toMatchObject({ kind: 'challenged', challenge: { error: 'invalid_token' } })
    expect(server.sent('tools/call')).toHaveLength(1)
  })
})

describe('questions of a task', () => {
  const form = {
    method: 'elicitation/create',
    params: {
      message: 'Which account?',
      requestedSchema: { type: 'object', properties: { account: { type: 'string' } } },
    },
  }
  const asking = { status: 'input_required', inputRequests: { 'which one': form } }

  // Dies if: a key that was answered is put to the person again, or answered twice.
  it('[TOOL-17] [CASE-128] are put to the person once, however often the key is listed', async () => {
    const rig = buildRig()
    rig.person = () => accept({ account: 'savings' })
    const handle = script('modern', [asking, asking, asking, { status: 'completed', result: paid }])
    const { outcome } = await send('modern', handle, { rig })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(rig.asked).toHaveLength(1)
    const [update, ...others] = server.sent('tasks/update')
    expect(others).toEqual([])
    expect(update).toMatchObject({
      taskId: 't-1',
      inputResponses: { 'which one': { action: 'accept', content: { account: 'savings' } } },
    })
  })

  // Dies if: such a request is skipped and the task polled on, or left alone at the server.
  it('[TOOL-18] that cannot be answered end the task', async () => {
    const sampling = { method: 'sampling/createMessage', params: { messages: [] } }
    const states = [{ status: 'input_required', inputRequests: { s: sampling } }]
    const { outcome, rig } = await send('modern', script('modern', states))
    expect(outcome.kind).toBe('failed')
    expect(rig.asked).toEqual([])
    expect(server.sent('tasks/cancel')).toHaveLength(1)
  })
})

describe('the 2025-11-25 form', () => {
  it('[TOOL-19] is asked for where the tool requires it', async () => {
    const handle = script('legacy', [{ status: 'completed' }])
    const { outcome } = await send('legacy', handle, { required: true })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(server.sent('tools/call')[0]).toMatchObject({ task: { ttl: expect.any(Number) } })
  })

  // Dies if: the handle in an earlier answer is taken for that of the call, whose own result is then never seen.
  it('[TOOL-10] is that of the call itself, not of what was asked before it', async () => {
    const handle: Handle = ({ method }) => (method === 'tools/list' ? created('legacy') : paid)
    server = await startRawServer('legacy', handle)
    const connection = { ...connectionAt(server.url), toolsReadAtMs: 1 }
    const call = buildCall(connection, 'pay', { amount: 5 })
    const outcome = await buildRig().sender.send({ connection, call, grant: null })
    expect(outcome).toMatchObject({ kind: 'done', resultText: 'paid' })
    expect(server.sent('tasks/get')).toEqual([])
  })
})
