// A process of its own that runs the engine with a person who approves plans and nothing else, until its task is over.
import { readFileSync, writeFileSync } from 'node:fs'
import { openEngine } from '../../main/bootstrap.ts'
import { createFileLog } from '../../main/file-log.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import type { Interaction } from '../../shared/model/interaction.ts'

const [folder = '', keychainFile = '', sentence = ''] = process.argv.slice(2)

/** A keychain in one file, outside of the data folder. */
const keychain: Keychain = {
  get: () => {
    try {
      return Promise.resolve(readFileSync(keychainFile, 'utf8'))
    } catch {
      return Promise.resolve(null)
    }
  },
  set: (_name, value) => Promise.resolve(writeFileSync(keychainFile, value)),
}

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

const clock = createSystemClock()
const engine = await openEngine({
  folder,
  version: '0.0.0',
  clock,
  randomness: systemRandomness,
  makeId: makeRandomId,
  log: createFileLog(folder, clock),
  keychain,
  shownGate: { requireShown: () => undefined },
  ceremony: {
    unavailableReason: () => 'There is none here.',
    run: () => Promise.resolve({ kind: 'cancelled' }),
  },
  openExternal: () => Promise.resolve(false),
  onChanged: () => sayWhenOver(),
  onCallChanged: () => undefined,
  onCallEnded: () => undefined,
})

function approve({ id, digest, widening }: Interaction): void {
  if (widening?.what !== 'plan') return
  engine.queue.approve({ interactionId: id, surface: 'approval', digest, confirmation: null })
}

function sayWhenOver(): void {
  const task = engine.store.tasks.list(10).find(({ text }) => text === sentence)
  if (task?.endedAtMs == null) return
  const calls = engine.store.calls.listByTask(task.id)
  say({
    over: task.state,
    plans: engine.store.plans.listByTask(task.id),
    calls: calls.map(({ id, state, decidedBy, digest }) => ({ id, state, decidedBy, digest })),
  })
}

engine.queue.onEvent(({ kind, interaction }) => {
  if (kind === 'opened') approve(interaction)
})
await engine.start()
say({ ready: true })
const isThere = engine.store.tasks.list(10).some(({ text }) => text === sentence)
if (!isThere) engine.tasks.start({ agentId: 'bookkeeper', text: sentence })
for (const open of engine.queue.listOpen()) approve(open)
sayWhenOver()
setInterval(() => undefined, 60_000)
