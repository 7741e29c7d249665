// Rules and the choices that make them, as main would send them, for looking at and testing the pages.
import type { Page } from '@playwright/test'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { approvalState, labelsCard, rowOf } from './approval-fixtures.ts'
import type { FakeBridge } from './fake-bridge.ts'

const transferArguments =
  '{"amount":40,"currency":"EUR","folder":"/home/ada/invoices/november","recipient":"Nordlicht GmbH"}'

/** A draft with an amount, a text and a path: every kind of limit fits one of its values. */
export const transferCard: ApprovalCard = {
  ...labelsCard,
  interactionId: 'interaction-7',
  digest: 'bb11223344556677889900aabbccddeeff00112233445566778899aabbccddee',
  title: 'Prepare a transfer of €40.00 to Nordlicht GmbH',
  call: labelsCard.call && {
    ...labelsCard.call,
    tool: 'prepare_transfer',
    connectionName: 'Harbor Bank',
    host: 'bank.harbor.example',
    riskReason: 'changes_something',
    rows: [
      rowOf({ path: 'amount', label: 'Amount', value: '40', note: 'last time 38' }),
      rowOf({ path: 'currency', label: 'Currency', value: 'EUR', note: null }),
      rowOf({ path: 'folder', label: 'Folder', value: '/home/ada/invoices/november', note: null }),
      rowOf({ path: 'recipient', label: 'Recipient', value: 'Nordlicht GmbH', note: null }),
    ],
    argumentsJson: transferArguments,
    byteCount: transferArguments.length,
  },
  allowFor: {
    conditions: [
      { kind: 'at_most', pointer: '/amount', limit: '40' },
      { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
      { kind: 'equals', pointer: '/folder', valueJson: '"/home/ada/invoices/november"' },
      { kind: 'equals', pointer: '/recipient', valueJson: '"Nordlicht GmbH"' },
    ],
    seen: [['40'], ['"EUR"'], ['"/home/ada/invoices/november"'], ['"Nordlicht GmbH"']],
    hasTask: true,
  },
}

/** A card at which a reach was chosen, and what was then set. */
const reached = (
  name: string,
  choice: string,
  then?: (page: Page) => Promise<void>,
): {
  name: string
  page: 'approval'
  bridge: FakeBridge
  reach: (page: Page) => Promise<void>
} => ({
  name: `rule-card-${name}`,
  page: 'approval',
  bridge: { state: approvalState(transferCard) },
  reach: async (page) => {
    await page.getByRole('radio', { name: choice }).check()
    await then?.(page)
    await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
  },
})

export const ruleScreens = [
  reached('once', 'Once'),
  reached('hour', 'For an hour'),
  reached('editor', 'By rule…', async (page) => {
    await page.getByLabel('What Folder may be').selectOption('below')
    await page.getByLabel('What Recipient may be').selectOption('one_of')
    const recipients = page.getByLabel('Recipient: one value on each line')
    await recipients.fill('Nordlicht GmbH\nWeber Bau')
    await page.getByLabel('At most how often').fill('5')
  }),
  reached('unfinished', 'By rule…', async (page) => {
    await page.getByLabel('Amount at most').fill('3')
  }),
]
