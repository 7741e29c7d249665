// A link of a result: fetched from its server, and one that its server does not give.
import type { Page } from '@playwright/test'
import type { Attachment } from '../../../shared/activity-view.ts'
import { activityValues, deferredPayment, openWeber } from './activity-fixtures.ts'
import { busyOverview, hostileWords } from './overview-fixtures.ts'

const link: Attachment = {
  kind: 'link',
  name: 'Receipt 4711',
  type: 'text/plain',
  size: null,
  address: 'bank://receipts/4711',
}
const words = `Harbor Bank, receipt 4711\n\nPaid 40.00 EUR to Ada Weber on 22 November.\n${hostileWords}\nReference: rent, November\n`
const given = {
  contents: [
    { attachment: { ...link, kind: 'file', name: '4711', size: 1_204 }, words, isCut: true },
    {
      attachment: { ...link, kind: 'file', name: 'stamp.png', type: 'image/png', size: 48_211 },
      words: null,
      isCut: false,
    },
  ],
}

async function fetchLink(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click()
  await openWeber(page)
  await page.getByRole('button', { name: 'Fetch from the server' }).click()
  await page.getByText('Attachments').scrollIntoViewIfNeeded()
}

const values = {
  ...activityValues,
  'activity.call': { ...deferredPayment, attachments: [link] },
  'link.read': given,
}
const refused =
  'mcp.harbor-bank.example does not let you read this link (HTTP 403). The result itself is still here.'

export const linkScreens = [
  {
    name: 'app-link-fetched',
    page: 'app' as const,
    bridge: { state: busyOverview, values },
    reach: fetchLink,
  },
  {
    name: 'app-link-refused',
    page: 'app' as const,
    bridge: { state: busyOverview, values, errors: { 'link.read': refused } },
    reach: fetchLink,
  },
]
