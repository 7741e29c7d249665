// A process of its own that runs the engine with a person who approves everything, until its one call has ended.
import { readFileSync, writeFileSync } from 'node:fs'
import { openEngine } from '../../main/bootstrap.ts'
import type { Engine } from '../../main/engine.ts'
import { createFileLog } from '../../main/file-log.ts'
import { createSystemClock, makeRandomId, systemRandomness } from '../../main/system-clock.ts'
import type { Keychain } from '../../main/vault/vault.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { Interaction } from '../../shared/model/interaction.ts'

const [folder = '', keychainFile = '', sentence = '', amount = ''] = process.argv.slice(2)

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

function sayEnd({ state, outcomeText }: ToolCall): void {
  say({ end: state, words: outcomeText })
}

function approve(engine: Engine, { id, digest, kind }: Interaction): void {
  if (kind !== 'approval') return
  const surface = 'approval'
  engine.queue.approve({ interactionId: id, surface, digest, confirmation: amount })
}

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
  onChanged: () => undefined,
  onCallChanged: () => undefined,
  onCallEnded: sayEnd,
})
engine.queue.onEvent(({ kind, interaction }) => {
  if (kind === 'opened') approve(engine, interaction)
})
await engine.start()
say({ ready: true })
const task = engine.store.tasks.list(10).find(({ text }) => text === sentence)
if (task === undefined) engine.tasks.start({ agentId: 'bookkeeper', text: sentence })
else {
  for (const call of engine.store.calls.listByTask(task.id)) {
    if (endedCallStates.has(call.state)) sayEnd(call)
  }
  for (const open of engine.queue.listOpen()) approve(engine, open)
}
setInterval(() => undefined, 60_000)
