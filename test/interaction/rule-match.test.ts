// Proves what a rule covers: its own calls, value by value, and never one more.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../main/interaction/digest.ts'
import { coversArguments, coversCall, isInForce } from '../../main/interaction/rule-match.ts'
import type { RuleCondition } from '../../shared/model/rule.ts'
import { buildRule, hourMs, transferArguments, transferConditions } from './rule-samples.ts'

const call = {
  agentId: 'agent',
  taskId: 'task',
  connectionId: 'harbor',
  tool: 'prepare_transfer',
  toolDefinitionHash: 'hash',
  argumentsJson: canonicalJson(transferArguments),
}
const covers = (args: unknown, conditions = transferConditions): boolean =>
  coversArguments(conditions, canonicalJson(args))

describe('which calls a rule speaks about', () => {
  it('[RULE-01] covers its own call, and none of another agent, connection, tool, definition or task', () => {
    expect(coversCall(buildRule(), call)).toBe(true)
    expect(coversCall(buildRule({ taskId: 'task' }), call)).toBe(true)
    // Dies if: any of these is not compared.
    for (const other of [
      { agentId: 'other' },
      { connectionId: 'other' },
      { tool: 'pay' },
      { toolDefinitionHash: 'other' },
    ]) {
      expect([other, coversCall(buildRule(), { ...call, ...other })]).toEqual([other, false])
    }
    expect(coversCall(buildRule({ taskId: 'other' }), call)).toBe(false)
  })

  it('[RULE-01] is in force only while active, in its time, and with a clock that was not set back', () => {
    const rule = buildRule()
    expect([1_000, hourMs, rule.expiresAtMs - 1].map((at) => isInForce(rule, at))).toEqual([
      true,
      true,
      true,
    ])
    // Dies if: the end, or the beginning, is left out of the comparison.
    expect([999, rule.expiresAtMs, rule.expiresAtMs * 2].map((at) => isInForce(rule, at))).toEqual([
      false,
      false,
      false,
    ])
    expect(isInForce(buildRule({ lastUsedAtMs: 5_000 }), 4_999)).toBe(false)
    for (const state of ['paused', 'revoked', 'void', 'ended'] as const) {
      expect(isInForce(buildRule({ state }), 2_000)).toBe(false)
    }
  })

  // Dies if: a prohibition is lifted by a clock that was set back, or outlives its end.
  it('[RULE-01] what forbids holds until its end, whatever the clock says of its beginning', () => {
    for (const effect of ['deny', 'high'] as const) {
      const rule = buildRule({ effect, lastUsedAtMs: 5_000 })
      const times = [0, 999, 4_999, rule.expiresAtMs - 1, rule.expiresAtMs]
      expect(times.map((at) => isInForce(rule, at))).toEqual([true, true, true, true, false])
    }
  })

  it('[RULE-02] each kind of condition holds for its own values alone', () => {
    const at = { pointer: '/to' }
    const oneOf: RuleCondition[] = [{ kind: 'one_of', ...at, valuesJson: ['"ada"', '7'] }]
    expect(['ada', 7, '7', 'bob', null].map((to) => covers({ to }, oneOf))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    const below: RuleCondition[] = [{ kind: 'below', ...at, prefix: '/home/ada' }]
    expect(['/home/ada/x', '/home/bob', 7, null].map((to) => covers({ to }, below))).toEqual([
      true,
      false,
      false,
      false,
    ])
    const atMost: RuleCondition[] = [{ kind: 'at_most', ...at, limit: '40' }]
    expect([40, 0, 40.01, -1, true, null].map((to) => covers({ to }, atMost))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
    expect(covers({ to: { any: 1 } }, [{ kind: 'any', pointer: '/to/any' }])).toBe(true)
  })

  it('[RULE-02] an object whose names are numbers is never taken for the list that was allowed', () => {
    const listed: RuleCondition[] = [{ kind: 'equals', pointer: '/to/0', valueJson: '"ada"' }]
    expect(covers({ to: ['ada'] }, listed)).toBe(true)
    // Dies if: places alone are compared; a server may read the one otherwise than the other.
    expect(covers({ to: { 0: 'ada' } }, listed)).toBe(false)
    const deny = buildRule({ effect: 'deny', conditions: listed })
    expect(coversCall(deny, { ...call, argumentsJson: '{"to":{"0":"ada"}}' })).toBe(true)
  })

  it('[RULE-06] what forbids is lifted neither by a changed tool nor by one value more', () => {
    const deny = buildRule({ effect: 'deny', conditions: [] })
    expect(coversCall(deny, { ...call, toolDefinitionHash: 'other' })).toBe(true)
    expect(coversCall(deny, { ...call, argumentsJson: '{"extra":1}' })).toBe(true)
    expect(coversCall(buildRule({ effect: 'high' }), call)).toBe(true)
  })
})

describe('which values a rule covers', () => {
  it('[RULE-02] every value is named, and every named value is there', () => {
    expect(covers(transferArguments)).toBe(true)
    // Dies if: a value that no condition names is let through.
    expect(covers({ ...transferArguments, memo: '' })).toBe(false)
    expect(covers({ ...transferArguments, options: {} })).toBe(false)
    expect(covers({ ...transferArguments, options: { fast: true } })).toBe(false)
    // Dies if: a condition on a value that is not there counts as met.
    const { recipient: _gone, ...rest } = transferArguments
    expect(covers(rest)).toBe(false)
    expect(coversArguments([{ kind: 'any', pointer: '/memo' }], '{}')).toBe(false)
    expect(coversArguments([], '{}')).toBe(true)
  })

  it('[RULE-02] a condition names one value, never everything below a name', () => {
    const any: RuleCondition[] = [{ kind: 'any', pointer: '/a' }]
    expect(coversArguments(any, '{"a":"text"}')).toBe(true)
    expect(coversArguments(any, '{"a":{"b":1}}')).toBe(false)
    expect(coversArguments(any, '{"a":["x"]}')).toBe(false)
    expect(coversArguments([{ kind: 'any', pointer: '' }], '{"a":1}')).toBe(false)
    const escaped: RuleCondition[] = [{ kind: 'equals', pointer: '/a~1b~0c', valueJson: '1' }]
    expect(coversArguments(escaped, '{"a/b~c":1}')).toBe(true)
    expect(coversArguments(escaped, '{"a":{"b~c":1}}')).toBe(false)
  })

  it.each([
    ['{"v":"1"}', '1', false],
    ['{"v":1}', '1', true],
    ['{"v":true}', 'true', true],
    ['{"v":null}', 'null', true],
    ['{"v":{}}', '{}', true],
    ['{"v":"A"}', '"a"', false],
  ])('[RULE-02] equals is exact: %s with %s', (argumentsJson, valueJson, expected) => {
    expect(coversArguments([{ kind: 'equals', pointer: '/v', valueJson }], argumentsJson)).toBe(
      expected,
    )
  })

  it.each([
    ['40', '40', true],
    ['40.00', '40', true],
    ['39.999999999999999999999999999999', '40', true],
    ['40.000000000000000000000000000001', '40', false],
    ['9007199254740993', '9007199254740992', false],
    ['0', '40', true],
    ['-1', '40', false],
    ['-1000000', '40', false],
    ['1e2', '40', false],
    ['4e1', '40', false],
    ['040', '40', false],
    ['+40', '40', false],
    [' 40', '40', false],
    ['40,00', '40', false],
    ['40.', '40', false],
    ['٤٠', '40', false],
    ['0x20', '40', false],
    ['', '40', false],
    ['NaN', '40', false],
    ['39', '-5', false],
    [`${'9'.repeat(31)}`, '40', false],
  ])('[RULE-03] “%s” at most %s: %s', (text, limit, expected) => {
    // Dies if: decimals are compared as floating point numbers or as text.
    const condition: RuleCondition[] = [{ kind: 'at_most', pointer: '/v', limit }]
    expect(coversArguments(condition, canonicalJson({ v: text }))).toBe(expected)
  })

  it.each([
    [40, true],
    [40.01, false],
    [0.1, true],
    [1e21, false],
    [-0.01, false],
    [true, false],
    [null, false],
  ])('[RULE-03] the value %s at most 40: %s', (value, expected) => {
    const condition: RuleCondition[] = [{ kind: 'at_most', pointer: '/v', limit: '40' }]
    expect(coversArguments(condition, canonicalJson({ v: value }))).toBe(expected)
  })

  it('[RULE-02] what is no JSON is not covered, and nothing throws', () => {
    for (const broken of ['', '{', 'null', '1', '"x"', '[]x']) {
      expect(() => coversArguments(transferConditions, broken)).not.toThrow()
      expect(coversArguments(transferConditions, broken)).toBe(false)
    }
  })
})

const scalar = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom('40', '39.5', '/a/b/c', '/a/b', 'https://x.example/a/b', true, null),
)
const names = ['amount', 'to', 'path', 'memo']
const args = fc.dictionary(fc.constantFrom(...names), scalar, { maxKeys: 4 })
const condition: fc.Arbitrary<RuleCondition> = fc
  .tuple(fc.constantFrom(...names.map((name) => `/${name}`)), scalar, fc.nat(4))
  .map(([pointer, value, kind]): RuleCondition => {
    const valueJson = canonicalJson(value)
    if (kind === 0) return { kind: 'any', pointer }
    if (kind === 1) return { kind: 'equals', pointer, valueJson }
    if (kind === 2) return { kind: 'one_of', pointer, valuesJson: [valueJson, '"40"', '7'] }
    if (kind === 3) return { kind: 'at_most', pointer, limit: '40' }
    return { kind: 'below', pointer, prefix: '/a/b' }
  })
const conditions = fc.array(condition, { maxLength: 6 })

describe('no call outside the bounds is ever covered', () => {
  it('[RULE-05] what is covered has every value inside its own bound', () => {
    fc.assert(
      fc.property(args, conditions, (values, limits) => {
        if (!coversArguments(limits, canonicalJson(values))) return
        for (const [name, value] of Object.entries(values)) {
          const own = limits.filter(({ pointer }) => pointer === `/${name}`)
          expect(own.length).toBeGreaterThan(0)
          for (const limit of own) expect(isInside(limit, value)).toBe(true)
        }
        for (const { pointer } of limits) expect(Object.hasOwn(values, pointer.slice(1))).toBe(true)
      }),
      { numRuns: Number(process.env['COUNT'] ?? 2_000) },
    )
  })

  it('[RULE-05] narrowing never covers more: one condition more, or one value less', () => {
    fc.assert(
      fc.property(args, conditions, condition, (values, limits, more) => {
        const json = canonicalJson(values)
        const named = limits.some(({ pointer }) => pointer === more.pointer)
        // A condition on a value that was not named before covers that value too: that is a wider rule.
        if (named && coversArguments([...limits, more], json)) {
          expect(coversArguments(limits, json)).toBe(true)
        }
        const fewer = limits.map((each): RuleCondition =>
          each.kind === 'one_of' ? { ...each, valuesJson: each.valuesJson.slice(0, 1) } : each,
        )
        if (coversArguments(fewer, json)) expect(coversArguments(limits, json)).toBe(true)
      }),
      { numRuns: Number(process.env['COUNT'] ?? 2_000) },
    )
  })
})

/** Written anew here, so that a mistake in the room is not repeated. */
function isInside(limit: RuleCondition, value: unknown): boolean {
  if (limit.kind === 'any') return true
  if (limit.kind === 'equals') return limit.valueJson === JSON.stringify(value)
  if (limit.kind === 'one_of') return limit.valuesJson.includes(JSON.stringify(value))
  if (limit.kind === 'at_most') return Number(value) >= 0 && Number(value) <= Number(limit.limit)
  return typeof value === 'string' && value.startsWith(`${limit.prefix}/`) && !value.includes('..')
}
