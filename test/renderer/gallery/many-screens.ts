// Screens with many questions at once: groups on a card, and inboxes with few and with thousands.
import type { Page } from '@playwright/test'
import type { GroupCard } from '../../../shared/approval-card.ts'
import type { InboxItem } from '../../../shared/overview.ts'
import {
  endedGroup,
  groupOf,
  groupState,
  inboxOf,
  inboxOverview,
  pageOf,
  hostileGroup,
  offeredGroup,
  wideGroup,
} from './many-fixtures.ts'
import type { Screen } from './screens.ts'

const card = (name: string, group: GroupCard, reach?: Screen['reach']): Screen => ({
  name: `group-${name}`,
  page: 'approval',
  bridge: { state: groupState(group, name === 'standalone') },
  ...(reach && { reach }),
})

const pickTwo = async (page: Page): Promise<void> => {
  await page.getByRole('checkbox', { name: /^Pick 1 of/ }).check()
  await page.getByRole('checkbox', { name: /^Pick 3 of/ }).check()
}

const inbox = (name: string, items: readonly InboxItem[], reach?: Screen['reach']): Screen => ({
  name: `many-${name}`,
  page: 'app',
  bridge: { state: inboxOverview(items), values: { 'inbox.list': pageOf(items) } },
  ...(reach && { reach }),
})
const byAgent = async (page: Page): Promise<void> => {
  await page.getByText('Agent', { exact: true }).click()
}

export const manyScreens: Screen[] = [
  inbox('few', inboxOf(4)),
  inbox('groups', inboxOf(34)),
  inbox('unfolded', inboxOf(34), async (page) => {
    await page.getByRole('button', { name: 'Show them one by one' }).first().click()
  }),
  inbox('by-agent', inboxOf(34), byAgent),
  inbox('deny-all', inboxOf(34), async (page) => {
    await byAgent(page)
    await page.getByRole('button', { name: 'Deny all from Scout…' }).click()
  }),
  inbox('10000', inboxOf(10_000)),
  inbox('10000-flat', inboxOf(10_000), async (page) => {
    await page.getByText('Not at all', { exact: true }).click()
    await page.locator('.list-scroll').evaluate((area) => area.scrollBy(0, 300_000))
  }),
  card('few', groupOf(4)),
  card('picked', groupOf(4), pickTwo),
  card('many', groupOf(40)),
  card('wide', wideGroup),
  card('hostile', hostileGroup),
  card('ended', endedGroup, pickTwo),
  card('offered', offeredGroup),
  card('rule', offeredGroup, async (page) => {
    await page.getByText('Pick all 4').click()
    await page.getByText('For an hour', { exact: true }).click()
    await page.getByText('For an hour', { exact: true }).scrollIntoViewIfNeeded()
  }),
  card('standalone', groupOf(3)),
]
