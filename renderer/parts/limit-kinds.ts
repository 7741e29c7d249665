// Which limits fit a value that was seen, and whether what the person wrote is one.
import type { RuleCondition } from '../../shared/model/rule.ts'

export type LimitKind = RuleCondition['kind']

const plainDecimal = /^(0|[1-9]\d{0,29})(\.\d{1,30})?$/

function valueOf(valueJson: string): unknown {
  try {
    return JSON.parse(valueJson) as unknown
  } catch {
    return undefined
  }
}

/** The text that stands for a value in a field: a string itself, everything else as it is written. */
export function writeValue(valueJson: string): string {
  const value = valueOf(valueJson)
  return typeof value === 'string' ? value : valueJson
}

const isAmount = (valueJson: string): boolean => plainDecimal.test(writeValue(valueJson))
const isLine = (valueJson: string): boolean => {
  const value = valueOf(valueJson)
  return typeof value === 'number' || (typeof value === 'string' && !/[\r\n]/.test(value))
}

/** The folder of a path or the address above one; null for any other value. Main has the last word. */
function folderOf(valueJson: string): string | null {
  const value = valueOf(valueJson)
  if (typeof value !== 'string' || !/^(\/|https?:\/\/|[A-Za-z]:[\\/])/.test(value)) return null
  const end = Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\'))
  const folder = value.slice(0, end + 1)
  return /^https?:\/\/$/.test(folder) ? null : folder
}

/** What was seen: what the offer says, or what a rule that stands says of itself. */
export function seenIn(condition: RuleCondition): readonly string[] {
  if (condition.kind === 'equals') return [condition.valueJson]
  if (condition.kind === 'one_of') return condition.valuesJson
  return condition.kind === 'at_most' ? [condition.limit] : []
}

/** Narrowest first. The kind it has now is always among them. */
export function kindsFor(now: RuleCondition, seen: readonly string[]): LimitKind[] {
  const fits: Record<LimitKind, boolean> = {
    equals: seen.length === 1,
    one_of: seen.length > 0 && seen.every(isLine),
    at_most: seen.length > 0 && seen.every(isAmount),
    below: seen.length === 1 && folderOf(seen[0] ?? '') !== null,
    any: true,
  }
  const all: LimitKind[] = ['equals', 'one_of', 'at_most', 'below', 'any']
  return all.filter((kind) => fits[kind] || kind === now.kind)
}

/** The narrowest limit of this kind that holds what was seen. */
export function limitOfKind(
  kind: LimitKind,
  pointer: string,
  seen: readonly string[],
): RuleCondition {
  const [first = 'null'] = seen
  switch (kind) {
    case 'any':
      return { kind, pointer }
    case 'equals':
      return { kind, pointer, valueJson: first }
    case 'one_of':
      return { kind, pointer, valuesJson: [...seen] }
    case 'at_most': {
      const largest = seen.map(writeValue).reduce((a, b) => (Number(b) > Number(a) ? b : a), '0')
      return { kind, pointer, limit: largest }
    }
    case 'below':
      return { kind, pointer, prefix: folderOf(first) ?? '' }
  }
}

/** One value per line, each of the type that was seen; a line that is none becomes an empty text, which is no JSON. */
export function readLines(lines: string, seen: readonly string[]): string[] {
  const asText = seen.length === 0 || seen.some((each) => typeof valueOf(each) === 'string')
  return [...new Set(lines.split('\n').filter((line) => line !== ''))].map((line) => {
    if (asText) return JSON.stringify(line)
    return JSON.stringify(Number(line)) === line ? line : ''
  })
}

/** False while it is unfinished or leaves out what was seen; then nothing can be approved with it. */
export function isLimitSound(condition: RuleCondition, seen: readonly string[]): boolean {
  switch (condition.kind) {
    case 'any':
    case 'equals':
      return true
    case 'one_of': {
      const { valuesJson } = condition
      const whole = valuesJson.length > 0 && valuesJson.length <= 100 && !valuesJson.includes('')
      return whole && seen.every((value) => valuesJson.includes(value))
    }
    case 'at_most': {
      const { limit } = condition
      return (
        plainDecimal.test(limit) && seen.every((each) => Number(writeValue(each)) <= Number(limit))
      )
    }
    case 'below': {
      const { prefix } = condition
      return prefix !== '' && seen.every((each) => writeValue(each).startsWith(prefix))
    }
  }
}
