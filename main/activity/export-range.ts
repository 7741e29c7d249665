// Finds which rows an export holds: everything, or what lies between two days, whole transactions only.
import type { Activity } from '../../shared/model/activity.ts'
import type { ActivityRepository } from '../store/repositories.ts'
import { chainStart } from '../store/activity-chain.ts'

export interface AskedRange {
  readonly fromMs: number | null
  /** Exclusive. */
  readonly toMs: number | null
}

export interface ExportRange {
  readonly firstSequence: number
  /** One less than `firstSequence` where nothing lies in the range. */
  readonly lastSequence: number
  readonly previousHash: string
  readonly whole: boolean
}

/** By sequence from the first row in the range to the last: rows between that a wrong clock stamped are in it too. */
export function findExportRange(activity: ActivityRepository, asked: AskedRange): ExportRange {
  const end = activity.last()?.sequence ?? 0
  const isAll = asked.fromMs === null && asked.toMs === null
  const { first, last } = isAll ? { first: 1, last: end } : activity.findSpan(asked)
  const lastSequence = isAll ? end : withReceipt(activity, last)
  const before = activity.load(first - 1)
  return {
    firstSequence: first,
    lastSequence,
    previousHash: before?.hash ?? chainStart,
    whole: first === 1 && lastSequence === end,
  }
}

/** The receipt of a call's end is written with it, and belongs with it. */
function withReceipt(activity: ActivityRepository, last: number): number {
  const [next] = activity.listAfter(last, 1)
  return next?.kind === 'receipt' ? withReceipt(activity, next.sequence) : last
}

const rowsAtOnce = 500

/** The rows of the range, a piece at a time; the caller gives way between two pieces. */
export function* listRange(
  activity: Pick<ActivityRepository, 'listAfter'>,
  { firstSequence, lastSequence }: ExportRange,
): Generator<readonly Activity[]> {
  for (let after = firstSequence - 1; after < lastSequence; after += rowsAtOnce) {
    const rows = activity.listAfter(after, Math.min(rowsAtOnce, lastSequence - after))
    yield rows.filter(({ sequence }) => sequence <= lastSequence)
  }
}
