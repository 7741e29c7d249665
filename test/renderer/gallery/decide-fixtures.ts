// Cards whose arguments may be changed, were changed, or stand beside a proof given ahead, and how to get to each state.
import type { Page } from '@playwright/test'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { approvalState } from './approval-fixtures.ts'
import { cardOf } from './card-fixtures.ts'
import type { FakeBridge } from './fake-bridge.ts'

const args = {
  amount: 1200.5,
  currency: 'EUR',
  recipient: 'Nordlicht GmbH',
  urgent: false,
  labels: ['november', 'billing'],
  memo: 'Invoice 2031 for the delivery of 12 November.\nSecond line, as the agent wrote it for the other side to read.',
  reference: 'Invoice\u202E1302',
  until: null,
}
export const editableCard: ApprovalCard = cardOf({
  title: 'Pay €1,200.50 to Nordlicht GmbH',
  args,
  call: { risk: 'high', tool: 'pay' },
  card: { editable: true, interactionId: 'editable', digest: 'ed'.repeat(32) },
})
export const editedCard: ApprovalCard = cardOf({
  title: 'Pay €900.00 to Nordlicht GmbH',
  args: { amount: 900, currency: 'EUR', recipient: 'Nordlicht GmbH', urgent: false },
  editedFrom: {
    amount: 1200.5,
    currency: 'EUR',
    recipient: 'Nordlicht GmbH',
    memo: 'Invoice 2031',
  },
  call: { risk: 'high', tool: 'pay' },
  card: { editable: true, interactionId: 'editable', digest: 'ee'.repeat(32) },
})
const small = { amount: 600, currency: 'EUR', recipient: 'Nordlicht GmbH' }
export const aheadCodeCard: ApprovalCard = cardOf({
  title: 'Pay €600.00 to Nordlicht GmbH',
  args: small,
  call: { risk: 'high', tool: 'pay' },
  card: {
    editable: true,
    digest: 'ac'.repeat(32),
    stepUpAhead: { kind: 'otp', host: 'id.harbor.example', digits: 6 },
  },
})
const aheadPasskeyCard: ApprovalCard = {
  ...aheadCodeCard,
  digest: 'ab'.repeat(32),
  stepUpAhead: { kind: 'passkey', host: 'id.harbor.example' },
}

export const misfit = {
  outcome: 'refused',
  pointer: '/amount',
  message: 'Nothing was changed. amount: must be <= 1000.',
}

export interface DecideScreen {
  readonly name: string
  readonly page: 'approval'
  readonly bridge: FakeBridge
  readonly reach?: (page: Page) => Promise<void>
}

const press = async (page: Page, name: string): Promise<void> =>
  await page.getByRole('button', { name, exact: true }).click()
const edit = async (page: Page): Promise<void> => await press(page, 'Edit')

export const decideScreens: DecideScreen[] = [
  screen('card-edit', editableCard, { reach: edit }),
  screen('card-edit-json', editableCard, {
    reach: async (page) => {
      await edit(page)
      await press(page, 'As JSON')
    },
  }),
  screen('card-edit-refused', editableCard, {
    values: { 'approval.edit': misfit },
    reach: async (page) => {
      await edit(page)
      await page.getByLabel('Amount').fill('5000')
      await press(page, 'Show the changed request')
    },
  }),
  screen('card-edit-unchecked', editableCard, {
    errors: {
      'approval.edit':
        'This tool’s schema cannot be checked, so its arguments cannot be edited here. Nothing was changed. Approve as it is, or deny and say what you want instead.',
    },
    reach: async (page) => {
      await edit(page)
      await press(page, 'Show the changed request')
    },
  }),
  screen('card-edited', editedCard, {}),
  screen('card-ahead-code', aheadCodeCard, {
    reach: async (page) => {
      await page.getByLabel('6-digit code').fill('8472')
      await page.getByLabel('6-digit code').scrollIntoViewIfNeeded()
    },
  }),
  screen('card-ahead-passkey', aheadPasskeyCard, {}),
]

function screen(
  name: string,
  card: ApprovalCard,
  { reach, ...bridge }: Omit<FakeBridge, 'state'> & Pick<DecideScreen, 'reach'>,
): DecideScreen {
  const state = approvalState(card)
  return { name, page: 'approval', bridge: { state, ...bridge }, ...(reach && { reach }) }
}
