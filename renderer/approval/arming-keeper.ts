// Keeps the arming state of the page and tells when it changes; the rules themselves are in arming.ts.
import {
  beginPress,
  completesPress,
  reduceArming,
  settleMs,
  sleepReason,
  startArming,
} from './arming.ts'
import type { ArmingEvent, Press, SleepReason } from './arming.ts'

export interface ArmingKeeper {
  /** What is shown and why the button sleeps; the same object until one of them changes. */
  readonly snapshot: () => ArmingSnapshot
  readonly subscribe: (listener: () => void) => () => void
  readonly apply: (event: ArmingEvent) => void
  readonly begin: () => Press
  readonly completes: (press: Press | null) => boolean
}
export interface ArmingSnapshot {
  readonly contentKey: string | null
  readonly asleep: SleepReason | null
}
export interface ArmingOutside {
  readonly visible: boolean
  readonly monotonicMs: () => number
  readonly after: (delayMs: number, run: () => void) => void
}

export function createArmingKeeper({ visible, monotonicMs, after }: ArmingOutside): ArmingKeeper {
  let state = startArming(visible, monotonicMs())
  let snapshot: ArmingSnapshot = { contentKey: null, asleep: sleepReason(state, monotonicMs()) }
  const listeners = new Set<() => void>()
  const refresh = (): void => {
    const asleep = sleepReason(state, monotonicMs())
    if (asleep === snapshot.asleep && state.contentKey === snapshot.contentKey) return
    snapshot = { contentKey: state.contentKey, asleep }
    for (const listener of listeners) listener()
  }
  return {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    apply: (event) => {
      state = reduceArming(state, event, monotonicMs())
      refresh()
      after(settleMs + 20, refresh)
    },
    begin: () => beginPress(state, monotonicMs()),
    completes: (press) => completesPress(press, state, monotonicMs()),
  }
}
