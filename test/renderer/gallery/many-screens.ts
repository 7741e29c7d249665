// Screens with many questions at once: groups on a card, and inboxes with few and with thousands.
import type { Page } from '@playwright/test'
import type { GroupCard } from '../../../shared/approval-card.ts'
import {
  endedGroup,
  groupOf,
  groupState,
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

export const manyScreens: Screen[] = [
  card('few', groupOf(4)),
  card('picked', groupOf(4), pickTwo),
  card('many', groupOf(40)),
  card('wide', wideGroup),
  card('hostile', hostileGroup),
  card('ended', endedGroup, pickTwo),
  card('rule', offeredGroup, async (page) => {
    await pickTwo(page)
    await page.getByText('For an hour').click()
    await page.getByText('For an hour').scrollIntoViewIfNeeded()
  }),
  card('standalone', groupOf(3)),
]
