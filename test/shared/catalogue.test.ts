// Proves that German says everything English says, in the same shape and in its own spelling.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { currentLanguage, setLanguage, text, type TextKey } from '../../shared/catalogue/text.ts'

const folder = path.join(import.meta.dirname, '../../shared/catalogue')

async function load(language: 'en' | 'de'): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const name of readdirSync(path.join(folder, language))) {
    const file = pathToFileURL(path.join(folder, language, name)).href
    const rooms = (await import(file)) as Record<string, Record<string, string>>
    for (const room of Object.values(rooms)) {
      for (const [key, words] of Object.entries(room)) texts.set(key, words)
    }
  }
  return texts
}

const english = await load('en')
const german = await load('de')
/** What is missing is told once, by the first test. */
const both = [...english].flatMap(([key, en]) => {
  const de = german.get(key)
  return de === undefined ? [] : [{ key, en, de }]
})

/** Proper names and signs that are the same in both languages. */
const sameInBoth = new Set([
  'Anthropic',
  'Claude Code',
  'Claude Desktop',
  'VS Code',
  'Cursor',
  'Countersign',
  'Code',
  'Agent',
  'Filter',
  'JSON',
  'Markdown',
  'Name',
  'Passkey',
  'Plan',
  'Version',
  '{name} in {folder}',
  // The rehearsal model reads English.
  'Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts',
  'Prepare a transfer of 480 EUR to Papier & Co',
  'Share the board minutes with Weber',
])

const placeholders = (words: string): string[] => [...words.matchAll(/\{\w+\}/g)].map(String).sort()
/** Letters outside placeholders, so that `{host}, {moment}` counts as nothing to translate. */
const hasWords = (words: string): boolean => /\p{L}/u.test(words.replaceAll(/\{\w+\}/g, ''))

/** Null for a key that no list of the catalogue knows. */
function heard(key: string): string | null {
  try {
    return text(key as TextKey)
  } catch {
    return null
  }
}

afterEach(() => setLanguage('en'))

describe('the German catalogue', () => {
  test('[LANG-01] has the same keys as the English one', () => {
    expect([...english.keys()].filter((key) => !german.has(key))).toEqual([])
    expect([...german.keys()].filter((key) => !english.has(key))).toEqual([])
  })

  test('[LANG-01] is what is said, key by key', () => {
    // Dies if: a file is missing in one of the two lists.
    const unheard = (texts: ReadonlyMap<string, string>): string[] =>
      [...texts].filter(([key, words]) => heard(key) !== words).map(([key]) => key)
    setLanguage('de')
    expect(unheard(german)).toEqual([])
    setLanguage('en')
    expect(unheard(english)).toEqual([])
  })

  test('[LANG-01] keeps every placeholder, once each', () => {
    const other = both.filter(({ en, de }) => placeholders(en).join() !== placeholders(de).join())
    expect(other).toEqual([])
  })

  test('[LANG-01] leaves nothing in English', () => {
    const left = both.filter(({ en, de }) => en === de && hasWords(en) && !sameInBoth.has(en))
    expect(left).toEqual([])
  })

  test('[LANG-01] keeps the order of plural forms: one and many exist together in both', () => {
    const ones = [...english.keys()].filter((key) => key.endsWith('.one'))
    expect(ones.filter((key) => !english.has(key.replace(/\.one$/, '.many')))).toEqual([])
  })
})

describe('the spelling', () => {
  test.each([
    ['is empty or has spaces at an end', /^$|^\s|\s$/],
    ['has two spaces', / {2}/],
    ['has three full stops for an ellipsis', /\.\.\./],
    ['has a straight quotation mark or apostrophe', /["']/],
  ])('[LANG-01] no text %s', (_what, wrong) => {
    // What is typed into a terminal is spelled as a terminal wants it.
    const texts = both.filter(({ key }) => !key.endsWith('.usage'))
    expect(texts.filter(({ en, de }) => wrong.test(en) || wrong.test(de))).toEqual([])
  })

  test('[LANG-01] German quotes „so“, leaves a space before an ellipsis, and says “Sie”', () => {
    const wrong = both.filter(
      ({ de }) =>
        /[”«»‚]/.test(de) ||
        de.replaceAll(/„[^„“]*“/g, '').match(/[„“]/) !== null ||
        /\p{L}…/u.test(de) ||
        /\b(du|dir|dich|dein\w*|euch|euer)\b/iu.test(de),
    )
    expect(wrong).toEqual([])
  })

  test('[LANG-01] English quotes “so”', () => {
    const wrong = both.filter(({ en }) => /[„«»]/.test(en.replaceAll(/“[^“”]*”/g, '')))
    expect(wrong).toEqual([])
  })

  test('[LANG-01] what a text tells to press is the name of something', () => {
    for (const texts of [english, german]) {
      const names = new Set([...texts.values()].map((words) => words.replace(/ ?…$/, '')))
      const named = [...texts]
        .filter(([key]) => key.endsWith('.back'))
        .flatMap(([, words]) =>
          [...words.matchAll(/[“„]([^“”„]+)[”“]/g)].map(([, name = '']) => name),
        )
      // Dies if: a control is renamed and the way back still names the old one.
      const unknown = named.filter((name) => ![...names].some((each) => each.startsWith(name)))
      expect(unknown).toEqual([])
    }
  })

  test('[LANG-01] the tests begin in English', () => {
    expect(currentLanguage()).toBe('en')
  })
})
