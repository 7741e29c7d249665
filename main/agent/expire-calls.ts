// Which calls end by their own time, and ending those whose time has come.
import { endedCallStates, type CallState, type ToolCall } from '../../shared/model/tool-call.ts'
import { earliest } from '../interaction/expiry-timer.ts'
import type { Store } from '../store/repositories.ts'

/** What ends in another way: with its question, with its answer, or after the pause. */
const untimed: ReadonlySet<CallState> = new Set(['asking', 'sending', 'received'])

/** True while its own time can end it. */
export function isTimed({ state }: Pick<ToolCall, 'state'>): boolean {
  return !endedCallStates.has(state) && !untimed.has(state)
}

/** Tells each of them that time has passed; returns when the next one ends, or null. `expire` does not throw. */
export function expireDue(
  { calls }: Pick<Store, 'calls'>,
  expire: (callId: string) => void,
): number | null {
  const alive = calls.listNotAsking().filter(isTimed)
  for (const { id } of alive) expire(id)
  // Read again: one that is due still could not be saved, and is tried again.
  const left = alive.flatMap(({ id }) => calls.load(id) ?? [])
  return earliest(
    left.filter((call) => !endedCallStates.has(call.state)).map((call) => call.expiresAtMs),
  )
}
