// Proves what is offered beside "once": as narrow as what was seen, and nothing where no rule may reach.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildAllowForOffer } from '../../main/interaction/allow-for.ts'
import { canonicalJson } from '../../main/interaction/digest.ts'
import { coversArguments } from '../../main/interaction/rule-match.ts'
import type { Task } from '../../shared/model/task.ts'
import type { Risk } from '../../shared/model/tool-call.ts'

const source = {
  tasks: { load: (id: string): Task | null => ({ id, state: 'running' }) as Task },
}
const callOf = (args: unknown, part: { tool?: string; risk?: Risk; definition?: string } = {}) => ({
  connectionId: 'harbor',
  tool: part.tool ?? 'prepare_transfer',
  toolDefinitionHash: part.definition ?? 'hash',
  taskId: 'task',
  risk: part.risk ?? ('elevated' as const),
  argumentsJson: canonicalJson(args),
})
const offer = (...args: unknown[]) =>
  buildAllowForOffer(
    args.map((each) => callOf(each)),
    source,
  )

describe('the offer beside once', () => {
  it('[RULE-14] of one call: each value exactly, an amount at most itself', () => {
    expect(
      offer({ amount: '40.50', currency: 'EUR', options: { fast: true }, labels: [] }),
    ).toEqual({
      hasTask: true,
      conditions: [
        { kind: 'at_most', pointer: '/amount', limit: '40.50' },
        { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
        { kind: 'equals', pointer: '/labels', valueJson: '[]' },
        { kind: 'equals', pointer: '/options/fast', valueJson: 'true' },
      ],
      seen: [['"40.50"'], ['"EUR"'], ['[]'], ['true']],
    })
    expect(offer({})).toEqual({ hasTask: true, conditions: [], seen: [] })
  })

  it('[RULE-14] of several: exactly where they agree, one of what was seen where they do not, the largest amount', () => {
    const conditions = offer(
      { amount: 9, to: 'A', note: 'x' },
      { amount: 10, to: 'B', note: 'x' },
      { amount: 9.5, to: 'A', note: 'x' },
    )?.conditions
    expect(conditions).toEqual([
      { kind: 'at_most', pointer: '/amount', limit: '10' },
      { kind: 'equals', pointer: '/note', valueJson: '"x"' },
      { kind: 'one_of', pointer: '/to', valuesJson: ['"A"', '"B"'] },
    ])
  })

  it('[RULE-14] an amount below zero, or that is no plain decimal, is offered exactly', () => {
    for (const amount of [-5, '-5', '1e3', 'ten', '4,50']) {
      const [condition] = offer({ amount })?.conditions ?? []
      expect(condition).toEqual({
        kind: 'equals',
        pointer: '/amount',
        valueJson: JSON.stringify(amount),
      })
    }
  })

  it('[RULE-14] nothing where no rule may reach', () => {
    expect(buildAllowForOffer([], source)).toBe(null)
    // Dies if: a call of high risk is offered more than once.
    expect(buildAllowForOffer([callOf({ a: 1 }, { risk: 'high' })], source)).toBe(null)
    const mixed = [callOf({ a: 1 }), callOf({ a: 1 }, { risk: 'high' })]
    expect(buildAllowForOffer(mixed, source)).toBe(null)
    for (const other of [{ tool: 'other' }, { definition: 'other' }]) {
      expect(buildAllowForOffer([callOf({ a: 1 }), callOf({ a: 1 }, other)], source)).toBe(null)
    }
    expect(offer({ a: 1 }, { b: 1 })).toBe(null)
    expect(offer({ a: 1 }, { a: 1, b: 1 })).toBe(null)
    expect(offer({ text: 'x'.repeat(20_001) })).toBe(null)
    expect(offer(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, 1])))).toBe(
      null,
    )
  })

  it('[RULE-14] nothing for several currencies: the largest amount would be allowed in each of them', () => {
    const several = [
      { amount: 90_000, currency: 'JPY' },
      { amount: 50, currency: 'EUR' },
    ]
    // Dies if: 90,000 yen and 50 euro let 90,000 euro run unasked.
    expect(offer(...several)).toBe(null)
    expect(offer(several[0], { ...several[0], amount: 1 })).not.toBe(null)
  })

  it('[RULE-14] for this task only while the task has more to come', () => {
    const ended = { tasks: { load: () => ({ state: 'done' }) as Task } }
    expect(buildAllowForOffer([callOf({ a: 1 })], ended)?.hasTask).toBe(false)
    expect(buildAllowForOffer([callOf({ a: 1 })], { tasks: { load: () => null } })?.hasTask).toBe(
      false,
    )
  })

  it('[RULE-14] always covers the very calls it was made from, whatever they hold', () => {
    const args = fc.dictionary(
      fc.constantFrom('amount', 'total', 'to', 'a/b', 'c~d', '__proto__', ''),
      fc.jsonValue({ maxDepth: 2 }),
      { maxKeys: 5 },
    )
    fc.assert(
      fc.property(fc.array(args, { minLength: 1, maxLength: 3 }), (all) => {
        const calls = all.map((each) => callOf(each))
        const made = buildAllowForOffer(calls, source)
        if (made === null) return
        expect(made.seen).toHaveLength(made.conditions.length)
        for (const { argumentsJson } of calls) {
          expect(coversArguments(made.conditions, argumentsJson)).toBe(true)
        }
      }),
      { numRuns: Number(process.env['COUNT'] ?? 1_000) },
    )
  })

  it('[RULE-05] of one call covers no other call: one value changed, added or left out', () => {
    const flat = fc.dictionary(
      fc.constantFrom('to', 'memo', 'path', 'count'),
      fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean()),
      { minKeys: 1, maxKeys: 4 },
    )
    fc.assert(
      fc.property(flat, flat, (mine, other) => {
        const made = buildAllowForOffer([callOf(mine)], source)
        const covered = coversArguments(made?.conditions ?? [], canonicalJson(other))
        expect(covered).toBe(canonicalJson(mine) === canonicalJson(other))
      }),
      { numRuns: Number(process.env['COUNT'] ?? 1_000) },
    )
  })
})
