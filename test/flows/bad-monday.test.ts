// A bad Monday: many questions, a wake with many waits, tokens that end at once, and a slow disk, all together; SEED repeats it.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Database } from '../../main/store/database.ts'
import { endedCallStates } from '../../shared/model/tool-call.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { createSeededRandom } from './seeded.ts'
import { until } from './until.ts'

const seed = Number(process.env['SEED'] ?? 163)
const waits = 3
const drafts = 7
const slowMs = 3

/** Every transaction takes this much longer, and nothing else happens meanwhile: the store is synchronous. */
function slowDisk(): void {
  const transaction = Object.getOwnPropertyDescriptor(Database.prototype, 'transaction')
  if (transaction === undefined) throw new Error('There is no such method')
  const run = transaction.value as (this: Database, ...given: unknown[]) => unknown
  const never = new Int32Array(new SharedArrayBuffer(4))
  const slow = function (this: Database, ...given: unknown[]): unknown {
    Atomics.wait(never, 0, 0, slowMs)
    return run.apply(this, given)
  }
  Object.defineProperty(Database.prototype, 'transaction', { ...transaction, value: slow })
  onTestFinished(() => void Object.defineProperty(Database.prototype, 'transaction', transaction))
}

/** Everything is answered as soon as it is asked, in an order drawn at random. */
function answerAll({ engine, person }: Flow, random: () => number): void {
  const open = engine.queue.listOpen().filter(({ kind }) => kind === 'approval')
  const shuffled = open.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at)
  for (const { one } of shuffled) {
    const { amount } = JSON.parse(person.call(one.callId ?? '').argumentsJson) as { amount: number }
    person.approve(one, String(amount))
  }
}

// Dies if: a call is sent once more because its first sending is slow, polls of a wake go out together before their
// interval, or a refresh token is used twice.
test('[LATE-08] everything at once: each call runs once, nothing is early, and the app answers all the while', () =>
  withFlow(
    async (flow) => {
      console.info(`bad Monday: SEED=${seed}`)
      const random = createSeededRandom(seed)
      const { person, sandbox, engine } = flow
      await person.connectBank()
      slowDisk()
      for (let number = 0; number < waits; number += 1)
        person.give(`Pay ${1_201 + number} EUR to Nordlicht`)
      for (let number = 0; number < drafts; number += 1)
        person.give(`Prepare a transfer of ${20 + number} EUR to Nordlicht`)
      const calls = () =>
        engine.store.tasks.list(100).flatMap(({ id }) => engine.store.calls.listByTask(id))
      await until('all questions', () =>
        engine.queue.listOpen().length === waits + drafts ? true : null,
      )
      answerAll(flow, random)
      await until('all waits', () => (engine.deferrals.list().length === waits ? true : null))
      engine.deferrals.suspend()
      engine.connections.onWake()
      engine.deferrals.resume()
      let slowestMs = 0
      await until(
        'the end of all calls',
        async () => {
          await sleep(50)
          const begunMs = performance.now()
          await flow.overview()
          slowestMs = Math.max(slowestMs, performance.now() - begunMs)
          answerAll(flow, random)
          // A token that ended on its way needs another yes.
          decide(sandbox.world, {}, true)
          return calls().every(({ state }) => endedCallStates.has(state)) ? true : null
        },
        40_000,
      )
      expect(calls().map(({ state }) => state)).toEqual(Array(waits + drafts).fill('done'))
      expect([flow.runs('pay'), flow.runs('prepare_transfer')]).toEqual([waits, drafts])
      expect(sandbox.world.record.polls.filter(({ early }) => early)).toEqual([])
      console.info(`bad Monday: the slowest look took ${Math.round(slowestMs)} ms`)
      // Dies if: an overview waits for what is under way. A hundred times what it takes, for a busy machine.
      expect(slowestMs).toBeLessThan(2_000)
    },
    { sandbox: { accessTokenSeconds: 1 } },
  ))
