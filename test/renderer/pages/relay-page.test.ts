// Drives the real approval page with questions that an MCP server asks in the middle of a call.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { approvalState } from '../gallery/approval-fixtures.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { relayCards, relayForm, relayPage } from '../gallery/relay-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(card: ApprovalCard | undefined): Promise<Page> {
  const bridge = { state: approvalState(card ?? null) }
  const size = { width: 732, height: 820 }
  const { page } = await pages.open({ page: 'approval', bridge, ...size })
  return page
}

async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await expectPage(button).not.toHaveAttribute('aria-disabled', 'true')
  await button.click()
}

async function answers(page: Page): Promise<unknown[]> {
  const calls = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return calls.flatMap(({ verb, input }) =>
    verb === 'approval.answer' ? [(input as { answer: unknown }).answer] : [],
  )
}

it('[RELAY-17] a form names its server, is filled in as suggested, and is sent as it stands', async () => {
  const page = await open(relayForm)
  await expectPage(page.getByText('asked by notary.harbor.example')).toBeVisible()
  await expectPage(page.getByLabel('Name on the document')).toHaveValue('Ada Example')
  await page.getByLabel('Name on the document').fill('Ada')
  await press(page, 'Send')
  const content = { name: 'Ada', copies: 2, colour: 'blue', stamped: true }
  expect(await answers(page)).toEqual([{ action: 'accept', content }])
})

// Dies if: saying no and putting it away are the same word to the server.
it.for([
  ['Decline', 'decline'],
  ['Cancel', 'cancel'],
] as const)('[RELAY-17] %s answers %s', async ([name, action]) => {
  const page = await open(relayForm)
  await press(page, name)
  expect(await answers(page)).toEqual([{ action }])
})

// Dies if: the first letters of the address that look like the host are marked instead of it.
it('[RELAY-17] the host is marked where it is, not in the scheme before it', async () => {
  const url = { address: 'https://ps/login', host: 'ps', unicodeHost: null }
  const elicitation = relayPage.elicitation && { ...relayPage.elicitation, url }
  const page = await open({ ...relayPage, elicitation })
  const whole = page.getByRole('group', { name: 'The whole address' })
  await expectPage(whole.locator('bdi')).toHaveText(['https://', 'ps', '/login'])
})

it('[RELAY-17] [CASE-123] a page is shown whole with its host marked, and nothing of it is a link', async () => {
  const page = await open(relayPage)
  const { address = '', host = '' } = relayPage.elicitation?.url ?? {}
  // Dies if: the name is on an element that may have none, so that a screen reader leaves it out.
  await expectPage(page.getByRole('group', { name: 'The whole address' })).toHaveText(address)
  await expectPage(page.locator('.address-host')).toHaveText(host)
  expect(await page.locator('a, iframe, img').count()).toBe(0)
  await press(page, 'Open page')
  expect(await answers(page)).toEqual([{ action: 'accept', content: {} }])
})

it('[RELAY-17] [CASE-123] a name that may imitate another is warned of', async () => {
  const page = await open(relayCards['relay-page-punycode'])
  await expectPage(page.locator('.caution')).toContainText('its real name is xn--hrbor-4ve.example')
})

it('[RELAY-17] a relayed code says where it goes, and on to whom', async () => {
  const page = await open(relayCards['relay-code'])
  const words = 'goes to notary.harbor.example, which passes it on to id.harbor.example'
  await expectPage(page.getByText(words)).toBeVisible()
})
