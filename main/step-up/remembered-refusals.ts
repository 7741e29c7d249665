// Remembers, while the app runs, what an authorization server denied, so that it is not asked for the same again.
import { createHash } from 'node:crypto'
import type { Deferral } from '../../shared/model/deferral.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

export interface RefusalSources {
  readonly tasks: { load(taskId: string): Task | null }
  readonly deferrals: { listAllFacts(): readonly Pick<Deferral, 'id' | 'state' | 'endedAtMs'>[] }
}

export interface RememberedRefusals {
  /** True when the same was denied before and the person has not asked again since. */
  isRefused(operation: string, call: Pick<ToolCall, 'taskId'>): boolean
  onRefused(operation: string, nowMs: number): void
  /** Denied later, it counts as well. */
  onWait(operation: string, deferralId: string): void
}

/** More operations than that are no person's work; the oldest are forgotten. */
const mostRemembered = 500

/** What was asked of whom: the resource, the tool and its canonical arguments, whoever asks (MCP authorization). */
export function operationOf(resource: string, call: ToolCall): string {
  const hash = createHash('sha256').update(call.argumentsJson).digest('hex')
  return JSON.stringify([resource, call.tool, hash])
}

/**
 * An agent that tries again gets the same answer without anybody being asked. Only the person clears it, by giving a
 * task after the denial: agents cannot make tasks.
 */
export function createRememberedRefusals(sources: RefusalSources): RememberedRefusals {
  const refusedAtMs = new Map<string, number>()
  const waits = new Map<string, string>()
  const takeUpWaits = (operation: string): void => {
    const deferralId = waits.get(operation)
    if (deferralId === undefined) return
    const wait = sources.deferrals.listAllFacts().find(({ id }) => id === deferralId)
    if (wait?.endedAtMs === null) return
    waits.delete(operation)
    if (wait?.state === 'denied') refusedAtMs.set(operation, wait.endedAtMs)
  }
  return {
    isRefused: (operation, { taskId }) => {
      takeUpWaits(operation)
      const atMs = refusedAtMs.get(operation)
      if (atMs === undefined) return false
      const askedAgain = (sources.tasks.load(taskId)?.createdAtMs ?? 0) > atMs
      if (askedAgain) refusedAtMs.delete(operation)
      return !askedAgain
    },
    onRefused: (operation, nowMs) => keep(refusedAtMs, operation, nowMs),
    onWait: (operation, deferralId) => keep(waits, operation, deferralId),
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest)
}
