// A process of its own that plays one whole story on the engine, says on its output what was kept, and goes on after a kill.
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret as TotpSecret, TOTP } from 'otpauth'
import { openEngine } from '../../main/bootstrap.ts'
import type { Engine, World } from '../../main/engine.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Heard, Plan } from './heard.ts'
import type { AppEnd } from '../../main/app-end.ts'
import { bringChaos, endAsTheApp, unharmed } from './child-chaos.ts'
import { openDoor } from './child-gateway.ts'
import { playPerson } from './child-person.ts'
import { playStory } from './child-story.ts'
import { buildPlainWorld } from './plain-world.ts'

const [folder = '', keychainFile = '', planJson = '{}'] = process.argv.slice(2)
const plan = JSON.parse(planJson) as Plan

/** Whole lines, written before anything else happens: a line that arrived was said before the kill. */
const say = (heard: Heard): void => void writeSync(1, `${JSON.stringify(heard)}\n`)

/** A keychain outside of the data folder, which no kill and no fault reaches. */
const keychain: Keychain = {
  get: (name) => Promise.resolve(readEntries()[name] ?? null),
  set: (name, value) =>
    Promise.resolve(
      writeFileSync(keychainFile, JSON.stringify({ ...readEntries(), [name]: value })),
    ),
}

function readEntries(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(keychainFile, 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

let opened: Engine | null = null

async function open(): Promise<Engine> {
  const world: World = {
    ...buildPlainWorld(folder, keychain),
    onCallChanged: ({ id, state }) => {
      if (opened !== null) sayKept(opened, { kind: 'call', id, state })
    },
  }
  const { chaos } = plan
  if (chaos === undefined) return await start(world)
  const end = endAsTheApp(world, say)
  return await start(bringChaos(world, chaos, say), end).catch((error: unknown) => {
    end.fail(error)
    // Never: it ends here.
    return new Promise<Engine>(() => undefined)
  })
}

async function start(world: World, end?: AppEnd): Promise<Engine> {
  const engine = await openEngine(world)
  opened = engine
  end?.onStop(() => engine.stop())
  await engine.start()
  return engine
}

/** With the last row of the record: whoever hears of this row may count on all before it. */
function sayKept(
  { store }: Engine,
  kept: { kind: 'call' | 'answer' | 'step'; id: string; state: string },
): void {
  const last = unharmed(() => store.activity.last())
  say({ ...kept, head: last === null ? null : { sequence: last.sequence, hash: last.hash } })
}

/** As soon as there is something to be used. */
async function letIn(engine: Engine): Promise<void> {
  for (;;) {
    const ready = engine.store.connections.list().find(({ status }) => status === 'ready')
    if (ready !== undefined) {
      say({ kind: 'door', ...(await openDoor(engine, plan.callers, ready.id)) })
      return
    }
    await sleep(20)
  }
}

try {
  const engine = await open()
  const totp = new TOTP({ secret: TotpSecret.fromBase32(plan.totpSecret) })
  say({ kind: 'ready' })
  playPerson(engine, {
    code: () => totp.generate(),
    onAnswered: (id, state) => sayKept(engine, { kind: 'answer', id, state }),
    onRefused: (id, error) => {
      const isTold = engine.notices
        .list()
        .some(({ title }) => title === text('store.read_only_title'))
      if (isTold) say({ kind: 'told' })
      say({ kind: 'refused', id, code: isCountersignError(error) ? error.code : String(error) })
    },
  })
  if (plan.callers.length > 0) void letIn(engine)
  await playStory(engine, plan, (step) =>
    sayKept(engine, { kind: 'step', id: step, state: 'kept' }),
  )
  say({ kind: 'finished' })
  if (plan.stops) await engine.stop()
  say({ kind: 'gone' })
  process.exit(0)
} catch (error) {
  say({
    kind: 'failed',
    code: isCountersignError(error) ? error.code : 'other',
    words: String(error),
  })
  process.exit(3)
}
