// Makes sentences that the rehearsal model understands from the tools that are really connected.
import { isAmountName, isRecipientName } from '../../interaction/money.ts'
import { splitWords } from '../../interaction/words.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import type { ModelTool } from '../model.ts'
import { readProperties, type Property } from './schema.ts'

/** Up to `count` sentences, from as many connections as possible. */
export function buildExamples(tools: readonly ModelTool[], count: number): string[] {
  const byConnection = new Map<string, ModelTool[]>()
  for (const each of tools) {
    const { connectionId } = each.tool
    byConnection.set(connectionId, [...(byConnection.get(connectionId) ?? []), each])
  }
  const chosen: Tool[] = []
  for (let round = 0; chosen.length < count && round < tools.length; round += 1) {
    for (const group of byConnection.values()) {
      const candidate = group[round]
      if (candidate !== undefined && chosen.length < count) chosen.push(candidate.tool)
    }
  }
  return chosen.map(buildExample)
}

/** One sentence with every required argument of the tool. */
export function buildExample(tool: Tool): string {
  const words = splitWords(tool.name).join(' ')
  const start = words.charAt(0).toUpperCase() + words.slice(1)
  const required = readProperties(tool).filter(
    (each) => each.required && each.fallback === undefined,
  )
  const amount = required.find(({ name, kind }) => kind !== 'boolean' && isAmountName(name))
  const parts = required.map((property) => examplePart(property, amount !== undefined))
  return [start, ...parts.filter((part) => part !== '')].join(' ')
}

function examplePart(property: Property, hasAmount: boolean): string {
  const { name, kind, options, format } = property
  const [option] = options
  if (option !== undefined) return `${name}: ${option}`
  if (isAmountName(name) && kind !== 'boolean') return '20 EUR'
  if (hasAmount && /currency|ccy/i.test(name)) return ''
  if (kind === 'json') return `${name}: []`
  if (kind === 'boolean') return `${name}: yes`
  if (kind !== 'text') return `${name}: 2`
  if (/iban/i.test(name)) return 'IBAN DE02120300000000202051'
  if (isRecipientName(name)) return 'to Nordlicht'
  if (/^with$/i.test(name)) return 'with dana@harbor.example'
  if (format === 'email' || /e-?mail/i.test(name)) return 'dana@harbor.example'
  if (format === 'date') return '2026-11-24'
  if (format === 'uri') return 'https://example.com/'
  return `${name}: "${splitWords(name).join(' ')}"`
}
