// What the record says about plans, in our words.
import { text } from '../../shared/catalogue/text.ts'

/** How many of its calls were left in; null where the row does not say. */
export function describePlanRow(detail: Readonly<Record<string, unknown>>): string | null {
  const calls = detail['calls']
  if (!Array.isArray(calls)) return null
  const kept = calls.filter((entry: unknown) => stateOf(entry) !== 'dropped').length
  return text('plan.row_counts', { kept, total: calls.length })
}

function stateOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'state' in entry ? entry.state : null
}
