// Proves the words and the bounds of failures, and that the key stays where it belongs.
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { isAllowedAddress } from '../../../main/http/address-guard.ts'
import { createGuardedFetch } from '../../../main/http/guarded-fetch.ts'
import { createVirtualClock } from '../../fakes/virtual-clock.ts'
import { startModelServer, type ModelFault, type ModelServer } from '../../sandbox/model-server.ts'
import { ask, connectModel, createHurriedClock, payTool, providers } from './model-world.ts'

let server: ModelServer
const key = 'sk-secret-0123456789'
afterEach(() => server.stop())
const start = async (withKey: string | null = null): Promise<ModelServer> =>
  (server = await startModelServer({ script: () => ({ text: 'Hello.' }), key: withKey }))

async function failureOf(step: Promise<unknown>): Promise<Error> {
  const error: unknown = await step.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof Error) return error
  throw new Error('it did not fail')
}

describe.each(providers)('%s', (provider) => {
  it.each([
    [401, 'no', 'does not accept the key'],
    [403, 'no', 'does not accept the key'],
    [402, 'no', 'no credit left'],
    [404, 'model not found', 'knows no model “sandbox-model”'],
    [400, 'tools are not supported', '“tools are not supported”'],
    [500, 'oops https://evil.example/?a=1', '“oops [address]”'],
    [529, 'overloaded', 'has trouble of its own'],
  ])('[MDL-04] has words for status %i', async (status, message, words) => {
    await start()
    server.faults = Array.from({ length: 4 }, (): ModelFault => ({
      kind: 'status',
      status,
      message,
    }))
    const model = connectModel(server, provider, { key, clock: createHurriedClock() })
    const error = await failureOf(model.nextStep(ask('Hello')))
    expect(error).toMatchObject({ code: 'agent/model_failed' })
    expect(error.message).toContain(words)
    expect(error.message).toContain('House model')
  })

  it('[MDL-04] tells a missing key from a wrong one, and a server that is not there', async () => {
    await start(key)
    const without = connectModel(server, provider).nextStep(ask('Hello'))
    await expect(without).rejects.toThrow('needs a key')
    const wrong = connectModel(server, provider, { key: 'sk-wrong-wrong' }).nextStep(ask('Hello'))
    await expect(wrong).rejects.toThrow('does not accept the key')
    const right = await connectModel(server, provider, { key }).nextStep(ask('Hello'))
    expect(right.text).toBe('Hello.')
    const nobody = connectModel({ baseUrl: 'http://127.0.0.1:1/v1' }, provider, {
      clock: createHurriedClock(),
    })
    await expect(nobody.nextStep(ask('Hello'))).rejects.toThrow('Nothing answers at 127.0.0.1:1')
  })

  // Dies if: the wait has no upper bound, or `retry-after` is not read.
  it('[MDL-05] waits as long as it is asked to within bounds, and says so meanwhile', async () => {
    await start()
    const limited = (seconds: string): ModelFault => ({
      kind: 'status',
      status: 429,
      headers: { 'retry-after': seconds },
    })
    const clock = createHurriedClock()
    const told: string[] = []
    const listener = {
      signal: new AbortController().signal,
      onText: () => undefined,
      onWait: (words: string) => told.push(words),
    }
    server.faults = [limited('7'), limited('11')]
    const step = await connectModel(server, provider, { clock }).nextStep(ask('Hello'), listener)
    expect(step.text).toBe('Hello.')
    expect(clock.waits).toEqual([7_000, 11_000])
    expect(told[0]).toContain('7 s')
    server.faults = [limited('3600')]
    const long = connectModel(server, provider, { clock }).nextStep(ask('Hello'))
    await expect(long).rejects.toThrow('3600 s')
    server.faults = [limited('1'), limited('1'), limited('1'), limited('1')]
    await expect(connectModel(server, provider, { clock }).nextStep(ask('Hi'))).rejects.toThrow(
      'takes no more requests',
    )
  })

  it('[MDL-05] is stopped in the middle of a wait', async () => {
    await start()
    server.faults = [{ kind: 'status', status: 429, headers: { 'retry-after': '30' } }]
    const clock = createVirtualClock()
    const abort = new AbortController()
    const step = connectModel(server, provider, { clock }).nextStep(ask('Hello'), {
      signal: abort.signal,
      onText: () => undefined,
      onWait: () => abort.abort(new Error('stopped')),
    })
    await expect(step).rejects.toThrow('stopped')
    expect(clock.pending).toBe(0)
  })

  // Dies if: results are not left out, or the newest is left out before the oldest.
  it('[MDL-11] leaves out the oldest results first, then says that it is too long', async () => {
    await start()
    const callOf = (callId: string) =>
      ({ kind: 'call', callId, connectionId: 'bank', tool: 'x', argumentsJson: '{}' }) as const
    const resultOf = (callId: string, resultText: string) =>
      ({ callId, state: 'done', title: '', outcomeText: null, resultText }) as const
    const input = ask('Go', {
      conversation: [{ kind: 'person', text: 'Go' }, callOf('old'), callOf('new')],
      results: [resultOf('old', 'o'.repeat(5_000)), resultOf('new', 'n'.repeat(2_000))],
    })
    server.faults = [{ kind: 'too_long' }]
    const step = await connectModel(server, provider).nextStep(input)
    expect(step.text).toContain('oldest results')
    const sent = server.requests.at(-1)?.messages.filter(({ role }) => role === 'tool')
    expect(sent?.[0]?.text).toContain('[left out here to save room: 5000 characters')
    expect(sent?.[1]?.text).toContain('n'.repeat(2_000))
    server.faults = Array.from({ length: 9 }, (): ModelFault => ({ kind: 'too_long' }))
    await expect(connectModel(server, provider).nextStep(input)).rejects.toThrow('too long')
    expect(server.faults.length).toBeGreaterThan(0)
    server.faults = []
    const small = connectModel(server, provider, { about: { contextLength: 1_500 } })
    expect((await small.nextStep(input)).text).toContain('oldest results')
  })

  // Dies if: the key is put into the body, or the library reads one from the environment.
  it('[MDL-12] sends the key in the header of its own address alone', async () => {
    await start(key)
    process.env['ANTHROPIC_API_KEY'] = 'sk-of-the-environment'
    process.env['OPENAI_API_KEY'] = 'sk-of-the-environment'
    try {
      await connectModel(server, provider, { key }).nextStep(ask('Hello'))
      const [request] = server.requests
      const { authorization, 'x-api-key': apiKey } = request?.headers ?? {}
      const isAnthropic = provider === 'anthropic'
      expect([authorization, apiKey]).toEqual(
        isAnthropic ? [undefined, key] : [`Bearer ${key}`, undefined],
      )
      expect(request?.body).not.toContain(key)
      server.faults = [{ kind: 'status', status: 400, message: `your key ${key} is odd` }]
      const refused = connectModel(server, provider, { key }).nextStep(ask('my own words'))
      const error = await failureOf(refused)
      expect(inspect(error, { depth: 9 })).not.toContain(key)
      // The log gets it: nothing of the conversation may be in it.
      expect(inspect(error, { depth: 9 })).not.toContain('my own words')
      const keyless = connectModel(server, provider).nextStep(ask('Hello'))
      await expect(keyless).rejects.toThrow('needs a key')
    } finally {
      delete process.env['ANTHROPIC_API_KEY']
      delete process.env['OPENAI_API_KEY']
    }
  })

  it('[MDL-08] asks with hundreds of tools and odd ones, and is refused none', async () => {
    await start()
    const tools = Array.from({ length: 300 }, (_, at) => ({
      tool: {
        ...payTool,
        name: `tool.${at % 3 === 0 ? 'ä/ ' : ''}${at}`,
        connectionId: `c${at % 7}`,
      },
      connectionName: 'Many',
    }))
    await connectModel(server, provider).nextStep(ask('Hello', { tools }))
    expect(server.refused).toEqual([])
    expect(server.requests[0]?.tools).toHaveLength(128)
    expect(server.requests[0]?.system).toContain('173 more tools')
  })
})

