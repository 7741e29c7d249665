// Proves what a person is shown: titles and rows from frozen values, invisible characters boxed, nothing left out.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvalCardSchema } from '../../shared/approval-card.ts'
import { buildInboxItem } from '../../main/agent/inbox-item.ts'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import { buildConfirmation } from '../../main/interaction/confirmation.ts'
import { buildTitle } from '../../main/interaction/title.ts'
import { makeVisible } from '../../main/interaction/visible.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { context, rowFor, rowsOf } from './rows-world.ts'

const codeView: ElicitationView = {
  kind: 'totp',
  message: '',
  fields: [],
  triesLeft: 3,
  answersTo: 'id.example',
  passkeyUnavailable: null,
  problem: null,
}

const title = (tool: string, args: unknown) =>
  buildTitle({ tool, connectionName: 'Harbor Bank', argumentsJson: JSON.stringify(args) })

describe('titles', () => {
  const money = { amount: 1200, currency: 'EUR', recipient: 'Nordlicht' }
  it.each([
    ['pay', money, 'Pay €1,200.00 to Nordlicht'],
    ['pay', { ...money, amount: 0.005 }, 'Pay €0.005 to Nordlicht'],
    ['pay', { ...money, currency: 'CHF' }, 'Pay 1,200.00 CHF to Nordlicht'],
    ['pay', { ...money, amount: '1200.5' }, 'Pay €1,200.50 to Nordlicht'],
    ['prepare_transfer', money, 'Prepare a transfer of €1,200.00 to Nordlicht'],
    [
      'share_document',
      { document: 'Board minutes', with: 'Dana' },
      'Share “Board minutes” with Dana',
    ],
    ['add_payee', { name: 'Nordlicht', iban: 'DE' }, 'Add Nordlicht as a payee'],
    ['list_accounts', {}, 'List accounts at Harbor Bank'],
    ['pay', { ...money, recipient: 'A\u202EB\nC' }, 'Pay €1,200.00 to A⟦U+202E⟧B⟦U+000A⟧ C'],
  ])('[INT-12] %s with %j reads: %s', (tool, args, expected) => {
    expect(title(tool, args)).toBe(expected)
  })
})

describe('argument rows', () => {
  // Dies if: a value is compared to nothing, or to another path.
  it('[INT-12] marks new recipients and changed values against earlier calls', () => {
    const now = { amount: 1200, nested: { list: [true, null] }, recipient: 'B' }
    const before = [{ amount: 1150, recipient: 'A' }]
    expect(rowsOf(now, { before })).toMatchObject([
      { path: 'amount', label: 'Amount', value: '1200', note: 'last time 1150' },
      { path: 'nested.list[0]', label: 'nested.list[0]', value: 'true', note: null },
      { path: 'nested.list[1]', label: 'nested.list[1]', value: 'null', note: null },
      { path: 'recipient', label: 'Recipient', value: 'B', note: 'new recipient' },
    ])
  })

  it('[INT-03] shows every character: boxes for what cannot be seen, nothing cut', () => {
    // Dies if: a class of characters is taken out of the pattern.
    const hidden = [
      '\u202E',
      '\u2066',
      '\u200B',
      '\u2060',
      '\uFEFF',
      '\u00AD',
      '\u115F',
      '\u3164',
      '\uFFA0',
    ]
    hidden.push(
      '\u2800',
      '\uFE0F',
      '\u{E0041}',
      '\u2028',
      '\u0007',
      '\u0085',
      '\u034F',
      '\u00A0',
      '\uE000',
    )
    for (const character of hidden) {
      const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      expect(makeVisible(`a${character}b`)).toBe(`a⟦U+${point}⟧b`)
    }
    expect(makeVisible(`pay${' '.repeat(5000)}x`)).toBe('pay⟦5000 spaces⟧x')
    expect(makeVisible('⟦U+202E⟧')).not.toBe('⟦U+202E⟧')
    const long = 'x'.repeat(100_000)
    expect(rowFor('note', long).value).toBe(long)
  })

  it('[INT-03] two different texts never look the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        if (a === b) return
        expect(makeVisible(a)).not.toBe(makeVisible(b))
      }),
    )
  })
})

describe('the approval card', () => {
  it('[INT-12] holds everything needed to decide, and not the number to type', async () => {
    const world = createJourneyWorld()
    world.store.tasks.saveAgent({ id: 'agent', name: 'Bookkeeper', kind: 'built-in' })
    const first = world.receive('pay', { amount: 1150, currency: 'EUR', recipient: 'Nordlicht' })
    world.approve(first.id, '1150')
    await settle()
    const call = world.receive('pay', { amount: 1200, currency: 'EUR', recipient: 'Nordlicht' })
    const [interaction] = world.queue.listOpen()
    if (!interaction) throw new Error('nothing open')
    const card = approvalCardSchema.parse(
      buildApprovalCard({ ...context, store: world.store, interaction, busy: null }),
    )
    expect(card).toMatchObject({
      digest: call.digest,
      title: 'Pay €1,200.00 to Nordlicht',
      agentName: 'Bookkeeper',
      confirmation: { label: 'Amount again' },
      call: {
        risk: 'high',
        argumentsJson: call.argumentsJson,
        before: ['Pay €1,150.00 to Nordlicht: ran'],
      },
    })
    expect(card.call?.rows.map((row) => row.note)).toEqual([
      'last time 1150',
      null,
      'seen once before',
    ])
    expect(JSON.stringify(card.confirmation)).not.toContain('1200')
  })

  it('[INT-12] names the call that a proof is asked for, in the card and among others', () => {
    const world = createJourneyWorld()
    const call = world.receive('pay', { amount: 480, currency: 'EUR', recipient: 'Papier & Co' })
    const ask = (kind: ElicitationView['kind'], callId: string | null): string[] => {
      const view = { ...codeView, kind }
      void world.queue.askElicitation({ callId, connectionId: 'bank', view, expiresAtMs: Infinity })
      const interaction = world.queue.listOpen().at(-1)
      if (!interaction) throw new Error('nothing open')
      const card = buildApprovalCard({ ...context, store: world.store, interaction, busy: null })
      return [card.title, buildInboxItem(world.store, interaction).title]
    }
    const pay = 'Pay €480.00 to Papier & Co'
    expect(ask('totp', call.id)).toEqual([pay, `Confirm: ${pay}`])
    expect(ask('passkey', call.id)).toEqual([pay, `Confirm: ${pay}`])
    const question = ask('form', call.id)
    expect(question[0]).toMatch(/asks a question$/)
    expect(question[1]).toBe(question[0])
    const last = world.queue.listOpen().at(-1)
    expect(last && buildInboxItem(world.store, last).asksFor).toBe('form')
    expect(ask('totp', null)[0]).toMatch(/^Confirm with /)
  })

  it('[INT-06] asks for a number of the request, or one made from it', () => {
    const digest = `${'a'.repeat(60)}ffff`
    const ask = (argumentsJson: string) =>
      buildConfirmation({ risk: 'high', argumentsJson, digest })
    expect(ask('{"id":42,"name":"x"}')).toMatchObject({ expected: '42' })
    expect(ask('{"name":"x"}')).toMatchObject({ expected: '5535' })
    expect(ask('{"name":"x"}')?.hint).toContain('5535')
    expect(
      buildConfirmation({ risk: 'elevated', argumentsJson: '{"amount":1}', digest }),
    ).toBeNull()
  })
})
