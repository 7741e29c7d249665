// Says in our words what a condition of a rule lets through, the same in both pages. Callers make the values visible.
import { text } from './catalogue/text.ts'
import type { RuleCondition } from './model/rule.ts'

/** `/recipient` gives `Recipient`; a value further in keeps its whole path. Untrusted text. */
export function labelOfPointer(pointer: string): string {
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const [only = ''] = names
  if (names.length > 1 || only === '') return names.join(' › ')
  const words = only.replaceAll(/[_-]+/g, ' ').trim()
  return words === '' ? only : words.charAt(0).toUpperCase() + words.slice(1)
}

/** A JSON value as a person reads it: a text without its quotes, everything else as it is written. Untrusted text. */
export function readValue(valueJson: string): string {
  try {
    const value: unknown = JSON.parse(valueJson)
    return typeof value === 'string' ? text('rule.quoted', { value }) : valueJson
  } catch {
    return valueJson
  }
}

/** One line; holds untrusted text. */
export function describeCondition(condition: RuleCondition): string {
  const name = labelOfPointer(condition.pointer)
  switch (condition.kind) {
    case 'any':
      return text('rule.limit_any', { name })
    case 'equals':
      return text('rule.limit_equals', { name, value: readValue(condition.valueJson) })
    case 'one_of': {
      const values = condition.valuesJson.map(readValue).join(', ')
      return text('rule.limit_one_of', { name, values })
    }
    case 'at_most':
      return text('rule.limit_at_most', { name, limit: condition.limit })
    case 'below':
      return text('rule.limit_below', { name, prefix: condition.prefix })
  }
}
