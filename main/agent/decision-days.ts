// Counts the decisions of the last days: by the person, by rule, denied, expired.
import type { DecisionDay } from '../../shared/activity-view.ts'
import type { DecisionCount, Store } from '../store/repositories.ts'

/** One entry per local day, the last one today, however the clock stood when a row was written. */
export function listDecisionDays(
  { activity }: Pick<Store, 'activity'>,
  count: number,
  nowMs: number,
): DecisionDay[] {
  const today = new Date(nowMs)
  // By the calendar, not by 24 hours: a day may have 23 or 25 of them.
  const starts = Array.from(
    { length: count + 1 },
    (_, index) =>
      new Date(today.getFullYear(), today.getMonth(), today.getDate() - count + 1 + index),
  )
  const from = starts[0]?.getTime() ?? nowMs
  const counts = activity.countDecisions(from, starts.at(-1)?.getTime() ?? nowMs)
  return starts.slice(0, count).map((start) => {
    const day = nameDay(start)
    return countDay(
      day,
      counts.filter((each) => each.day === day),
    )
  })
}

function countDay(day: string, counts: readonly DecisionCount[]): DecisionDay {
  const sum = (isMeant: (one: DecisionCount) => boolean): number =>
    counts.filter(isMeant).reduce((total, { count }) => total + count, 0)
  return {
    day,
    byYou: sum(({ kind, by }) => kind === 'call_approved' && by === 'person'),
    byRule: sum(({ kind, by }) => kind === 'call_approved' && by !== 'person'),
    denied: sum(({ kind }) => kind === 'call_denied'),
    expired: sum(({ kind }) => kind === 'call_ended'),
  }
}

/** Local calendar day, `2026-11-22`. */
export function nameDay(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
