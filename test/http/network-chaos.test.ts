// Proves that a bad network never sends a request twice, and that every wait ends with a clear word; COUNT sets how often.
// prove: 3000
import { afterEach, describe, expect, it } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import { startBadNetwork, type BadNetwork, type Weather } from './bad-network.ts'
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts'

const count = Number(process.env['COUNT'] ?? 28)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const patience = { connectTimeoutMs: 150, headersTimeoutMs: 150 }
const clock = createSystemClock()
const fetch = createGuardedFetch({ clock, ...patience })

let server: ScriptedServer | undefined
let network: BadNetwork | undefined
afterEach(async () => {
  await network?.stop()
  await server?.stop()
})

/** Each kind once, then at random. */
function drawWeather(number: number, random: () => number): Weather {
  const bytes = 1 + Math.floor(random() * 180)
  const all: readonly Weather[] = [
    { kind: 'fine' },
    { kind: 'slow', delayMs: 10 + Math.floor(random() * 100) },
    { kind: 'hole' },
    { kind: 'reset_at_once' },
    { kind: 'reset_in_request', bytes },
    { kind: 'reset_before_answer' },
    { kind: 'reset_in_answer', bytes },
  ]
  return all[number] ?? all[Math.floor(random() * all.length)] ?? { kind: 'fine' }
}

interface Ending {
  readonly words: string
  /** False where the error says that nothing can have reached the server. */
  readonly sent: boolean
}

async function post(origin: string, id: string): Promise<Ending> {
  try {
    const response = await fetch(`${origin}/pay`, { method: 'POST', body: JSON.stringify({ id }) })
    await response.text()
    return { words: String(response.status), sent: true }
  } catch (error) {
    if (!isCountersignError(error)) return { words: `raw: ${String(error)}`, sent: true }
    const { sent } = error.detail as { sent: boolean }
    return { words: error.code, sent }
  }
}

describe('a bad network', () => {
  // Dies if: a request is tried again by itself, an error claims that nothing was sent when something was, or a wait has no end.
  it(
    '[LATE-06] sends nothing twice, and every wait ends in time with a clear word',
    { timeout: 20_000 + count * 700 },
    async () => {
      console.info(`network chaos: SEED=${seed} COUNT=${count}`)
      const random = createSeededRandom(seed)
      let now: Weather = { kind: 'fine' }
      // The next request has a connection, and a weather, of its own.
      server = await startScriptedServer(
        (_request, response) => void response.writeHead(200, { connection: 'close' }).end('{}'),
      )
      network = await startBadNetwork(Number(new URL(server.origin).port), () => now)
      const origin = `http://127.0.0.1:${network.port}`
      const seen = new Set<string>()
      for (let number = 0; number < count; number += 1) {
        now = drawWeather(number, random)
        const id = `call-${number}`
        network.passed = 0
        const begunMs = performance.now()
        const { words, sent } = await post(origin, id)
        const tookMs = performance.now() - begunMs
        const arrived = server.seen.filter(({ body }) => body.includes(`"${id}"`)).length
        const about = JSON.stringify({ seed, number, now, words, sent, arrived })
        expect(arrived, about).toBeLessThanOrEqual(1)
        expect(['200', 'http/unreachable', 'http/timeout'], about).toContain(words)
        if (!sent) expect([network.passed, arrived], about).toEqual([0, 0])
        // The two times, and what a busy machine adds.
        expect(tookMs, about).toBeLessThan(5_000)
        seen.add(words)
      }
      expect(seen.size).toBe(3)
      // Also what came after its sender had given up.
      const came = server.seen.map(({ body }) => body).filter((body) => body.endsWith('"}'))
      expect(new Set(came).size, `SEED=${seed}`).toBe(came.length)
    },
  )

  it('[LATE-06] a name that cannot be looked up is said at once, and one that nobody answers for in time', async () => {
    const error = Object.assign(new Error('getaddrinfo'), {
      code: 'EAI_AGAIN',
      syscall: 'getaddrinfo',
    })
    const failing = createGuardedFetch({ clock, ...patience, resolve: () => Promise.reject(error) })
    // Dies if: a failed look-up counts as sent: the call would be `unknown` instead of tried again.
    await expect(failing('https://bank.example/')).rejects.toMatchObject({
      code: 'http/unreachable',
      detail: { sent: false, cause: 'EAI_AGAIN' },
    })
    const silent = createGuardedFetch({
      clock,
      ...patience,
      resolve: () => new Promise(() => undefined),
    })
    const begunMs = performance.now()
    await expect(silent('https://bank.example/')).rejects.toMatchObject({ code: 'http/timeout' })
    expect(performance.now() - begunMs).toBeLessThan(5_000)
  })

  it('[LATE-06] an IPv6 address that nobody answers at does not keep a good IPv4 one from being used', async () => {
    server = await startScriptedServer((_request, response) => void response.end('{}'))
    const { port } = new URL(server.origin)
    const asked: string[] = []
    const both = createGuardedFetch({
      clock,
      connectTimeoutMs: 3_000,
      resolve: (hostname) => {
        asked.push(hostname)
        return Promise.resolve([
          { address: '::1', family: 6 },
          { address: '127.0.0.1', family: 4 },
        ])
      },
    })
    // Dies if: only the first address is tried.
    expect((await both(`http://localhost:${port}/`)).status).toBe(200)
    expect(asked).toEqual(['localhost'])
    // Dies if: all addresses are tried although one of them may not be gone to.
    const guarded = createGuardedFetch({
      clock,
      resolve: () =>
        Promise.resolve([
          { address: 'fe80::1', family: 6 },
          { address: '127.0.0.1', family: 4 },
        ]),
    })
    await expect(guarded(`http://localhost:${port}/`)).rejects.toMatchObject({
      code: 'http/blocked_address',
    })
  })
})
