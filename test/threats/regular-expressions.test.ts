// Looks for time bombs: every regular expression of the app, and the parsers of what others send, on long hostile input.
import { describe, expect, it } from 'vitest'
import { stripTokens } from '../../main/agent/clean-result.ts'
import { createEventDepth } from '../../main/http/json-depth.ts'
import { findJsonProblem } from '../../main/interaction/json-check.ts'
import { readTypedDecimal } from '../../main/interaction/typed-decimal.ts'
import { makeVisible } from '../../main/interaction/visible.ts'
import { parseChallenges } from '../../main/oauth/challenge.ts'
import { redact } from '../../main/redact.ts'
import { findAttack, listPatterns } from './pattern-search.ts'

// prove: 1
/** With COUNT every pattern; else each fourth one, another fourth each time (SEED names which). */
const part = process.env['COUNT'] === undefined ? 4 : 1
const seed = Number(process.env['SEED'] ?? Date.now())

describe('patterns', () => {
  it('[GWE-13] take no more time than their input grows', { timeout: 240_000 }, () => {
    const { literals } = listPatterns()
    expect(literals.length).toBeGreaterThan(250)
    const each = new Map(literals.map((one) => [`/${one.source}/${one.flags}`, one]))
    // Dies if: a pattern looks for its end anew from every place before it, such as /\/+$/ or /\s+and\s+/.
    const mine = [...each.values()].filter((_, at) => at % part === seed % part)
    const slow = mine.flatMap((pattern) => {
      const attack = findAttack(pattern)
      return attack === null ? [] : [`${pattern.file}: /${pattern.source}/: ${attack}`]
    })
    expect(slow).toEqual([])
  })

  it.each([
    ['/+$', ''],
    ['(a+)+$', ''],
    ['\\s*,?\\s+and\\s+', 'i'],
    ['^(-?)0*(\\d+?)(?:\\.(\\d*?)0*)?$', ''],
    ['\\beyJ[\\w-]+\\.', 'g'],
    ['^-+|-+$', 'g'],
  ])('[GWE-13] that are time bombs are found: %s', (source, flags) => {
    expect(findAttack({ file: 'planted', source, flags })).not.toBe(null)
  })

  it('[GWE-13] that are built of words are in these files only, and are looked at by their parsers', () => {
    // The rehearsal's read what the person typed, at most 20,000 characters of it.
    expect([...listPatterns().built]).toEqual([
      ['main/agent/rehearsal/fill-arguments.ts', 11],
      ['main/agent/rehearsal/match-tool.ts', 2],
      ['main/interaction/scripts.ts', 1],
      ['main/oauth/challenge.ts', 2],
      ['main/redact.ts', 1],
      ['renderer/parts/visible-text.ts', 2],
    ])
  })
})

const pumps = [
  ' ', ',', '=', '"', '\\', "'", 'a', 'a=', 'a ', 'a="', '{', '[', '{"a":', '0', '10', '.', '\n', '\r\n', 'data:', 'data: {\n',
  ':', '\u202e', '\u00e9', '\u0000', 'eyJ-', 'eyJa.', 'Bearer ', 'Bearer a', 'token=', 'token="', 'a\\', '<Buffer ', 'aA0',
] // prettier-ignore

const parsers: (readonly [string, (input: string) => unknown])[] = [
  ['WWW-Authenticate', (input) => parseChallenges(asHeader(`Bearer ${input}`))],
  ['WWW-Authenticate alone', (input) => parseChallenges(asHeader(input))],
  ['log lines', redact],
  ['results', (input) => stripTokens(input, ['secret-of-this-call'])],
  ['JSON', (input) => findJsonProblem(input, { maxDepth: 64 })],
  ['a JSON string', (input) => findJsonProblem(`"${input}"`, { maxDepth: 64 })],
  ['a JSON number', (input) => findJsonProblem(`1${input}1`, { maxDepth: 64 })],
  ['an event stream', (input) => createEventDepth()(Buffer.from(input))],
  ['what is shown', makeVisible],
  ['a typed number', (input) => readTypedDecimal(input, 'de')],
]

function asHeader(value: string): Headers {
  const headers = new Headers()
  try {
    headers.set('www-authenticate', value.slice(0, 16_000))
  } catch {
    // No header can hold it.
  }
  return headers
}

describe('parsers', () => {
  it.each(parsers)(
    '[GWE-13] of %s take no more time than their input grows',
    { timeout: 60_000 },
    (_name, parse) => {
      const time = (input: string, turns: number): number => {
        let least = Infinity
        for (let turn = 0; turn < turns && least > 1; turn += 1) {
          const before = performance.now()
          parse(input)
          least = Math.min(least, performance.now() - before)
        }
        return least
      }
      const build = (pump: string, size: number): string =>
        `${pump.repeat(Math.ceil(size / pump.length))}\u0001`
      const slow = pumps.filter((pump) => {
        const onLarge = time(build(pump, 65_536), 3)
        // Sixteen times the input: sixteen times the time is sound, 256 times is not.
        // What grows by the square takes many times this; collecting garbage does not.
        return onLarge > 100 && onLarge / time(build(pump, 4_096), 6) > 64
      })
      // Dies if: one of them reads a part of its input again and again.
      expect(slow).toEqual([])
    },
  )
})
