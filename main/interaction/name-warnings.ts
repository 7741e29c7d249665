// Warns of names on a card that can be taken for others: the agent's, the server's, the tool's.
import type { NameWarning } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { asciiLookalike, findMixedWords, spellOut } from './scripts.ts'
import { makeVisibleLine } from './visible.ts'

const keys = {
  agent: 'card.name_agent',
  claimed: 'card.name_claimed',
  connection: 'card.name_connection',
  tool: 'card.name_tool',
} as const

/** Names as they were given, by whose they are; null where there is none. */
export type NamesToCheck = Partial<Record<keyof typeof keys, string | null>>

/** One sentence per doubtful name, with its letters spelled out. */
export function warnOfNames(names: NamesToCheck): NameWarning[] {
  return Object.entries(keys).flatMap(([whose, key]) => {
    const name = names[whose as keyof NamesToCheck]
    if (name === null || name === undefined) return []
    const doubt = doubtOf(name)
    if (doubt === null) return []
    const sentence = text(key, { name: makeVisibleLine(name), doubt })
    return [{ sentence, spelled: spellOut(name.slice(0, 2_000)) }]
  })
}

function doubtOf(name: string): string | null {
  const plain = asciiLookalike(name)
  if (plain !== null) return text('card.doubt_looks', { plain: makeVisibleLine(plain) })
  const [mixed] = findMixedWords(name, 1)
  if (mixed === undefined) return null
  return text('card.doubt_mixed', { scripts: mixed.scripts.join(', ') })
}