// Dies if: any private address is let through for a host, or a name is trusted whatever it resolves to.
it('[MDL-14] goes to a computer of one’s own network only as the host that was entered', async () => {
  await start()
  const clock = createHurriedClock()
  const resolve = (address: string) => () => Promise.resolve([{ address, family: 4 }])
  const blocked = { code: 'http/blocked_address' }
  const reach = (own: { hostname: string; plain: boolean } | null, url: string, address: string) =>
    createGuardedFetch({
      clock,
      connectTimeoutMs: 1,
      resolve: resolve(address),
      ownHost: own,
    })(url)
  const box = { hostname: 'box.lan', plain: true }
  await expect(reach(null, 'http://box.lan:8080/v1', '10.0.0.2')).rejects.toMatchObject(blocked)
  await expect(reach(box, 'http://other.lan:8080/v1', '10.0.0.2')).rejects.toMatchObject(blocked)
  await expect(reach(box, 'http://box.lan:8080/v1', '93.184.216.34')).rejects.toMatchObject(blocked)
  await expect(reach(box, 'http://box.lan:8080/v1', '127.0.0.1')).rejects.toMatchObject(blocked)
  await expect(reach(box, 'http://box.lan:8080/v1', '169.254.169.254')).rejects.toMatchObject(
    blocked,
  )
  const literal = { hostname: '169.254.169.254', plain: true }
  await expect(reach(literal, 'http://169.254.169.254/v1', '')).rejects.toMatchObject(blocked)
  expect(isAllowedAddress('box.lan', '10.0.0.2', box)).toBe(true)
  expect(isAllowedAddress('box.lan', 'fd00::1', box)).toBe(true)
  expect(isAllowedAddress('other.lan', '10.0.0.2', box)).toBe(false)
})
