// Proves one streamed step against a server that speaks both formats: words, calls, tokens, stopping, and every odd answer.
import { afterEach, describe, expect, it } from 'vitest'
import { longestWhy } from '../../../main/agent/freeze-call.ts'
import type { StepListener } from '../../../main/agent/model.ts'
import { startModelServer, type ModelServer } from '../../sandbox/model-server.ts'
import type { ModelAnswer, ModelRequest, ModelScript } from '../../sandbox/model-server/dialect.ts'
import { ask, connectModel, createHurriedClock, pay, providers, toolNamed } from './model-world.ts'

const servers: ModelServer[] = []
async function serve(
  script: ModelScript,
  options: { key?: string; pace?: () => Promise<void> } = {},
): Promise<ModelServer> {
  const server = await startModelServer({ script, ...options })
  servers.push(server)
  return server
}
afterEach(async () => {
  const refused = servers.flatMap((server) => server.refused)
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  // Both dialects refuse what the real servers refuse.
  expect(refused).toEqual([])
})

const say =
  (answer: ModelAnswer): ModelScript =>
  () =>
    answer
const payNow = (request: ModelRequest): ModelAnswer => ({
  text: 'I pay Zoë 😀.',
  toolCalls: [{ name: toolNamed(request, 'transfer'), arguments: pay }],
})

function listen(): StepListener & { readonly told: string[]; readonly abort: AbortController } {
  const abort = new AbortController()
  const told: string[] = []
  return { abort, told, signal: abort.signal, onText: (soFar) => told.push(soFar) }
}

