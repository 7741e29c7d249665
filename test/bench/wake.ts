// A machine that slept eight hours wakes with COUNT overdue polls at ISSUERS servers: how they are spread.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { createSystemClock } from '../../main/system-clock.ts'
import { openRig, pass, startTokenServer, writePending } from './rig.ts'

export interface WakeFigures {
  readonly overdue: number
  readonly issuers: number
  readonly polled: number
  readonly mostInFlight: number
  readonly mostInFlightPerIssuer: number
  readonly spreadMs: number
  readonly intervalViolations: number
}

const sleptMs = 8 * 3600 * 1000
const intervalSeconds = 600
const [count = 1000, issuerCount = 5] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
const server = await startTokenServer()
try {
  console.log(JSON.stringify(await measure()))
} finally {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(): Promise<WakeFigures> {
  const system = createSystemClock()
  let asleepMs = 0
  // A sleep as most systems have it: the wall clock ran on, the monotonic one stood still.
  const clock = { ...system, nowMs: () => system.nowMs() + asleepMs }
  const rig = await openRig(folder, clock)
  const issuers = Array.from({ length: issuerCount }, (_, number) => `${server.origin}/as${number}`)
  await writePending(rig, { count, intervalSeconds, issuers })
  const service = rig.wire(() => undefined)
  await service.start()
  service.suspend()
  asleepMs = sleptMs
  // Slow enough that requests overlap, as over a real network.
  await server.reset(60)
  service.resume()
  const spreadAtMostMs = Math.max(10_000, count * 20) + (count * 60) / Math.min(20, issuerCount * 4)
  await pass(spreadAtMostMs + 5_000)
  const counts = await server.counts()
  await service.stop()
  return {
    overdue: count,
    issuers: issuerCount,
    polled: counts.codes,
    mostInFlight: counts.mostInFlight,
    mostInFlightPerIssuer: counts.mostInFlightPerIssuer,
    spreadMs: (counts.lastAtMs ?? 0) - (counts.firstAtMs ?? 0),
    intervalViolations: counts.early + counts.doubled,
  }
}
