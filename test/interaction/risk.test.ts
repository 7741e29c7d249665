// Proves how risk is judged: by what a tool would do, never lowered by what a server says of itself.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeRisk } from '../../main/interaction/risk.ts'
import { bankTools, buildTool, connection } from '../agent/journey-world.ts'

const trusted = { ...connection, trustedForReading: true }
const paying = '{"amount":5,"currency":"EUR","recipient":"N"}'

describe('judging risk', () => {
  it.each([
    ['list_accounts', 'elevated', 'reads_only_untrusted'],
    ['prepare_transfer', 'elevated', 'changes_something'],
    ['pay', 'high', 'moves_money'],
    ['add_payee', 'elevated', 'changes_something'],
    ['share_document', 'high', 'changes_permissions'],
  ])('[INT-11] the bank’s %s is %s: %s', (name, risk, reason) => {
    const tool = bankTools.find((each) => each.name === name) ?? buildTool({ name })
    expect(judgeRisk(tool, connection, /pay$|transfer/.test(name) ? paying : '{}')).toEqual({
      risk,
      reason,
    })
  })

  it.each([
    [buildTool({ name: 'echo' }), 'elevated', 'unknown_tool'],
    [buildTool({ name: 'deleteEverything' }), 'high', 'deletes'],
    [buildTool({ name: 'post_tweet' }), 'high', 'publishes'],
    [buildTool({ name: 'tidy', description: 'Permanently deletes old files.' }), 'high', 'deletes'],
    [buildTool({ name: 'tidy', description: 'Never deletes files.' }), 'elevated', 'unknown_tool'],
    [buildTool({ name: 'settle', description: 'Moves money to somebody.' }), 'high', 'moves_money'],
    [
      buildTool({ name: 'list_payments', annotations: { readOnlyHint: true } }),
      'elevated',
      'reads_only_untrusted',
    ],
    [
      buildTool({ name: 'prepare_deletion', annotations: { destructiveHint: true } }),
      'high',
      'deletes',
    ],
  ])('[INT-11] $name is judged by its words', (tool, risk, reason) => {
    expect(judgeRisk(tool, connection, '{}')).toEqual({ risk, reason })
  })

  it('[INT-11] an amount for a recipient is money, whatever the tool is called', () => {
    const tool = buildTool({ name: 'do_it', annotations: { readOnlyHint: true } })
    expect(judgeRisk(tool, trusted, paying)).toEqual({ risk: 'high', reason: 'moves_money' })
  })

  it('[INT-11] only reads, at a connection the person trusts, are low', () => {
    const tool = buildTool({ name: 'list_accounts', annotations: { readOnlyHint: true } })
    expect(judgeRisk(tool, trusted, '{}').risk).toBe('low')
    expect(judgeRisk({ ...tool, annotations: {} }, trusted, '{}').risk).toBe('elevated')
  })

  it('[INT-11] a hint that says harmless never lowers the class', () => {
    // Dies if: readOnlyHint or destructiveHint:false wins over the words of the tool.
    const order = { low: 0, elevated: 1, high: 2 }
    fc.assert(
      fc.property(
        fc.constantFrom('pay', 'delete_file', 'share_document', 'publish_page', 'frobnicate'),
        (name) => {
          const bare = judgeRisk(buildTool({ name }), connection, '{}').risk
          const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true }
          const hinted = judgeRisk(buildTool({ name, annotations }), connection, '{}').risk
          expect(order[hinted]).toBeGreaterThanOrEqual(order[bare])
        },
      ),
    )
  })
})
