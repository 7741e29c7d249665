// Proves that one digest stands for exactly one call, and that unsound arguments are refused before anything is shown.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  digestCall,
  digestNow,
  digestOf,
  freezeArguments,
  maxArgumentsBytes,
  sha256Hex,
} from '../../main/interaction/digest.ts'
import { findJsonProblem } from '../../main/interaction/json-check.ts'
import { text } from '../../shared/catalogue/text.ts'
import { buildConnection } from '../store/nouns.ts'

const identity = {
  client: 'agent',
  server: { connectionId: 'harbor', url: 'http://localhost:1/mcp', issuer: 'http://localhost:2' },
  tool: 'pay',
  toolDefinitionHash: 'aa',
  argumentsJson: '{"amount":1200,"to":"Nordlicht"}',
}

describe('the call digest', () => {
  it.each([
    ['client', { ...identity, client: 'agent2' }],
    ['connection', { ...identity, server: { ...identity.server, connectionId: 'other' } }],
    ['url', { ...identity, server: { ...identity.server, url: 'http://localhost:3/mcp' } }],
    ['issuer', { ...identity, server: { ...identity.server, issuer: null } }],
    ['tool', { ...identity, tool: 'pay2' }],
    ['definition', { ...identity, toolDefinitionHash: 'ab' }],
    ['arguments', { ...identity, argumentsJson: '{"amount":1201,"to":"Nordlicht"}' }],
  ])('[INT-01] changes with the %s', (_what, changed) => {
    // Dies if: the field is left out of the digest.
    expect(digestCall(changed)).not.toBe(digestCall(identity))
    expect(digestCall({ ...identity })).toBe(digestCall(identity))
  })

  it('[INT-01] is the SHA-256 over UTF-8 of the canonical JSON, so that anybody can check it', () => {
    const json =
      '{"arguments":{"amount":1200,"to":"Nordlicht"},"client":"agent","server":{"connectionId":"harbor","issuer":"http://localhost:2","url":"http://localhost:1/mcp"},"tool":"pay","toolDefinitionHash":"aa"}'
    // Dies if: a member is named otherwise, or the order of members counts.
    expect(digestCall(identity)).toBe(createHash('sha256').update(json).digest('hex'))
    expect(digestOf({ b: 'ä', a: 1 })).toBe(sha256Hex('{"a":1,"b":"ä"}'))
    expect(sha256Hex('ä€')).toBe(
      createHash('sha256').update(Buffer.from('c3a4e282ac', 'hex')).digest('hex'),
    )
  })

  it('[INT-01] of a stored call is over what it says and the connection as it is now', () => {
    const { client: agentId, server, ...frozen } = identity
    const connection = buildConnection({ id: server.connectionId, ...server })
    // Dies if: a fact is left out, or taken from where the call was frozen.
    expect(digestNow({ agentId, ...frozen }, connection)).toBe(digestCall(identity))
    const moved = digestNow(
      { agentId, ...frozen },
      { ...connection, url: 'http://localhost:4/mcp' },
    )
    expect(moved).not.toBe(digestCall(identity))
  })

  it.each([[undefined], [() => 1], [Symbol('x')]])('[INT-01] of %s there is none', (value) => {
    expect(() => canonicalJson(value)).toThrow(new TypeError('Not a JSON value'))
  })

  it('[INT-01] is equal exactly when the canonical arguments are equal', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (a, b) => {
          const [first, second] = [freezeSafely(a), freezeSafely(b)]
          if (first === null || second === null) return
          const digests = [first, second].map((json) =>
            digestCall({ ...identity, argumentsJson: json }),
          )
          expect(digests[0] === digests[1]).toBe(first === second)
        },
      ),
    )
  })
})

function freezeSafely(value: unknown): string | null {
  try {
    return freezeArguments(JSON.stringify(value))
  } catch {
    return null
  }
}

