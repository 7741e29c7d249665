// Proves which runs of a text are JSON Web Tokens, where each ends, and what is left of the rest.
import { expect, it } from 'vitest'
import { replaceJsonWebTokens } from '../../shared/json-web-tokens.ts'

// Dies if: a token is looked for only at the start, only the first is taken, or its end is moved by one part.
it.each([
  ['eyJa.b.c', 2, 'T'],
  ['eyJa.b', 2, 'eyJa.b'],
  ['eyJa.b', 1, 'T'],
  ['eyJa', 1, 'eyJa'],
  ['eyJa..c', 2, 'T'],
  ['eyJa.b.', 2, 'T'],
  ['sent eyJa.b.c, and (eyJa.b.c)', 2, 'sent T, and (T)'],
  ['eyJa.b.c eyJd.e.f', 2, 'T T'],
  ['eyJa.b.c.d', 2, 'T'],
  ['eyJa.b.c.d.e', 2, 'T'],
  ['eyJa.b.c.d.e.f', 2, 'T.f'],
  ['eyJa.b.c.d.e.f.g', 2, 'T.f.g'],
  ['eyJa.b.c.d.e.eyJa.b.c', 2, 'T.T'],
  ['x.eyJa.b.c', 2, 'x.T'],
  ['x.eyJa.b', 2, 'x.eyJa.b'],
  ['x.y.eyJa.b', 2, 'x.y.eyJa.b'],
  ['x.y.eyJa.b', 1, 'x.y.T'],
  ['token-eyJa.b.c', 2, 'token-T'],
  ['xeyJa.b.c', 2, 'xeyJa.b.c'],
  ['EyJa.b.c', 2, 'EyJa.b.c'],
  ['www.example.org and 1.2.3', 1, 'www.example.org and 1.2.3'],
  ['', 1, ''],
])('[TOOL-40] [CRS-16] in `%s`, of %i dots at least', (words, dots, left) => {
  expect(replaceJsonWebTokens(words, dots, 'T')).toBe(left)
})
