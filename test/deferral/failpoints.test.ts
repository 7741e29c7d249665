// Kills the process at every named moment of the poll that brings the token; COUNT sets how often at each.
// prove: 100
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'

const trials = Number(process.env['COUNT'] ?? 3)
/** As fast as the child's clock: its interval of one second in milliseconds of ours. */
const intervalMs = 1000 / 50
const atOnce = 3

interface Ending {
  readonly end: string
  readonly reason: string | null
  readonly tokens: readonly string[]
}
interface Found {
  readonly found: string
  readonly inFlight: boolean
}

/** One request at the server: pending once, then approved, then gone. */
class Wait {
  polls = 0
  redeemed = false
  early = false
  lastEndMs = performance.now()
  child: ChildProcess | null = null
  readonly dieAfterSend: boolean

  constructor(dieAfterSend: boolean) {
    this.dieAfterSend = dieAfterSend
  }

  answer(): [number, object] {
    this.polls += 1
    if (performance.now() - this.lastEndMs < intervalMs) this.early = true
    this.lastEndMs = performance.now()
    if (this.polls === 1) return [400, { error: 'authorization_pending' }]
    if (this.redeemed) return [400, { error: 'invalid_grant' }]
    this.redeemed = true
    if (this.dieAfterSend) this.child?.kill('SIGKILL')
    return [200, { access_token: 'at-1', token_type: 'Bearer', expires_in: 60 }]
  }
}

const waits = new Map<string, Wait>()
let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer((request, response) => {
    const code = new URLSearchParams(request.body).get('deferral_code') ?? ''
    const [status, body] = waits.get(code)?.answer() ?? [400, { error: 'invalid_grant' }]
    return json(status, body)(request, response)
  })
})
afterAll(() => server.stop())

interface Told {
  found: Found | null
  ending: Ending | null
}

/** Runs the child until it has told how its wait ended, or died. */
async function run(folder: string, point: string, code: string): Promise<Told> {
  const file = join(import.meta.dirname, 'failpoint-child.ts')
  const child = spawn(process.execPath, [file, folder, server.origin, point, code])
  const wait = waits.get(code)
  if (wait) wait.child = point === 'none' ? null : child
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const told: Told = { found: null, ending: null }
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as Found | Ending
    if ('found' in message) told.found = message
    else told.ending = message
    if (told.ending !== null) child.kill('SIGKILL')
  }
  await gone
  if (child.signalCode !== 'SIGKILL') throw new Error(errors)
  return told
}

const lost = { end: 'lost_result', reason: expect.stringContaining('not denied'), tokens: [] }
const granted = { end: 'succeeded', reason: null, tokens: ['at-1'] }

/** What the store holds after the kill, how often the server is asked in all, and what the person is told. */
const points = [
  ['before_send', { found: 'waiting', inFlight: true }, 2, granted],
  ['after_send', { found: 'waiting', inFlight: true }, 3, lost],
  ['after_headers', { found: 'waiting', inFlight: true }, 3, lost],
  ['after_body', { found: 'waiting', inFlight: true }, 3, lost],
  ['before_commit', { found: 'waiting', inFlight: true }, 3, lost],
  ['after_commit', { found: 'succeeded', inFlight: false }, 2, granted],
] as const

async function killOnce(
  [point, found, polls, ending]: (typeof points)[number],
  code: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-failpoint-'))
  const wait = new Wait(point === 'after_send')
  waits.set(code, wait)
  try {
    expect(await run(folder, point, code), point).toEqual({ found: null, ending: null })
    expect(await run(folder, 'none', code), point).toEqual({ found, ending })
    expect(wait.polls, point).toBe(polls)
    expect(wait.early, `${point}: too early`).toBe(false)
  } finally {
    waits.delete(code)
    rmSync(folder, { recursive: true, force: true })
  }
}

// Dies if: the mark "in flight" is written after sending, a token is used before it is durable, or a kill is told as a denial.
test.for(points)(
  '[DIAL-07] killed %s: the store says how far it came, one more poll at most, told truthfully',
  { timeout: 60_000 + trials * 10_000 },
  async (point) => {
    for (let done = 0; done < trials; done += atOnce) {
      const round = Array.from({ length: Math.min(atOnce, trials - done) }, (_, place) =>
        killOnce(point, `code-${point[0]}-${String(done + place)}`),
      )
      await Promise.all(round)
    }
  },
)
