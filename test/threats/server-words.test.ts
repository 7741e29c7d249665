// Lets an authorization server speak for too long, and with characters that hide, reorder or pretend.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { visibleSegments } from '../../renderer/parts/visible-text.ts'
import { json } from '../http/scripted-server.ts'
import { startTokenFlow, type TokenFlow } from '../oauth/token-flow.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

const pending = (words: unknown) =>
  json(400, {
    error: 'authorization_pending',
    error_description: words,
    deferral_code: 'dc-1',
    expires_in: 600,
  })

async function wordsOf(words: unknown): Promise<string | null> {
  const answer = await flow.exchange(pending(words))
  if (answer.kind !== 'deferred') throw new Error(answer.kind)
  return answer.deferred.serverWords
}

// Dies if: the words are not cut before they are kept.
test('[THREAT-091] words of half a megabyte are cut to 500 characters, on start and on a poll', async () => {
  expect(await wordsOf('x'.repeat(500_000))).toHaveLength(500)
  const polled = await flow.poll(pending('y'.repeat(500_000)))
  expect(polled.kind === 'refused' && polled.refusal.errorDescription).toHaveLength(500)
})

// Dies if: a body over the cap is read to its end.
test('[THREAT-091] an answer of ten megabytes is no answer', async () => {
  expect((await flow.poll(pending('z'.repeat(10_000_000)))).kind).toBe('no_answer')
})

test.each([[{}], [['a']], [1], [null], [''], ['   ']])(
  '[THREAT-091] %j in place of words is no words',
  async (words) => {
    expect(await wordsOf(words)).toBeNull()
  },
)

// Dies if: what a server says is shown as it came.
test.each([
  ['reordering', 'Approved \u202eetucexe ton oD\u202c'],
  ['isolates', 'Press \u2066Approve\u2069 now'],
  ['invisible', 'pay\u200bpal\u2060.example\ufeff'],
  ['control characters', 'a\u0007b\u001b[31mc\u0085d'],
  ['a tag of invisible letters', 'hello\u{e0041}\u{e0042}'],
  ['a lone surrogate', 'x\ud800y'],
])('[THREAT-091] words with %s are shown with marks in their place', async (_name, words) => {
  const shown = visibleSegments((await wordsOf(words)) ?? '')
  expect(shown.some(({ kind }) => kind === 'mark')).toBe(true)
  const plain = shown.map((segment) => (segment.kind === 'text' ? segment.text : '')).join('')
  expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
})
