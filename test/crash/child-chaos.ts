// Throws at random inside the engine's ports in a process of its own: database, network, keychain, identifiers, listeners.
import { Agent } from 'undici'
import { createAppEnd, type AppEnd } from '../../main/app-end.ts'
import type { World } from '../../main/engine.ts'
import { Database } from '../../main/store/database.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import type { Chaos, Heard } from './heard.ts'

/** Throws at this call of a port, or does nothing. */
type Strike = (port: string) => void

/** Nothing of ours: what nobody foresaw. */
class ChaosError extends Error {}

let isSpared = false

/** What only the story and its person look at is neither counted nor struck. Synchronous. */
export function unharmed<Result>(look: () => Result): Result {
  isSpared = true
  try {
    return look()
  } finally {
    isSpared = false
  }
}

/** Makes database and network throw from now on, and gives a world whose ports do. */
export function bringChaos(world: World, chaos: Chaos, say: (heard: Heard) => void): World {
  const strike = createStrike(chaos, say)
  const { keychain, randomness } = world
  disturbDatabase(strike)
  disturbNetwork(strike)
  const after =
    <Given extends unknown[], Result>(port: string, run: (...given: Given) => Result) =>
    (...given: Given): Result => {
      strike(port)
      return run(...given)
    }
  const soon =
    <Given extends unknown[], Result>(port: string, run: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      strike(port)
      return await run(...given)
    }
  return {
    ...world,
    makeId: after('makeId', world.makeId),
    randomness: { ...randomness, bytes: after('randomness', (count) => randomness.bytes(count)) },
    keychain: {
      get: soon('keychain', (name) => keychain.get(name)),
      set: soon('keychain', (name, value) => keychain.set(name, value)),
    },
    onChanged: after('onChanged', world.onChanged),
    onCallChanged: after('onCallChanged', world.onCallChanged),
    onCallEnded: after('onCallEnded', world.onCallEnded),
  }
}

/** The process ends as the app does: in order after what nobody caught, and not after what nobody awaited. */
export function endAsTheApp({ clock, log, folder }: World, say: (heard: Heard) => void): AppEnd {
  return createAppEnd({
    app: {
      on: () => undefined,
      whenReady: () => Promise.resolve(),
      exit: (code) => {
        say({ kind: 'ended', code })
        process.exit(code)
      },
    },
    process,
    clock,
    log,
    tell: () => undefined,
    folder,
  })
}

function createStrike({ seed, among, times }: Chaos, say: (heard: Heard) => void): Strike {
  const random = createSeededRandom(seed)
  const chosen = new Set(Array.from({ length: times }, () => 1 + Math.floor(random() * among)))
  let calls = 0
  return (port) => {
    if (isSpared) return
    calls += 1
    if (!chosen.has(calls)) return
    say({ kind: 'struck', port, call: calls })
    throw new ChaosError(`chaos at ${port}, call ${String(calls)}`)
  }
}

/** Before anything was done: whoever gets the error may rely on nothing having changed. */
function disturbDatabase(strike: Strike): void {
  for (const name of ['run', 'get', 'all', 'transaction', 'flush'] as const) {
    const original = Database.prototype[name] as (...given: unknown[]) => unknown
    const disturbed = function (this: Database, ...given: unknown[]): unknown {
      strike(`database.${name}`)
      return original.apply(this, given)
    }
    Object.defineProperty(Database.prototype, name, { value: disturbed })
  }
}

function disturbNetwork(strike: Strike): void {
  const { dispatch } = Agent.prototype as {
    dispatch: (this: Agent, ...given: unknown[]) => boolean
  }
  const disturbed = function (this: Agent, ...given: unknown[]): boolean {
    strike('network')
    return dispatch.apply(this, given)
  }
  Object.defineProperty(Agent.prototype, 'dispatch', { value: disturbed })
}
