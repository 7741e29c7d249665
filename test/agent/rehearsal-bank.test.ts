// Proves that the story's sentences work on the tools exactly as Harbor Bank offers them.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { ModelTool } from '../../main/agent/model.ts'
import { createRehearsalModel } from '../../main/agent/rehearsal/rehearsal-model.ts'
import { judgeRisk } from '../../main/interaction/risk.ts'
import { catalogue } from '../sandbox/bank/catalogue.ts'
import { buildTool, connection } from './journey-world.ts'

const tools: ModelTool[] = Object.entries(catalogue).map(([name, tool]) => ({
  connectionName: 'Harbor Bank',
  tool: buildTool({
    name,
    title: tool.title,
    description: tool.description,
    annotations: tool.annotations,
    inputSchema: { ...z.toJSONSchema(tool.inputSchema, { io: 'input' }) },
  }),
}))

const plan = async (sentence: string) => {
  const step = await createRehearsalModel().nextStep({
    conversation: [{ kind: 'person', text: sentence }],
    tools,
    results: [],
    latestCallId: null,
  })
  return step.calls.map((call) => [call.tool, JSON.parse(call.argumentsJson)])
}

describe('the rehearsal model at Harbor Bank', () => {
  const money = { amount: 1200, currency: 'EUR', recipient: 'Nordlicht', reference: 'invoice 2031' }
  it.each([
    [
      'Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts',
      [
        ['pay', money],
        ['list_accounts', {}],
      ],
    ],
    [
      'Prepare a transfer of 1,200 EUR to Nordlicht for invoice 2031',
      [['prepare_transfer', money]],
    ],
    [
      'Pay 480 EUR to Papierhaus',
      [['pay', { amount: 480, currency: 'EUR', recipient: 'Papierhaus' }]],
    ],
    [
      'Share "Office lease" with Dana and list my accounts',
      [
        ['share_document', { document: 'Office lease', with: 'Dana' }],
        ['list_accounts', {}],
      ],
    ],
    [
      'Add payee Nordlicht with IBAN DE02120300000000202051',
      [['add_payee', { name: 'Nordlicht', iban: 'DE02120300000000202051' }]],
    ],
    ['List transactions', [['list_transactions', {}]]],
    [
      'list transactions account: savings, limit: 5',
      [['list_transactions', { account: 'savings', limit: 5 }]],
    ],
  ])('[AGT-01] reads: %s', async (sentence, expected) => {
    const calls = await plan(sentence)
    expect(calls.map(([tool]) => tool)).toEqual(expected.map(([tool]) => tool))
    calls.forEach(([, values], index) => expect(values).toMatchObject(expected[index]?.[1] ?? {}))
  })

  it('[INT-11] judges the bank’s tools as the story needs them', () => {
    const risks = tools.map(({ tool }) => [tool.name, judgeRisk(tool, connection, '{}').risk])
    expect(Object.fromEntries(risks)).toEqual({
      list_accounts: 'elevated',
      list_transactions: 'elevated',
      prepare_transfer: 'elevated',
      pay: 'high',
      add_payee: 'elevated',
      share_document: 'high',
    })
  })
})
