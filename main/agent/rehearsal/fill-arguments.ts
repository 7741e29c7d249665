// Fills a tool's arguments from the words of a clause, by the documented grammar of the rehearsal model.
import { isAmountName, isRecipientName } from '../../interaction/money.ts'
import { splitWords } from '../../interaction/words.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import { findQuotes } from './clauses.ts'
import { escapeLiteral } from './escape-literal.ts'
import { readProperties, type Property } from './schema.ts'

export interface Filled {
  readonly values: Readonly<Record<string, unknown>>
  /** Required properties that the clause does not give. */
  readonly missing: readonly Property[]
}

/** Where a used part of the clause was: no rule reads across it. */
const used = '\u0001'

interface Work {
  rest: string
  readonly properties: readonly Property[]
  readonly values: Map<string, unknown>
}

const amount = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d{1,2})?(?!\d)`
const currencyWords: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  euro: 'EUR',
  dollar: 'USD',
  pound: 'GBP',
}

/**
 * Reads, in this order: `name: value` and `name=value`; an IBAN; an amount with its currency; an e-mail address and a
 * date; `to`, `for`, `with`, `from`, `in`, `on` before a value; quoted texts, then numbers, then options and flags,
 * for the properties still free, in the schema's order; what is left over for the first required text.
 */
export function fillArguments(tool: Tool, clause: string): Filled {
  const work: Work = { rest: clause, properties: readProperties(tool), values: new Map() }
  for (const rule of rules) rule(work)
  for (const property of free(work)) {
    if (property.required && property.fallback !== undefined) {
      work.values.set(property.name, property.fallback)
    }
  }
  return {
    values: Object.fromEntries(work.values),
    missing: free(work).filter((property) => property.required),
  }
}

const rules = [
  takePairs,
  takeIban,
  takeMoney,
  takeFormats,
  takePrepositions,
  takeQuotes,
  takeOptions,
  takeNumbers,
  takeLeftover,
]

function free(work: Work): Property[] {
  return work.properties.filter((property) => !work.values.has(property.name))
}

function setValue(work: Work, property: Property, raw: string): boolean {
  const value = readValue(property, raw)
  if (value === undefined) return false
  work.values.set(property.name, value)
  return true
}

function readValue(property: Property, raw: string): unknown {
  const plain = raw.trim()
  switch (property.kind) {
    case 'text':
      return plain === '' ? undefined : plain
    case 'number':
    case 'integer': {
      const value = Number(toDecimal(plain))
      const fits = plain !== '' && Number.isFinite(value)
      return fits && (property.kind === 'number' || Number.isInteger(value)) ? value : undefined
    }
    case 'boolean':
      if (/^(?:true|yes|on)$/i.test(plain)) return true
      return /^(?:false|no|off)$/i.test(plain) ? false : undefined
    case 'json':
      return readJson(plain)
  }
}

function readJson(plain: string): unknown {
  try {
    return JSON.parse(plain)
  } catch {
    return undefined
  }
}

/** `1,200.50` and `1200,50` as JSON would write them. */
function toDecimal(written: string): string {
  return /,\d{1,2}$/.test(written) && !/,\d{3}/.test(written)
    ? written.replace(',', '.')
    : written.replaceAll(',', '')
}

function take(work: Work, start: number, end: number): void {
  work.rest = `${work.rest.slice(0, start)} ${used} ${work.rest.slice(end)}`
}

function spelling(property: Property): string {
  return splitWords(property.name).join('[\\s_-]*')
}

function takePairs(work: Work): void {
  for (const property of free(work)) {
    const head = new RegExp(`(?<![\\p{L}\\p{N}])${spelling(property)}\\s*[:=]\\s*`, 'iu')
    const match = head.exec(work.rest)
    if (match === null) continue
    const start = match.index + match[0].length
    const { raw, end } = readPairValue(work, start)
    if (setValue(work, property, raw)) take(work, match.index, end)
  }
}

/** A quoted text, a JSON value in brackets, or everything up to a comma, `;` or the next `name:`. */
function readPairValue(work: Work, start: number): { raw: string; end: number } {
  const quote = findQuotes(work.rest).find((each) => each.start === start)
  if (quote !== undefined) return { raw: quote.value, end: quote.end }
  const after = work.rest.slice(start)
  const json = /^(?:\{.*\}|\[.*\])/s.exec(after)
  if (json !== null) return { raw: json[0], end: start + json[0].length }
  const number = new RegExp(`^(?:${amount})(?=$|[\\s,;${used}])`).exec(after)
  if (number !== null) return { raw: number[0], end: start + number[0].length }
  const next = work.properties.map(spelling).join('|')
  const stop = new RegExp(`[,;${used}]|\\s+(?:and\\s+)?(?:${next})\\s*[:=]`, 'i').exec(after)
  const raw = stop === null ? after : after.slice(0, stop.index)
  return { raw, end: start + raw.length }
}

function takeIban(work: Work): void {
  const property = free(work).find(({ name, kind }) => kind === 'text' && /iban/i.test(name))
  const pattern =
    /(?:\bwith\s+)?(?:\biban\s+)?\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b/
  const match = property === undefined ? null : pattern.exec(work.rest.replace(/\bIBAN\b/i, 'iban'))
  if (property === undefined || match === null) return
  setValue(work, property, match[1] ?? '')
  take(work, match.index, match.index + match[0].length)
}

function takeMoney(work: Work): void {
  const property = free(work).find(({ name, kind }) => kind !== 'boolean' && isAmountName(name))
  if (property === undefined) return
  const before = new RegExp(`([€$£])\\s?(${amount})`).exec(work.rest)
  const after = new RegExp(
    `(${amount})\\s?(€|\\$|£|euros?|dollars?|pounds?|[A-Z]{3})(?![A-Za-z])`,
  ).exec(work.rest)
  const bare = new RegExp(`(?<![\\p{L}\\d])(${amount})(?![\\p{L}\\d])`, 'u').exec(work.rest)
  const match = before ?? after ?? bare
  if (match === null) return
  const [written, unit] = match === before ? [match[2], match[1]] : [match[1], match[2]]
  if (!setValue(work, property, toDecimal(written ?? ''))) return
  take(work, match.index, match.index + match[0].length)
  const currency = free(work).find(({ name }) => /currency|ccy/i.test(name))
  if (currency === undefined || unit === undefined) return
  setValue(work, currency, currencyWords[unit.toLowerCase().replace(/s$/, '')] ?? unit)
}

function takeFormats(work: Work): void {
  const patterns = {
    email: /(?<![^\s@,;])[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+/,
    date: /\b\d{4}-\d{2}-\d{2}\b/,
    uri: /https?:\/\/[^\s,;]+/,
  }
  for (const property of free(work)) {
    const wanted = property.format ?? (/e-?mail/i.test(property.name) ? 'email' : '')
    const pattern = wanted in patterns ? patterns[wanted as keyof typeof patterns] : null
    const match = pattern?.exec(work.rest) ?? null
    if (match === null || !setValue(work, property, match[0])) continue
    take(work, match.index, match.index + match[0].length)
  }
}

const prepositions: Readonly<Record<string, (name: string) => boolean>> = {
  to: (name) => isRecipientName(name) || /destination|target|email|person/i.test(name),
  for: (name) => /^for$|reference|purpose|memo|note|subject|reason|description|message/i.test(name),
  with: (name) => /^with|person|email|user|recipient|member/i.test(name),
  from: (name) => /^from|source|account/i.test(name),
  in: (name) => /^in$|location|city|place|folder|language/i.test(name),
  on: (name) => /^on$|date|day/i.test(name),
  as: (name) => /^as$|role|alias|permission/i.test(name),
}

function takePrepositions(work: Work): void {
  for (const [word, fits] of Object.entries(prepositions)) {
    const property = free(work).find(({ name, kind }) => kind === 'text' && fits(name))
    if (property === undefined) continue
    const match = new RegExp(`(?:^|\\s)${word}\\s+`, 'i').exec(work.rest)
    if (match === null) continue
    const start = match.index + match[0].length
    const { raw, end } = readPrepositionValue(work, start)
    if (setValue(work, property, raw)) take(work, match.index, end)
  }
}

/** A quoted text, or everything up to the next preposition that still has a property to fill. */
function readPrepositionValue(work: Work, start: number): { raw: string; end: number } {
  const quote = findQuotes(work.rest).find((each) => each.start === start)
  if (quote !== undefined) return { raw: quote.value, end: quote.end }
  const after = work.rest.slice(start)
  const open = Object.entries(prepositions)
    .filter(([, fits]) => free(work).some(({ name, kind }) => kind === 'text' && fits(name)))
    .map(([word]) => word)
  const words = open.length === 0 ? '' : `|\\s(?:${open.join('|')})\\s`
  const stop = new RegExp(`[,;${used}"“„«]${words}`, 'i').exec(after)
  const raw = (stop === null ? after : after.slice(0, stop.index)).trimEnd()
  return { raw: raw.replace(/(?<!\s)\s+(?:and|with|for|to)$/i, ''), end: start + raw.length }
}