describe('freezing arguments', () => {
  it.each([
    ['duplicate keys', '{"amount":1,"amount":1000}'],
    ['duplicate keys by escape', String.raw`{"a":1,"\u0061":2}`],
    ['nested duplicate keys', '{"a":[{"b":1,"b":2}]}'],
    ['lone surrogate', String.raw`{"a":"\ud800"}`],
    ['lone surrogate as key', String.raw`{"\udc00":1}`],
    ['integer beyond 2^53', '{"amount":9007199254740993}'],
    ['number that overflows', '{"amount":1e400}'],
    ['decimal that would be rounded', '{"amount":0.1234567890123456789}'],
    ['byte order mark', '\uFEFF{}'],
    ['array', '[1]'],
    ['null', 'null'],
    ['text', '"x"'],
    ['two values', '{}{}'],
    ['comment', '{/**/}'],
    ['trailing comma', '{"a":1,}'],
    ['control character', '{"a":"\u0007"}'],
    ['nothing but an opening', '{"a":'],
    ['too deep', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`],
    ['too large', `{"a":"${'x'.repeat(1024 * 1024)}"}`],
  ])('[INT-02] refuses %s', (_what, raw) => {
    // Dies if: JSON.parse alone reads the arguments.
    expect(() => freezeArguments(raw)).toThrow(/Nothing was sent/)
  })

  it.each([
    ['{"b":1,"a":2}', '{"a":2,"b":1}'],
    ['{"a":1.0}', '{"a":1}'],
    ['{"a":1e2}', '{"a":100}'],
    ['{"a":-0}', '{"a":0}'],
    ['{"a":1200.50}', '{"a":1200.5}'],
    [String.raw`{"\u0061":"é"}`, '{"a":"é"}'],
    ['', '{}'],
    ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
  ])('[INT-02] canonicalises %s', (raw, canonical) => {
    expect(freezeArguments(raw)).toBe(canonical)
  })

  it('[INT-02] says what is wrong, under one code', () => {
    const badCall = { code: 'agent/bad_call' }
    const largest = `{"a":"${'ä'.repeat((maxArgumentsBytes - 8) / 2)}"}`
    // Dies if: characters are counted instead of bytes, or the bound is moved by one.
    expect(freezeArguments(largest)).toBe(largest)
    expect(() => freezeArguments(`${largest} `)).toThrow(
      expect.objectContaining({ ...badCall, message: text('interaction.arguments_too_large') }),
    )
    expect(() => freezeArguments('{"a":1,"a":2}')).toThrow(
      expect.objectContaining({
        ...badCall,
        message: text('interaction.arguments_bad', { problem: 'duplicate key' }),
      }),
    )
    expect(() => freezeArguments('null')).toThrow(
      expect.objectContaining({ ...badCall, message: text('interaction.arguments_not_object') }),
    )
  })

  it.each(['', ' ', '\n\t '])('[INT-02] takes %j for no arguments', (raw) => {
    expect(freezeArguments(raw)).toBe('{}')
  })

  it('[INT-02] accepts what JSON writes and agrees with JSON.parse about what is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const json = JSON.stringify(value)
        expect([null, 'lone surrogate', 'number that cannot be kept exactly']).toContain(
          findJsonProblem(json, { maxDepth: 64 }),
        )
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0123.-eE\\utrfalsn ') }), (raw) => {
        const accepted = findJsonProblem(raw, { maxDepth: 64 }) === null
        if (accepted) expect(() => JSON.parse(raw) as unknown).not.toThrow()
      }),
      { numRuns: 2_000 },
    )
  })

  it('[INT-03] holds 100 KB and bidirectional text byte for byte', () => {
    const value = { note: `${'x'.repeat(100_000)}\u202Egpj.exe`, items: Array(500).fill('ä') }
    const frozen = freezeArguments(JSON.stringify(value))
    expect(JSON.parse(frozen)).toEqual(value)
    expect(canonicalJson(JSON.parse(frozen))).toBe(frozen)
  })
})
