// Holds stored rows against their hash chain.
import type { ActivityRepository } from '../store/repositories.ts'
import { chainStart, hashActivity } from '../store/activity-chain.ts'

const rowsAtOnce = 500

type Rows = Pick<ActivityRepository, 'listAfter' | 'load'>

/** First row after `from`, up to `to`, that is missing, changed or out of order; null when there is none. */
export function findChainProblem(activity: Rows, from: number, to: number): number | null {
  let previous = hashBefore(activity, from)
  let sequence = from
  for (const { hash, ...row } of activity.listAfter(from, to - from)) {
    sequence += 1
    if (previous === null || row.sequence !== sequence) return sequence
    if (hashActivity(previous, row) !== hash) return sequence
    previous = hash
  }
  return sequence === to ? null : sequence + 1
}

/** As `findChainProblem` over everything, a piece at a time so that the app stays quick. */
export async function findAnyChainProblem(
  activity: Rows,
  to: number,
  breathe: () => Promise<void>,
): Promise<number | null> {
  for (let from = 0; from < to; from += rowsAtOnce) {
    const problem = findChainProblem(activity, from, Math.min(to, from + rowsAtOnce))
    if (problem !== null) return problem
    await breathe()
  }
  return null
}

function hashBefore(activity: Rows, sequence: number): string | null {
  return sequence === 0 ? chainStart : (activity.load(sequence)?.hash ?? null)
}