function takeQuotes(work: Work): void {
  for (const property of free(work).filter(({ kind }) => kind === 'text')) {
    const quote = findQuotes(work.rest)[0]
    if (quote === undefined) return
    if (setValue(work, property, quote.value)) take(work, quote.start, quote.end)
  }
}

function takeOptions(work: Work): void {
  for (const property of free(work)) {
    if (property.kind === 'boolean') takeFlag(work, property)
    for (const option of property.options) {
      const match = new RegExp(
        `(?<![\\p{L}\\d])${escapeLiteral(String(option))}(?![\\p{L}\\d])`,
        'iu',
      ).exec(work.rest)
      if (match === null || work.values.has(property.name)) continue
      work.values.set(property.name, option)
      take(work, match.index, match.index + match[0].length)
    }
  }
}

function takeFlag(work: Work, property: Property): void {
  const pattern = new RegExp(`(?:\\b(with|without|no)\\s+)?\\b${spelling(property)}\\b`, 'i')
  const match = pattern.exec(work.rest)
  if (match === null) return
  work.values.set(property.name, !/^(?:without|no)$/i.test(match[1] ?? ''))
  take(work, match.index, match.index + match[0].length)
}

function takeNumbers(work: Work): void {
  for (const property of free(work).filter(({ kind }) => kind === 'number' || kind === 'integer')) {
    const match = new RegExp(
      `(?<![\\p{L}\\d.])-?(?:\\d+\\.\\d+|${amount})(?![\\p{L}\\d])`,
      'u',
    ).exec(work.rest)
    if (match === null) return
    if (setValue(work, property, match[0])) take(work, match.index, match.index + match[0].length)
  }
}

const filler = /^(?:a|an|the|my|our|of|as|that|this|:|,|and|named|called|new)\s+/i

function takeLeftover(work: Work): void {
  const texts = free(work).filter(({ kind, options }) => kind === 'text' && options.length === 0)
  const property = texts.find(({ required }) => required)
  const alone = work.properties.length === 1 ? texts[0] : undefined
  const target = property ?? alone
  if (target === undefined) return
  const parts = work.rest.split(used).map((part) => trimFillers(part))
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a), '')
  if (longest !== '') setValue(work, target, longest)
}

function trimFillers(part: string): string {
  const trimmed = part.replace(/^[\s,:]+|(?<![\s,:])[\s,:]+$/g, '')
  const rest = `${trimmed} `.replace(filler, '').trim()
  const bare = rest.replace(/(?<!\s)\s+(?:as an?|as|with|for|to|and|of)$/i, '')
  return bare === trimmed
    ? /^(?:as|a|an|the|my|with|for|to|and|of|all)$/i.test(bare)
      ? ''
      : bare
    : trimFillers(bare)
}
