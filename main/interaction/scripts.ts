// Tells which writing systems a word mixes, and which plain word it can be taken for.
import { lookalikes } from './lookalikes.ts'

const scriptNames = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Georgian',
  'Cherokee',
  'Devanagari',
  'Thai',
  'Han',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Hangul',
] as const
const scripts = scriptNames.map((name) => ({
  name,
  has: new RegExp(`\\p{Script=${name}}`, 'u'),
}))
const anyScript = /[\p{Script=Common}\p{Script=Inherited}]/u

/** Writing systems that one word may mix (Unicode UTS 39, highly restrictive). */
const together: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
]

/** The writing system of one character; null for what belongs to all of them (digits, punctuation, marks). */
export function scriptOf(character: string): string | null {
  if (anyScript.test(character)) return null
  return scripts.find(({ has }) => has.test(character))?.name ?? 'another script'
}

const plainWriting = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u
const singleScript = /^(?:[\p{Script=Latin}\p{N}\p{M}]*|[\p{Script=Cyrillic}\p{N}\p{M}]*)$/u
const words = /[\p{L}\p{M}\p{N}]+/gu

export interface MixedWord {
  readonly word: string
  readonly scripts: readonly string[]
}

/** The first `limit` words whose letters come from writing systems that do not belong together. */
export function findMixedWords(text: string, limit: number): MixedWord[] {
  if (plainWriting.test(text)) return []
  const found: MixedWord[] = []
  for (const [word] of text.matchAll(words)) {
    if (singleScript.test(word)) continue
    const mixed = mixedScripts(word)
    if (mixed.length > 0) found.push({ word, scripts: mixed })
    if (found.length === limit) return found
  }
  return found
}

function mixedScripts(word: string): string[] {
  const used = new Set<string>()
  for (const character of word) {
    const script = scriptOf(character)
    if (script !== null) used.add(script)
  }
  const names = [...used]
  const allowed = names.length < 2 || together.some((set) => names.every((name) => set.has(name)))
  return allowed ? [] : names
}

/** The ASCII text that `text` can be taken for although it is not it; null when there is none. */
export function asciiLookalike(text: string): string | null {
  if (isAscii(text)) return null
  let seen = ''
  for (const character of text.normalize('NFKC')) seen += lookalikes[character] ?? character
  return isAscii(seen) && /[A-Za-z]/.test(seen) ? seen : null
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/** What two texts have in common that look the same; equal skeletons of different texts are a warning. */
export function skeletonOf(text: string): string {
  let seen = ''
  for (const character of text.normalize('NFKD')) {
    if (!/[\p{M}\p{Cf}]/u.test(character)) seen += lookalikes[character] ?? character
  }
  return seen
    .toLowerCase()
    .replaceAll(/[\s._-]+/g, ' ')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('0', 'o')
    .replaceAll(/[1|i]/g, 'l')
    .trim()
}

/** `р U+0440 Cyrillic, а U+0430 Cyrillic`: every character outside ASCII once, by its code point. */
export function spellOut(text: string): string {
  const strange = new Set(Array.from(text).filter((character) => !isAscii(character)))
  return [...strange]
    .map((character) => {
      const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      return [character, `U+${point}`, scriptOf(character)].filter(Boolean).join(' ')
    })
    .join(', ')
}
