// Tests of the circuit on virtual time: when an origin is left alone, for how long, and who is never held back.
import { expect, test } from 'vitest'
import { createCircuit } from '../../main/http/circuit.ts'
import type { GuardedFetch } from '../../main/http/guarded-fetch.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'

type Behaviour = 'up' | 'down' | 'offline' | 'aborted' | 'refused' | 503 | 500

function startRig() {
  const clock = createVirtualClock()
  const behaviours = new Map<string, Behaviour>()
  const sent: string[] = []
  const fetch: GuardedFetch = async (input) => {
    const { origin } = new URL(String(input))
    sent.push(origin)
    return behave(behaviours.get(origin) ?? 'up')
  }
  const circuit = createCircuit({ clock })
  const guarded = circuit.guard(fetch)
  /** 'up', a status, or the cause of the failure. */
  const ask = async (origin: string, through = guarded): Promise<unknown> => {
    try {
      const { status } = await through(`${origin}/token`, { method: 'POST' })
      return status === 200 ? 'up' : status
    } catch (error) {
      if (!isCountersignError(error)) return (error as Error).name
      return (error.detail as { cause: unknown }).cause
    }
  }
  const fail = async (origin: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await ask(origin)
  }
  return { clock, behaviours, sent, circuit, fetch, guarded, ask, fail }
}

function behave(behaviour: Behaviour): Response {
  if (typeof behaviour === 'number') return new Response(null, { status: behaviour })
  const network = (cause: string): CountersignError =>
    new CountersignError('http/unreachable', 'x', { detail: { sent: false, cause } })
  if (behaviour === 'down') throw network('ECONNREFUSED')
  if (behaviour === 'offline') throw network('ENETUNREACH')
  if (behaviour === 'aborted') throw new DOMException('stop', 'AbortError')
  if (behaviour === 'refused')
    throw new CountersignError('http/blocked_address', 'x', { detail: {} })
  return new Response('{}')
}

const bank = 'https://bank.example'
const other = 'https://other.example'

// Dies if: the fifth failure does not open the circuit, the fourth does, or a refused request goes out.
test('[HTTP-10] after five failures in a row nothing more is sent, and the error says so', async () => {
  const { behaviours, sent, ask, fail, guarded } = startRig()
  behaviours.set(bank, 'down')
  await fail(bank, 4)
  expect(await ask(bank)).toBe('ECONNREFUSED')
  expect(await ask(bank)).toBe('circuit')
  expect(sent).toHaveLength(5)
  await expect(guarded(bank)).rejects.toMatchObject({
    code: 'http/unreachable',
    detail: { sent: false, host: 'bank.example', cause: 'circuit' },
    message: expect.stringContaining('leaves it alone for 2 s') as string,
  })
})

// Dies if: an answer does not close the circuit, or failures are counted although not in a row.
test('[HTTP-10] any answer in between starts the count again', async () => {
  const { behaviours, ask, fail } = startRig()
  for (let round = 0; round < 5; round += 1) {
    behaviours.set(bank, 'down')
    await fail(bank, 4)
    behaviours.set(bank, 500)
    expect(await ask(bank)).toBe(500)
  }
})

// Dies if: the rest does not grow, has no ceiling, or more than one request tries whether the server is back.
test('[HTTP-10] one request tries again after a rest that doubles to a minute', async () => {
  const { behaviours, clock, sent, ask, fail } = startRig()
  behaviours.set(bank, 'down')
  await fail(bank, 5)
  for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
    clock.advance(seconds * 1000 - 1)
    expect(await ask(bank)).toBe('circuit')
    clock.advance(1)
    const before = sent.length
    const tries = await Promise.all([ask(bank), ask(bank), ask(bank)])
    expect(tries).toEqual(['ECONNREFUSED', 'circuit', 'circuit'])
    expect(sent).toHaveLength(before + 1)
  }
  clock.advance(60_000)
  behaviours.set(bank, 'up')
  expect(await ask(bank)).toBe('up')
  expect(await Promise.all([ask(bank), ask(bank)])).toEqual(['up', 'up'])
  behaviours.set(bank, 'down')
  await fail(bank, 5)
  clock.advance(2000)
  behaviours.set(bank, 'up')
  expect(await ask(bank)).toBe('up')
})

// Dies if: requests under way when the rest begins lengthen it.
test('[HTTP-10] a hundred requests that fail together are one reason to rest', async () => {
  const { behaviours, clock, ask } = startRig()
  behaviours.set(bank, 'down')
  await Promise.all(Array.from({ length: 100 }, () => ask(bank)))
  clock.advance(2000)
  behaviours.set(bank, 'up')
  expect(await ask(bank)).toBe('up')
})

// Dies if: the state is kept by anything wider than the origin.
test('[HTTP-10] origins share nothing', async () => {
  const { behaviours, ask, fail } = startRig()
  behaviours.set(bank, 503)
  await fail(bank, 6)
  expect(await ask(bank)).toBe('circuit')
  expect(await ask(other)).toBe('up')
  expect(await ask(`${bank}:8443`)).toBe('up')
  expect(await ask('http://localhost:1234')).toBe('up')
})

// Dies if: being offline, a caller's abort or our own refusal counts against the server.
test.each(['offline', 'aborted', 'refused'] as const)(
  '[HTTP-10] %s says nothing about the server',
  async (behaviour) => {
    const { behaviours, ask, fail } = startRig()
    behaviours.set(bank, behaviour)
    await fail(bank, 20)
    behaviours.set(bank, 'up')
    expect(await ask(bank)).toBe('up')
  },
)

// Dies if: a try that was aborted leaves the circuit waiting for its result for ever.
test('[HTTP-10] a try that is aborted makes way for the next', async () => {
  const { behaviours, clock, ask, fail } = startRig()
  behaviours.set(bank, 'down')
  await fail(bank, 5)
  clock.advance(2000)
  behaviours.set(bank, 'aborted')
  expect(await ask(bank)).toBe('AbortError')
  behaviours.set(bank, 'up')
  expect(await ask(bank)).toBe('up')
})

// Dies if: polls go through the same refusal as other requests.
test('[HTTP-10] a poll is sent whatever the circuit says, and its answer closes it', async () => {
  const { behaviours, circuit, fetch, ask, fail } = startRig()
  const poll = circuit.watch(fetch)
  behaviours.set(bank, 'down')
  await fail(bank, 5)
  for (let time = 0; time < 20; time += 1) expect(await ask(bank, poll)).toBe('ECONNREFUSED')
  expect(await ask(bank)).toBe('circuit')
  behaviours.set(bank, 'up')
  expect(await ask(bank, poll)).toBe('up')
  expect(await ask(bank)).toBe('up')
})
