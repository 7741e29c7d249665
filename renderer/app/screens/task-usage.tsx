// What the model of a task used so far.
import type { ReactElement } from 'react'
import { localeOf } from '../../../shared/catalogue/language.ts'
import { currentLanguage, text } from '../../../shared/catalogue/text.ts'
import type { TaskView } from '../../../shared/overview.ts'

export function TaskUsage({ usage }: Pick<TaskView, 'usage'>): ReactElement | null {
  if (!usage) return null
  const { costMicros } = usage
  const count = new Intl.NumberFormat(localeOf[currentLanguage()])
  const tokens = count.format(usage.input + usage.output)
  const split = text('task.usage_split', {
    input: count.format(usage.input),
    output: count.format(usage.output),
  })
  const words =
    costMicros === null
      ? text('task.usage_free', { tokens })
      : text('task.usage_cost', { tokens, cost: costOf(costMicros) })
  return (
    <span className="quiet usage">
      {words} ({split})
    </span>
  )
}

/** Of small sums the cents alone say nothing. */
function costOf(costMicros: number): string {
  const digits = costMicros < 1_000_000 ? 4 : 2
  return new Intl.NumberFormat(localeOf[currentLanguage()], {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(costMicros / 1_000_000)
}
