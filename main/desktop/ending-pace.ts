// Decides when the person hears that something ended: at once, or as one summary when quiet or a storm is over.
import { minuteMs, type Hold } from './announce-pace.ts'

export interface Ending {
  readonly key: string
  readonly title: string
  readonly body: string
  /** Called once, when it was shown or counted in a summary. */
  readonly onTold: () => void
}

export interface EndingState {
  readonly pending: readonly Ending[]
  /** When one came up, within the last minute. */
  readonly toldAtMs: readonly number[]
  /** Keys still on the desktop, as far as is known, newest last. */
  readonly shownKeys: readonly string[]
}

export type EndingCommand =
  | { kind: 'show'; ending: Ending }
  | { kind: 'summary'; endings: readonly Ending[] }
  | { kind: 'withdraw'; key: string }

export const endingsPerMinute = 6
const keysKept = 20
export const summaryKey = 'endings'

export const startEndings: EndingState = { pending: [], toldAtMs: [], shownKeys: [] }

export interface EndingStep {
  readonly state: EndingState
  readonly commands: readonly EndingCommand[]
  readonly wakeAtMs: number | null
}

/** What has piled up is told as one. A locked screen shows none, also none that was shown before. */
export function tellEndings(before: EndingState, hold: Hold, nowMs: number): EndingStep {
  const state = {
    ...before,
    toldAtMs: before.toldAtMs.filter((atMs) => nowMs - atMs < minuteMs),
  }
  if (hold === 'locked') {
    const commands = state.shownKeys.map((key) => ({ kind: 'withdraw', key }) as const)
    return { state: { ...state, shownKeys: [] }, commands, wakeAtMs: null }
  }
  const [first] = state.pending
  if (hold === 'quiet' || first === undefined) return { state, commands: [], wakeAtMs: null }
  const [oldest] = state.toldAtMs
  if (oldest !== undefined && state.toldAtMs.length >= endingsPerMinute) {
    return { state, commands: [], wakeAtMs: oldest + minuteMs }
  }
  const isOne = state.pending.length === 1
  const key = isOne ? first.key : summaryKey
  const shownKeys = [...state.shownKeys.filter((one) => one !== key), key].slice(-keysKept)
  return {
    state: { pending: [], toldAtMs: [...state.toldAtMs, nowMs], shownKeys },
    commands: [
      isOne ? { kind: 'show', ending: first } : { kind: 'summary', endings: state.pending },
    ],
    wakeAtMs: null,
  }
}
