// A process of its own that runs the engine for long, with tasks of its own agent, and tells every second how it fares.
import { readdirSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret as TotpSecret, TOTP } from 'otpauth'
import { openEngine } from '../../main/bootstrap.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import { openDoor } from './child-gateway.ts'
import { playPerson } from './child-person.ts'
import { playStory } from './child-story.ts'
import type { Plan } from './heard.ts'
import { buildPlainWorld } from './plain-world.ts'

const [folder = '', planJson = '{}', names = ''] = process.argv.slice(2)
const plan = JSON.parse(planJson) as Plan
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`)
const sampleEveryMs = 1_000
const taskEveryMs = 2_000
/** Collecting takes a while itself, and must not be taken for the engine's. */
const collectEvery = 5

const entries = new Map<string, string>()
const keychain: Keychain = {
  get: (name) => Promise.resolve(entries.get(name) ?? null),
  set: (name, value) => Promise.resolve(void entries.set(name, value)),
}

const engine = await openEngine(buildPlainWorld(folder, keychain))
await engine.start()
const totp = new TOTP({ secret: TotpSecret.fromBase32(plan.totpSecret) })
playPerson(engine, {
  code: () => totp.generate(),
  onAnswered: () => undefined,
  onRefused: (_id, error) => say({ problem: String(error) }),
})
await playStory(engine, plan, () => undefined)
const [connection] = engine.store.connections.list()
say({ door: await openDoor(engine, names.split(','), connection?.id ?? '') })

let number = 0
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
setInterval(() => {
  const p99Ms = delay.percentile(99) / 1e6
  const longestMs = delay.max / 1e6
  number += 1
  const isCollected = number % collectEvery === 0
  // Of what is really held: what only waits to be collected is no leak.
  if (isCollected) globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  const descriptors = readdirSync('/proc/self/fd').length
  const logBytes = statSync(path.join(folder, 'countersign.db-wal')).size
  say({ sample: { heapUsed, rss, descriptors, logBytes, p99Ms, longestMs, isCollected } })
  delay.reset()
}, sampleEveryMs)

for (let amount = 1_500; ; amount += 1) {
  engine.tasks.start({ agentId: 'bookkeeper', text: `Pay ${String(amount)} EUR to Nordlicht` })
  await sleep(taskEveryMs)
}
