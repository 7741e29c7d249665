// Kills the process of the engine at random moments of the deferral scene; COUNT sets how often, SEED repeats a run.
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import type { Keychain } from '../../main/vault/vault.ts'
import { decide } from '../sandbox/control.ts'
import { findSecrets, readPlaces } from './canary.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { createSeededRandom } from './seeded.ts'

const trials = Number(process.env['COUNT'] ?? 4)
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

interface Moment {
  /** Counted from the first message of the child, or from this many requests at the servers. */
  readonly requests: number | null
  readonly ms: number
}

interface Ending {
  readonly end: string
  readonly words: string | null
}

class Trial {
  readonly #flow: Flow
  readonly #folder: string
  readonly #number: number
  readonly amount: number
  ending: Ending | null = null
  kills = 0

  constructor(flow: Flow, number: number, root: string) {
    this.#flow = flow
    this.#number = number
    this.#folder = join(root, `profile-${number}`)
    this.amount = 1200 + number
    cpSync(join(root, 'signed-in'), this.#folder, { recursive: true })
  }

  get folder(): string {
    return this.#folder
  }

  /** Runs the child until its call ended, or it was killed at `moment`. */
  async run(root: string, moment: Moment | null): Promise<void> {
    const child = spawn(process.execPath, [
      join(import.meta.dirname, 'crash-child.ts'),
      this.#folder,
      join(root, 'keychain'),
      `Pay ${this.amount} EUR to Nordlicht for invoice ${this.#number}`,
      String(this.amount),
    ])
    const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    let disarm: (() => void) | null = null
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line) as Partial<Ending> & { ready?: boolean }
      if (message.ready && moment !== null) disarm = this.#arm(child, moment)
      if (message.end === undefined) continue
      this.ending = { end: message.end, words: message.words ?? null }
      child.kill('SIGKILL')
    }
    await gone
    disarm?.()
    if (this.ending === null && child.signalCode !== 'SIGKILL') throw new Error(errors)
  }

  #arm(child: ChildProcess, { requests, ms }: Moment): () => void {
    const kill = (): void => {
      if (this.ending === null && child.kill('SIGKILL')) this.kills += 1
    }
    const plan = (): NodeJS.Timeout | undefined => {
      if (ms > 0) return setTimeout(kill, ms)
      kill()
      return undefined
    }
    if (requests === null) {
      const timer = plan()
      return () => clearTimeout(timer)
    }
    return onRequest(this.#flow, requests, plan)
  }
}

/** Calls back in the moment in which the servers have received this many more requests. */
function onRequest(flow: Flow, count: number, run: () => NodeJS.Timeout | undefined): () => void {
  const { requests } = flow.sandbox.world.record
  let left = count
  let timer: NodeJS.Timeout | undefined
  requests.push = (...items) => {
    left -= 1
    if (left === 0) timer = run()
    return Array.prototype.push.apply(requests, items)
  }
  return () => {
    clearTimeout(timer)
    Reflect.deleteProperty(requests, 'push')
  }
}

function pickMoment(random: () => number): Moment {
  const atRequest = random() < 0.6
  if (!atRequest) return { requests: null, ms: Math.floor(random() * 1300) }
  const ms = random() < 0.4 ? 0 : Math.floor(random() * 25)
  return { requests: 1 + Math.floor(random() * 7), ms }
}

/** The ledger against what was reported: never twice, and never silently. */
function judge(flow: Flow, trial: Trial): void {
  const ran = flow.sandbox.world.effects.filter(
    ({ tool, arguments: sent }) => tool === 'pay' && sent['amount'] === trial.amount,
  ).length
  expect(ran, 'runs').toBeLessThanOrEqual(1)
  const end = trial.ending?.end
  if (end === 'done') expect(ran).toBe(1)
  else if (end === 'unknown') expect(trial.ending?.words).toContain('nobody here knows')
  else {
    expect(ran).toBe(0)
    expect(trial.ending?.words).toMatch(/not run|not sent/)
  }
  const secrets = [...flow.sandbox.world.record.secrets.values()]
  expect(findSecrets(secrets, readPlaces(trial.folder)), 'canary scan').toEqual([])
}

// Dies if: a poll is sent before "in flight" is durable, or a call in `sending` is sent again after a restart.
test(
  '[FLOW-40] killed at random moments the call runs at most once and its end is reported truthfully',
  { timeout: 30_000 + trials * 12_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-kills-'))
    const random = createSeededRandom(seed)
    console.info(`kill test: SEED=${seed} COUNT=${trials}`)
    try {
      await withFlow((flow) => killAndJudge(flow, { root, random }), {
        folder: join(root, 'signed-in'),
        keychain: fileKeychain(join(root, 'keychain')),
      })
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
)

interface Run {
  readonly root: string
  readonly random: () => number
}

async function killAndJudge(flow: Flow, { root, random }: Run): Promise<void> {
  // The answer to a poll may have been lost with the process: asking again is all it can do.
  flow.tolerated.add('poll_after_terminal')
  await flow.person.connectBank()
  flow.crash()
  const { world } = flow.sandbox
  const desk = setInterval(() => decide(world, {}, true), 30)
  const ends: Record<string, number> = {}
  try {
    for (let number = 0; number < trials; number += 1) {
      const trial = new Trial(flow, number, root)
      const moment = pickMoment(random)
      await trial.run(root, moment)
      if (trial.ending === null && random() < 0.3) await trial.run(root, pickMoment(random))
      while (trial.ending === null) await trial.run(root, null)
      judge(flow, trial)
      const what = `${trial.ending.end} after ${trial.kills} kills`
      ends[what] = (ends[what] ?? 0) + 1
    }
  } finally {
    clearInterval(desk)
    console.info(`kill test: ${JSON.stringify(ends)}`)
  }
  expect(world.record.polls.filter(({ early }) => early)).toEqual([])
}

function fileKeychain(file: string): Keychain {
  let kept: string | null = null
  return {
    get: () => Promise.resolve(kept),
    set: (_name, value) => {
      kept = value
      writeFileSync(file, value)
      return Promise.resolve(void readFileSync(file))
    },
  }
}
