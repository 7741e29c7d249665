// How long each choice of the approval view lasts.
import { longestRuleMs, type AllowFor } from '../../shared/model/rule.ts'

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs

/** From the moment of the approval, in ms. One for a task ends with the task, and at the latest then. */
export const lifetimeMs: Readonly<Record<AllowFor['until'], number>> = {
  task: 7 * dayMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
}

/** What forbids or warns stands until it is taken back, and a year at most. */
export const forbidLifetimeMs = longestRuleMs.deny - dayMs
