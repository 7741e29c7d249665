// Runs the engine under mixed load of tasks and gateway calls and watches what it holds; COUNT sets for how many seconds.
// prove: 600
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import type { Door } from './child-gateway.ts'
import { connectClient } from './gateway-client.ts'

const seconds = Number(process.env['COUNT'] ?? 5)
const names = ['writer', 'buyer', 'clerk', 'planner']
const callEveryMs = 250
const largestLog = 8 * 1024 * 1024
/** Sockets of clients come and go. */
const descriptorSlack = 12

interface Sample {
  readonly heapUsed: number
  readonly rss: number
  readonly descriptors: number
  readonly logBytes: number
  readonly p99Ms: number
  readonly longestMs: number
  /** Only what is really held was counted; the next sample's times hold the collecting. */
  readonly isCollected: boolean
}

interface Said {
  readonly door?: Door
  readonly sample?: Sample
  readonly problem?: string
}

// Dies if: descriptors or calls are left open, the write-ahead log is not cut, or an answer is lost under load.
test(
  '[CRS-19] under a long mixed load descriptors stay, the log stays small, and every answered call ran once',
  { timeout: 60_000 + seconds * 3_000 },
  async () => {
    const { samples, answered, effects } = await soak()
    const settled = samples.slice(Math.floor(samples.length / 4))
    const first = settled[0]
    const last = settled.at(-1)
    if (first === undefined || last === undefined) throw new Error('There is nothing to look at')
    const figures = buildFigures(settled, answered.length)
    console.info(`soak: ${JSON.stringify(figures)}`)
    if (seconds >= 60) saveFigures(figures)
    expect(figures.largestLogBytes).toBeLessThan(largestLog)
    expect(last.descriptors - first.descriptors).toBeLessThan(descriptorSlack)
    expect(answered.length).toBeGreaterThan(seconds)
    const runs = answered.map((amount) => effects.filter((one) => one === amount).length)
    expect(runs.filter((times) => times !== 1)).toEqual([])
  },
)

interface Soak {
  readonly samples: readonly Sample[]
  /** Amounts whose call came back with its result. */
  readonly answered: readonly number[]
  readonly effects: readonly unknown[]
}

async function soak(): Promise<Soak> {
  const root = mkdtempSync(path.join(tmpdir(), 'countersign-soak-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const sandbox = await startSandbox({ intervalSeconds: 1 })
  const { world } = sandbox
  const desk = setInterval(() => decide(world, {}, true), 50)
  const plan = { mcpUrl: sandbox.mcpUrl, totpSecret: world.totp.secret.base32 }
  const rest = { amounts: [], direct: [], late: [], callers: [], revokes: false, stops: false }
  const file = path.join(import.meta.dirname, 'soak-child.ts')
  const own = [path.join(root, 'profile'), JSON.stringify({ ...plan, ...rest }), names.join(',')]
  const child = spawn(process.execPath, ['--expose-gc', file, ...own], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    return { ...(await load(child)), effects: world.effects.map((one) => one.arguments['amount']) }
  } finally {
    child.kill('SIGKILL')
    clearInterval(desk)
    await sandbox.stop()
  }
}

async function load(child: ChildProcess): Promise<Pick<Soak, 'samples' | 'answered'>> {
  const samples: Sample[] = []
  const answered: number[] = []
  let work: Promise<unknown> = Promise.resolve()
  const isOver = { now: false }
  if (child.stdout === null) throw new Error('The process says nothing')
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Said
    if (said.problem !== undefined) throw new Error(said.problem)
    if (said.door !== undefined) work = callOn(said.door, answered, isOver)
    if (said.sample !== undefined) samples.push(said.sample)
    if (samples.length >= seconds) break
  }
  isOver.now = true
  await work
  return { samples, answered }
}

/** Each agent calls, waits for its result, and calls again. */
async function callOn(door: Door, answered: number[], isOver: { now: boolean }): Promise<void> {
  let amount = 10_000
  const callAs = async ({ name, secret }: Door['secrets'][number]): Promise<void> => {
    const client = await connectClient(door.port, name, secret)
    while (!isOver.now) {
      amount += 1
      const mine = amount
      if ((await client.call(mine)) !== null) answered.push(mine)
      await sleep(callEveryMs)
    }
    await client.close()
  }
  await Promise.all(door.secrets.map(callAs))
}

function buildFigures(samples: readonly Sample[], answeredCalls: number) {
  const mb = (bytes: number): number => Math.round(bytes / 10_485.76) / 100
  const collected = samples.filter(({ isCollected }) => isCollected)
  const timed = samples.filter((_sample, at) => samples[at - 1]?.isCollected !== true)
  const sorted = timed.map(({ p99Ms }) => p99Ms).toSorted((a, b) => a - b)
  const perHour = collected.length < 2 ? 0 : (3_600 * collected.length) / samples.length
  return {
    seconds,
    answeredCalls,
    heapMbPerHour: mb(slopeOf(collected.map(({ heapUsed }) => heapUsed)) * perHour),
    rssMbPerHour: mb(slopeOf(collected.map(({ rss }) => rss)) * perHour),
    heapMb: mb(collected.at(-1)?.heapUsed ?? 0),
    rssMb: mb(samples.at(-1)?.rss ?? 0),
    descriptors: [samples[0]?.descriptors, samples.at(-1)?.descriptors],
    largestLogBytes: Math.max(...samples.map(({ logBytes }) => logBytes)),
    loopP99MsMedian: sorted[Math.floor(sorted.length / 2)],
    loopP99MsWorst: sorted.at(-1),
    loopLongestMs: Math.max(...timed.map(({ longestMs }) => longestMs)),
  }
}

/** Least squares, per sample. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const top = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  const bottom = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0)
  return bottom === 0 ? 0 : top / bottom
}

function saveFigures(figures: object): void {
  const file = path.resolve(import.meta.dirname, '../../out/figures.json')
  mkdirSync(path.dirname(file), { recursive: true })
  let before: object = {}
  try {
    before = JSON.parse(readFileSync(file, 'utf8')) as object
  } catch {
    // The first figures.
  }
  const soaked = { at: new Date().toISOString(), ...figures }
  writeFileSync(file, `${JSON.stringify({ ...before, soak: soaked }, null, 2)}\n`)
}
