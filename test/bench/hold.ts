// Holds COUNT pending deferrals at INTERVAL seconds for SECONDS, in a process of its own, and says what it cost.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import process from 'node:process'
import {
  openRig,
  pass,
  percentile,
  register,
  startTokenServer,
  writePending,
  type Rig,
} from './rig.ts'

/** One measured point. Times in ms, CPU in microseconds of this process. */
export interface HoldFigures {
  readonly count: number
  readonly intervalSeconds: number
  readonly seconds: number
  /** From the start of the service until all of them were taken up from the store. */
  readonly takeUpMs: number
  readonly polls: number
  /** Share of the polls that fell due in this time which were sent; below 1 this machine cannot keep the pace. */
  readonly pace: number
  readonly earlyPolls: number
  readonly badProofs: number
  readonly latenessP50Ms: number
  readonly latenessP99Ms: number
  readonly eventLoopP99Ms: number
  readonly bytesPerDeferral: number
  readonly cpuShare: number
  readonly cpuPerPollUs: number
  /** CPU of one poll against one bare request with a proof, in this same run. */
  readonly cpuRatioToBareRequest: number
}

const resolutionMs = 5
/** Intervals are stretched by 0 to 10 percent. */
const meanJitter = 1.05

const [count = 100, intervalSeconds = 30, seconds = 30] = process.argv.slice(2).map(Number)
/** Time to write and take up so many before the first is due, ms. */
const leadMs = 5_000 + count * 2
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
const server = await startTokenServer()
try {
  console.log(JSON.stringify(await measure()))
} finally {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(): Promise<HoldFigures> {
  const rig = await openRig(folder)
  const bareUs = await measureBareRequest(rig)
  const dueAtMs = Date.now() + leadMs
  await writePending(rig, { count, intervalSeconds, leadMs, issuers: [`${server.origin}/as`] })
  const before = await settledHeapBytes()
  const late: number[] = []
  let measuring = false
  const service = rig.wire((deferral) => {
    if (measuring && deferral.pollInFlight) late.push(Date.now() - deferral.nextPollAtMs)
  })
  const startedAtMs = Date.now()
  await service.start()
  const takeUpMs = Date.now() - startedAtMs
  const bytesPerDeferral = ((await settledHeapBytes()) - before) / count
  await pass(Math.max(0, dueAtMs - Date.now()) + 2_000)
  await server.reset()
  const loop = monitorEventLoopDelay({ resolution: resolutionMs })
  loop.enable()
  measuring = true
  const cpuBefore = process.cpuUsage()
  await pass(seconds * 1000)
  const cpu = process.cpuUsage(cpuBefore)
  measuring = false
  loop.disable()
  const { polls, early, doubled, badProofs } = await server.counts()
  await service.stop()
  if (polls === 0) throw new Error('No poll arrived: there is nothing to measure.')
  const cpuUs = cpu.user + cpu.system
  return {
    count,
    intervalSeconds,
    seconds,
    takeUpMs,
    polls,
    pace: round((polls * intervalSeconds * meanJitter) / (count * seconds)),
    earlyPolls: early + doubled,
    badProofs,
    latenessP50Ms: round(percentile(late, 0.5)),
    latenessP99Ms: round(percentile(late, 0.99)),
    eventLoopP99Ms: round(Math.max(0, loop.percentile(99) / 1e6 - resolutionMs)),
    bytesPerDeferral: Math.round(bytesPerDeferral),
    cpuShare: round(cpuUs / (seconds * 1e6)),
    cpuPerPollUs: Math.round(cpuUs / polls),
    cpuRatioToBareRequest: round(cpuUs / polls / bareUs),
  }
}

/** What nobody can do without: a proof, a request, its answer. Microseconds of CPU. */
async function measureBareRequest(rig: Rig): Promise<number> {
  const issuer = `${server.origin}/bare`
  const key = await rig.keys.load(await register(rig, issuer))
  const send = async (number: number): Promise<void> => {
    const response = await rig.oauth.proofs.sendWithProof(fetch, {
      url: `${issuer}/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=bare&deferral_code=bare-${String(number)}-0`,
      key,
    })
    await response.json()
  }
  for (let number = 0; number < 300; number += 1) await send(number)
  const before = process.cpuUsage()
  for (let number = 0; number < 1_000; number += 1) await send(1_000 + number)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

async function settledHeapBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.()
    await pass(50)
  }
  return process.memoryUsage().heapUsed
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