describe.each(providers)('%s', (provider) => {
  it('[MDL-01] tells words as they come, puts split calls together and counts tokens', async () => {
    const server = await serve(payNow)
    const listener = listen()
    const step = await connectModel(server, provider).nextStep(ask('Pay'), listener)
    expect(step).toEqual({
      text: 'I pay Zoë 😀.',
      calls: [
        {
          connectionId: 'bank',
          tool: 'transfer.create',
          argumentsJson: JSON.stringify(pay),
          why: 'I pay Zoë 😀.',
        },
      ],
      usage: { inputTokens: 100, outputTokens: 20 },
      done: false,
    })
    expect(listener.told.length).toBeGreaterThan(2)
    expect(listener.told.at(-1)).toBe('I pay Zoë 😀.')
    // Never half a character on the way.
    expect(listener.told.every((each) => !/\p{Surrogate}/u.test(each))).toBe(true)
  })

  it('[MDL-01] ends when nothing is called, and takes several calls of one answer', async () => {
    const server = await serve(say({ text: 'Done.' }))
    const model = connectModel(server, provider)
    expect(await model.nextStep(ask('Hello'))).toMatchObject({
      text: 'Done.',
      calls: [],
      done: true,
    })
    server.script = (request) => {
      const name = toolNamed(request, 'transfer')
      return {
        toolCalls: [
          { name, arguments: pay },
          { name, arguments: { ...pay, amount: '1' } },
        ],
      }
    }
    const { calls, text } = await model.nextStep(ask('Pay twice'))
    expect(text).toBeNull()
    expect(calls.map(({ argumentsJson }) => argumentsJson)).toEqual([
      JSON.stringify(pay),
      JSON.stringify({ ...pay, amount: '1' }),
    ])
  })

  // Dies if: each of the calls keeps all that was said.
  it('[MDL-01] keeps the start of a long answer with its call, and the whole of it once', async () => {
    const long = 'I pay. '.repeat(2_000)
    const server = await serve((request) => ({ ...payNow(request), text: long }))
    const { calls, text } = await connectModel(server, provider).nextStep(ask('Pay'))
    expect(text).toBe(long.trim())
    expect(calls.map(({ why }) => why)).toEqual([long.slice(0, longestWhy)])
  })

  // Dies if: the listener's signal is not given to the stream.
  it('[MDL-02] stops in the middle of a stream with the reason of who stopped it', async () => {
    let sent = 0
    const listener = listen()
    const server = await serve(payNow, {
      pace: () => {
        sent += 1
        if (sent === 6) listener.abort.abort(new Error('the person stopped it'))
        return Promise.resolve()
      },
    })
    const stopped = connectModel(server, provider).nextStep(ask('Pay'), listener)
    await expect(stopped).rejects.toThrow('the person stopped it')
    expect(server.requests).toHaveLength(1)
  })

  // Dies if: an answer without its end is taken, or a failed answer's calls are kept.
  it.each([
    ['breaks off', { kind: 'break', afterEvents: 9 }],
    ['ends early', { kind: 'early_end', afterEvents: 12 }],
    ['has a line that is no JSON', { kind: 'garbage', afterEvents: 5 }],
    ['has a byte that is no text', { kind: 'bad_utf8', afterEvents: 5 }],
    ['reports an error in the middle', { kind: 'stream_error', afterEvents: 12, message: 'busy' }],
  ] as const)('[MDL-03] asks again once for an answer that %s', async (_name, fault) => {
    const server = await serve(payNow)
    server.faults = [fault]
    const step = await connectModel(server, provider, { clock: createHurriedClock() }).nextStep(
      ask('Pay'),
    )
    expect(step.calls).toHaveLength(1)
    expect(server.requests).toHaveLength(2)
  })

  it.each([
    [{ kind: 'break', afterEvents: 9 }, 'broke off twice'],
    [{ kind: 'garbage', afterEvents: 5 }, 'not readable, twice'],
    [{ kind: 'stream_error', afterEvents: 9, message: 'no room' }, '“no room”'],
    [{ kind: 'html' }, 'not a model’s server'],
  ] as const)('[MDL-03] says so when it stays like that: %j', async (fault, words) => {
    const server = await serve(payNow)
    server.faults = [fault, fault, fault, fault]
    const step = connectModel(server, provider, { clock: createHurriedClock() }).nextStep(
      ask('Pay'),
    )
    await expect(step).rejects.toMatchObject({ code: 'agent/model_failed' })
    await expect(step).rejects.toThrow(words)
  })

  it('[MDL-03] waits for no answer for ever and takes none without end', async () => {
    const server = await serve(say({ text: 'word '.repeat(50) }))
    server.faults = [{ kind: 'silent', afterEvents: 3 }]
    const silent = connectModel(server, provider, { streamIdleMs: 60 }).nextStep(ask('Hello'))
    await expect(silent).rejects.toThrow('said nothing for too long')
    server.faults = [{ kind: 'endless' }]
    const large = connectModel(server, provider, { maximumBytes: 200_000 }).nextStep(ask('Hello'))
    await expect(large).rejects.toThrow('did not come to an end')
    server.faults = [{ kind: 'endless' }]
    const long = connectModel(server, provider, { longestMs: 80, maximumBytes: 1e9 })
    await expect(long.nextStep(ask('Hello'))).rejects.toThrow('did not come to an end')
  })

  it('[MDL-03] asks again for an empty answer, but takes it while something is under way', async () => {
    const server = await serve(say({}))
    const model = connectModel(server, provider)
    await expect(model.nextStep(ask('Hello'))).rejects.toThrow('empty answer twice')
    expect(server.requests).toHaveLength(2)
    const input = ask('Pay', {
      conversation: [
        { kind: 'person', text: 'Pay' },
        { kind: 'call', callId: 'c1', connectionId: 'bank', tool: 'x', argumentsJson: '{}' },
      ],
      results: [{ callId: 'c1', state: 'asking', title: '', outcomeText: null, resultText: null }],
    })
    expect(await model.nextStep(input)).toMatchObject({ text: null, calls: [] })
  })

  it('[MDL-03] makes no call of an answer that was cut off or declined', async () => {
    const server = await serve((request) => ({ ...payNow(request), stop: 'refusal' }))
    const model = connectModel(server, provider)
    const declined = await model.nextStep(ask('Pay'))
    expect(declined).toMatchObject({ calls: [], done: true })
    expect(declined.text).toContain('declined')
    server.script = (request) =>
      server.requests.length === 2 ? { ...payNow(request), stop: 'length' } : { text: 'Shorter.' }
    const step = await model.nextStep(ask('Pay'))
    expect(step.calls).toEqual([])
    expect(step.text).toContain('not complete')
    expect(server.requests.at(-1)?.messages.at(-1)).toMatchObject({
      role: 'tool',
      text: expect.stringContaining('cut off') as unknown,
    })
  })

  // Dies if: the tool's name is not looked up, or the loop of unsound answers has no bound.
  it('[MDL-09] tells of calls that cannot be made, and stops after five unsound answers', async () => {
    const server = await serve((request) => {
      switch (server.requests.length) {
        case 1:
          return { toolCalls: [{ name: 'delete_everything', arguments: {} }] }
        case 2:
          return { toolCalls: [{ name: toolNamed(request, 'transfer'), arguments: '{"to": ' }] }
        case 3:
          return { toolCalls: [{ name: toolNamed(request, 'transfer'), arguments: { to: 7 } }] }
        default:
          return payNow(request)
      }
    })
    const step = await connectModel(server, provider).nextStep(ask('Pay'))
    expect(step.calls).toHaveLength(1)
    expect(step.text).toContain('“delete_everything”')
    expect(step.usage).toEqual({ inputTokens: 400, outputTokens: 80 })
    const told = server.requests.at(-1)?.messages.filter(({ role }) => role === 'tool')
    expect(told?.map(({ text }) => text)).toEqual([
      expect.stringContaining('no tool "delete_everything"'),
      expect.stringContaining('not sound'),
      expect.stringContaining('do not fit'),
    ])
    server.script = say({ toolCalls: [{ name: 'nothing', arguments: {} }] })
    const hopeless = connectModel(server, provider).nextStep(ask('Pay'))
    await expect(hopeless).rejects.toThrow('five times in a row')
    expect(server.requests).toHaveLength(9)
  })

  // Dies if: arguments are parsed and written anew before they are checked.
  it('[MDL-10] hands on arguments byte for byte and refuses unsound ones', async () => {
    const raw = '{ "to":"Zoë \\u00e9", "amount" : "30.00" }'
    const bad = ['{"to":"a","to":"b","amount":"1"}', '{"to":"\\ud800","amount":"1"}', '[1]', 'null']
    const server = await serve((request) => ({
      toolCalls: [
        {
          name: toolNamed(request, 'transfer'),
          arguments: bad[server.requests.length - 1] ?? raw,
        },
      ],
    }))
    const step = await connectModel(server, provider).nextStep(ask('Pay'))
    expect(server.requests).toHaveLength(5)
    expect(step.calls.map(({ argumentsJson }) => argumentsJson)).toEqual([raw])
  })

  it('[MDL-13] brings a plan back as exact calls, and refuses one with a hole', async () => {
    const server = await serve((request) => {
      const tool = server.requests.length === 1 ? 'unknown' : toolNamed(request, 'transfer')
      const call = { tool, arguments: pay, why: 'It is due' }
      return {
        text: 'My plan',
        toolCalls: [{ name: 'propose_plan', arguments: { calls: [call] } }],
      }
    })
    const step = await connectModel(server, provider).nextStep(ask('Pay all'))
    expect(server.requests).toHaveLength(2)
    expect(step).toMatchObject({ calls: [], done: false })
    expect(step.plan).toEqual([
      {
        connectionId: 'bank',
        tool: 'transfer.create',
        argumentsJson: '{"amount":"30.00","to":"Nordlicht"}',
        why: 'It is due',
      },
    ])
  })
})
