// A process of its own that writes transactions to a store and says after each whether it was kept; ends by its own kill.
import { writeSync } from 'node:fs'
import { Database } from '../../main/store/database.ts'
import { openStore } from '../../main/store/open-store.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildCall } from '../store/nouns.ts'

const [folder = '', count = '10', bytes = '100', weakening = ''] = process.argv.slice(2)

const transaction = Reflect.get(Database.prototype, 'transaction') as Function
const weakened = new WeakSet<Database>()
/**
 * The control of the power-loss test, and a log that begins anew ten times as often, so that little data shows it. The
 * store itself has no such switches.
 */
Reflect.set(
  Database.prototype,
  'transaction',
  function weaken(this: Database, ...given: unknown[]) {
    if (!weakened.has(this)) {
      this.execute(`PRAGMA wal_autocheckpoint = 100; ${weakening}`)
      weakened.add(this)
    }
    return transaction.apply(this, given) as unknown
  },
)

const say = (line: string): void => void writeSync(1, `${line}\n`)

function open(): ReturnType<typeof openStore> {
  return openStore({
    folder,
    vault: {
      keyId: 'keychain-test',
      seal: () => Promise.reject(new Error('not used')),
      open: () => Promise.resolve(new Secret('')),
    },
    clock: { nowMs: () => 1 },
    log: () => {},
  })
}

function attempt(what: string, run: () => void): boolean {
  try {
    run()
    say(`kept ${what}`)
    return true
  } catch (error) {
    say(`refused ${what} ${isCountersignError(error) ? error.code : String(error)}`)
    return false
  }
}

let opened: ReturnType<typeof openStore> | null = null
for (let tries = 0; opened === null && tries < 3; tries += 1)
  attempt('open', () => (opened = open()))
if (opened === null) process.exit(3)
const { store, file } = opened as ReturnType<typeof openStore>
file.onHealth((health) => say(`health ${health}`))
for (let number = 0; number < Number(count); number += 1) {
  const id = `call-${String(number)}`
  say(`begun ${id}`)
  attempt(id, () =>
    store.transaction(() => {
      store.calls.save(buildCall({ id, state: 'approved', why: 'x'.repeat(Number(bytes)) }))
      store.calls.spendApproval(id, 5)
      const detail = { number }
      store.activity.append({
        kind: 'call_sent',
        callId: id,
        taskId: null,
        connectionId: null,
        detail,
      })
    }),
  )
}
// Nothing may be tidied up: the next start finds what a crash leaves.
process.kill(process.pid, 'SIGKILL')
