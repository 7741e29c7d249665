// Finds the tool a clause means by the words of its name and title.
import { splitWords } from '../../interaction/words.ts'
import type { ModelTool } from '../model.ts'
import { findQuotes } from './clauses.ts'
import { escapeLiteral } from './escape-literal.ts'

const fillers = new Set('a an the my our your of to at on in for me us all please'.split(' '))
/** Verbs that so many tools begin with that they say nothing alone. */
const vague = new Set(
  'get list show add create set update delete remove search find read fetch trigger toggle run do make call'.split(
    ' ',
  ),
)
const politeness =
  /^(?:please|could you|can you|would you|i want to|i want you to|now|also|first)\s+/i

/** Verbs that all mean: look at it. */
const reading = new Set('get list show see view display fetch read'.split(' '))

/** `accounts` and `account`, `payments` and `payment` are one word here. */
const stem = (word: string): string => {
  if (reading.has(word)) return 'get'
  return word.length > 3 ? word.replace(/s$/, '') : word
}
const stems = (text: string): string[] =>
  splitWords(text)
    .filter((word) => !fillers.has(word))
    .map(stem)

/** The clause without `please` and its like. */
export function stripPoliteness(clause: string): string {
  const stripped = clause.replace(politeness, '')
  return stripped === clause ? clause : stripPoliteness(stripped)
}

function nameShapes(name: string): string[] {
  return [name.toLowerCase(), splitWords(name).join(' ')]
}

/** 0 when the clause cannot mean this tool; 2 when it spells the name; else the share of the name's words in it. */
function scoreWords(clauseStems: readonly string[], words: readonly string[]): number {
  if (words.length === 0) return 0
  const found = words.filter((word) => clauseStems.includes(word))
  const telling = words.length === 1 ? found : found.filter((word) => !vague.has(word))
  if (telling.length === 0) return 0
  const leads = clauseStems.slice(0, 2).includes(words[0] ?? '')
  const share = found.length / words.length
  return share === 1 || (leads && share >= 0.5) ? share + found.length / 100 : 0
}

function scoreTool(clause: string, candidate: ModelTool): number {
  const lower = clause.toLowerCase()
  const { name, title } = candidate.tool
  const spelled = nameShapes(name).some((shape) => lower === shape || lower.startsWith(`${shape} `))
  if (spelled) return 2 + name.length / 1000
  const clauseStems = stems(dropQuotes(clause))
  return Math.max(
    scoreWords(clauseStems, stems(name)),
    title === null ? 0 : scoreWords(clauseStems, stems(title)),
  )
}

/** The best match, or null. Between equals, one whose connection is named in the clause, else the first. */
export function matchTool(clause: string, tools: readonly ModelTool[]): ModelTool | null {
  const wanted = stripPoliteness(clause)
  const lower = wanted.toLowerCase()
  const scored = tools
    .map((candidate) => {
      const score = scoreTool(wanted, candidate)
      const named = score > 0 && lower.includes(candidate.connectionName.toLowerCase())
      return { candidate, score: score + (named ? 1 : 0) }
    })
    .filter(({ score }) => score > 0)
  const best = scored.reduce<(typeof scored)[number] | null>(
    (a, b) => (a === null || b.score > a.score ? b : a),
    null,
  )
  return best?.candidate ?? null
}

/** The clause without the words that named the tool (each once) and without `at <connection>`. */
export function removeToolWords(clause: string, { tool, connectionName }: ModelTool): string {
  let rest = stripPoliteness(clause)
  const place = new RegExp(
    `\\s+(?:at|on|with|from)\\s+${escapeLiteral(connectionName)}(?=$|[\\s,.])`,
    'i',
  )
  rest = rest.replace(place, '')
  for (const shape of nameShapes(tool.name)) {
    if (rest.toLowerCase().startsWith(shape)) return rest.slice(shape.length)
  }
  const [first = ''] = splitWords(rest)
  if (reading.has(first)) rest = rest.trimStart().slice(first.length)
  const words = [...splitWords(tool.name), ...splitWords(tool.title ?? '')]
  for (const word of new Set(words.filter((each) => !fillers.has(each)).map(stem))) {
    rest = rest.replace(new RegExp(`(^|[\\s])${escapeLiteral(word)}s?(?=$|[\\s,:=])`, 'i'), '$1')
  }
  return rest
}

/** Not by a pattern: from each opening one it would look for the closing one that is not there. */
function dropQuotes(clause: string): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of findQuotes(clause)) {
    parts.push(clause.slice(from, start))
    from = end
  }
  return [...parts, clause.slice(from)].join(' ')
}
