// Tests of reading the JSON of an answer: names twice, depth, and everything that is no object.
import { expect, test } from 'vitest'
import { parseJsonObject } from '../../main/oauth/json-object.ts'

const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

// Dies if: names are not compared, or compared before their escapes are read.
test.each([
  '{"error":"authorization_pending","error":"access_denied"}',
  '{"access_token":"a","x":1,"access_token":"b"}',
  String.raw`{"error":"a","\u0065rror":"b"}`,
  '{"a":{"b":1,"c":[],"b":2}}',
  '{"a":[{"b":{}},{"b":1,"b":2}]}',
])('[OAUTH-30] a name twice makes it unreadable: %s', (text) => {
  expect(parseJsonObject(text)).toBeNull()
})

test.each([
  '{}',
  '{"a":{"a":{"a":"a"}}}',
  '{"a":[{"b":1},{"b":2}],"b":3}',
  String.raw`{"a":"\"b\":1,{","b":"a"}`,
  '{"a":"b","b":":"}',
  '{"__proto__":1,"constructor":2}',
])('[OAUTH-30] a sound one is read: %s', (text) => {
  expect(JSON.stringify(parseJsonObject(text))).toBe(JSON.stringify(JSON.parse(text)))
})

test('[OAUTH-30] more than 32 deep is refused, a text of brackets too, in no time', () => {
  expect(parseJsonObject(nested(32))).not.toBeNull()
  expect(parseJsonObject(nested(33))).toBeNull()
  const started = performance.now()
  expect(parseJsonObject(nested(200_000))).toBeNull()
  expect(parseJsonObject(`"${String.raw`\"`.repeat(300_000)}`)).toBeNull()
  expect(performance.now() - started).toBeLessThan(3000)
})

test.each(['', 'null', '[]', '1', '"a"', '{"a":}', '{', '{"a":1}}'])(
  '[OAUTH-30] %j is no object',
  (text) => {
    expect(parseJsonObject(text)).toBeNull()
  },
)
