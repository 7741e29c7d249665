// Drives group cards and long inboxes in Chromium: what is picked, what wakes Approve, what is sent, and what is drawn.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { GroupCard } from '../../../shared/approval-card.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import {
  endedGroup,
  groupOf,
  groupState,
  hostileGroup,
  inboxOf,
  inboxOverview,
  offeredGroup,
  pageOf,
  wideGroup,
} from '../gallery/many-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function openGroup(group: GroupCard, size = { width: 732, height: 820 }): Promise<Page> {
  const bridge = { state: groupState(group) }
  return (await pages.open({ page: 'approval', bridge, ...size })).page
}
async function calls(page: Page, ...verbs: string[]): Promise<FakeWindow['calls']> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return all.filter(({ verb }) => verbs.includes(verb))
}
/** Those that the only answer named. */
async function membersOf(page: Page, verb: string): Promise<unknown[]> {
  const sent = await calls(page, verb)
  expect(sent).toHaveLength(1)
  return sent.flatMap(({ input }) => (input as { members: unknown[] }).members)
}
async function push(page: Page, state: unknown): Promise<void> {
  await page.evaluate((next) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(next)
  }, state)
}
/** The machine may be busy with other things. */
const soon = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 20_000 })
const box = (page: Page, position: number) =>
  page.getByRole('checkbox', { name: new RegExp(`^Pick ${position} of`) })
const approve = (page: Page) => page.getByRole('button', { name: /^Approve/ })
const awake = async (page: Page) =>
  await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'false')
const asleep = async (page: Page) =>
  await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')

describe('a group of alike calls', () => {
  it('[GROUP-07] nothing is picked by itself; what is sent is what is picked', async () => {
    const group = groupOf(4)
    const page = await openGroup(group)
    await page.waitForTimeout(900)
    // Dies if: rows begin picked, or an empty choice means all.
    await asleep(page)
    await approve(page).click({ force: true })
    expect(await calls(page, 'approval.approve-group')).toEqual([])
    await box(page, 1).check()
    await box(page, 3).check()
    await awake(page)
    await approve(page).click()
    const { groupId, digest, members } = group
    const picked = [members[0], members[2]].map((member) => ({
      interactionId: member?.interactionId,
      digest: member?.digest,
    }))
    expect(await calls(page, 'approval.approve-group')).toEqual([
      {
        verb: 'approval.approve-group',
        input: { groupId, digest, members: picked, allowFor: null },
      },
    ])
  })

  it('[GROUP-07] every pick, and picking all, puts Approve to sleep anew', async () => {
    const page = await openGroup(groupOf(3))
    await box(page, 1).check()
    await awake(page)
    const pick = async (press: () => Promise<void>): Promise<string | null> => {
      await press()
      return await approve(page).getAttribute('aria-disabled')
    }
    // Dies if: a pick does not start the time anew.
    expect(await pick(() => box(page, 2).check())).toBe('true')
    await awake(page)
    expect(await pick(() => page.getByText('Pick all 3').click())).toBe('true')
    await awake(page)
    await approve(page).click()
    expect(await membersOf(page, 'approval.approve-group')).toHaveLength(3)
  })

  it('[GROUP-07] coming back from a reason arms anew; a reason goes with every denial', async () => {
    const page = await openGroup(groupOf(3))
    await box(page, 1).check()
    await awake(page)
    await page.getByRole('button', { name: 'Deny with reason…' }).click()
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    await page.getByRole('button', { name: 'Back' }).click()
    // Dies if: the button that comes up under the pointer is awake.
    await asleep(page)
    await page.getByRole('button', { name: 'Deny with reason…' }).click()
    await page.getByLabel(/Reason/).fill(' Paid last week ')
    await page.getByRole('button', { name: /^Deny 1/ }).click()
    const [sent] = await calls(page, 'approval.deny-group')
    expect(sent?.input).toMatchObject({ reason: 'Paid last week' })
  })

  it('[RULE-14] more than once is offered for all of them only, and forgotten with the first that is taken out', async () => {
    const page = await openGroup(offeredGroup, { width: 732, height: 1_600 })
    const hour = page.getByText('For an hour', { exact: true })
    await box(page, 1).check()
    // Dies if: a rule is offered for values of a call that the person left out.
    await expectPage(hour).toHaveCount(0)
    await page.getByText('Pick all 4').click()
    await hour.click()
    await expectPage(approve(page)).toHaveText('Approve 4 and make the rule')
    await box(page, 2).uncheck()
    await expectPage(approve(page)).toHaveText('Approve 3')
    await box(page, 2).check()
    await expectPage(approve(page)).toHaveText('Approve 4')
    await awake(page)
    await approve(page).click()
    // Dies if: what was chosen for other picks goes out although nothing on the card says so any more.
    const [sent] = await calls(page, 'approval.approve-group')
    expect(sent?.input).toMatchObject({ allowFor: null })
  })

  it('[GROUP-07] picks and denies by keyboard alone', async () => {
    const page = await openGroup(groupOf(3))
    await box(page, 1).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Deny 2', exact: true }).focus()
    await page.keyboard.press('Enter')
    expect(await membersOf(page, 'approval.deny-group')).toHaveLength(2)
  })

  it('[GROUP-07] a table that does not fit must have been read to its end', async () => {
    const page = await openGroup(groupOf(40))
    await page.getByText('Pick all 40').click()
    await page.waitForTimeout(900)
    // Dies if: the end of the table need not be seen.
    await asleep(page)
    await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
    await awake(page)
  })

  it('[GROUP-06] ended rows stay and cannot be picked; what came is offered below', async () => {
    const group = groupOf(5, { groupId: 'group-4' })
    const page = await openGroup(group)
    await page.getByText('Pick all 5').click()
    const before = await box(page, 5).boundingBox()
    await push(page, groupState({ ...endedGroup, digest: group.digest }))
    await expectPage(page.getByText('3 of 3 picked')).toBeVisible()
    // Dies if: rows move up when one above them ends, or new ones come in between.
    expect((await box(page, 5).boundingBox())?.y).toBe(before?.y)
    await expectPage(box(page, 2)).toBeDisabled()
    await asleep(page)
    await page.getByRole('button', { name: 'Show them' }).click()
    expect(await calls(page, 'approval.renew-group')).toEqual([
      { verb: 'approval.renew-group', input: { groupId: 'group-4' } },
    ])
  })

  it('[GROUP-07] another group on the same page begins with nothing picked and asleep', async () => {
    const page = await openGroup(groupOf(3))
    await page.getByText('Pick all 3').click()
    await awake(page)
    await push(page, groupState(groupOf(3, { digest: 'cd'.repeat(32) })))
    await expectPage(page.getByText('0 of 3 picked')).toBeVisible()
    await asleep(page)
    const shown = await calls(page, 'approval.shown')
    await soon(async () => (await calls(page, 'approval.shown')).length).toBeGreaterThan(0)
    expect(shown[0]?.input).toEqual({ interactionId: 'group-1', digest: 'ab'.repeat(32) })
  })

  const sizes = [
    { width: 360, height: 720 },
    { width: 320, height: 410 },
    { width: 732, height: 820 },
  ]
  it.for(sizes)('[GROUP-08] nothing lies out of sight to the side at %o', async (size) => {
    for (const group of [hostileGroup, wideGroup]) {
      const page = await openGroup(group, size)
      const outside = await page.evaluate(() => {
        const right = document.documentElement.clientWidth
        return [...document.querySelectorAll('.group-table *')]
          .filter((one) => !one.closest('.visually-hidden, thead'))
          .filter((one) => one.getBoundingClientRect().right > right + 1)
          .map((one) => one.outerHTML.slice(0, 80))
      })
      // Dies if: a wide table scrolls sideways, or a long value is cut.
      expect(outside).toEqual([])
      const cells = await page.locator('.cell').allInnerTexts()
      expect(cells.join('\n')).toContain(group === wideGroup ? 'Address number 4' : 'U+202E')
      expect(await page.getByText('Approve all').count()).toBe(group === hostileGroup ? 1 : 0)
      expect(await page.getByRole('button', { name: 'Approve all' }).count()).toBe(0)
      await page.context().close()
    }
  })
})

describe('an inbox with 10,000 open questions', () => {
  const items = inboxOf(10_000)
  const openInbox = async (): Promise<Page> => {
    const bridge = { state: inboxOverview(items), values: { 'inbox.list': pageOf(items) } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page.getByText('Not at all', { exact: true }).click()
    return page
  }
  const rows = (page: Page) => page.getByRole('list', { name: 'Now' }).getByRole('listitem')

  it('[INBOX-03] draws what is in sight and says where each row stands', async () => {
    const page = await openInbox()
    // Dies if: all rows are drawn.
    expect(await rows(page).count()).toBeLessThan(40)
    await expectPage(rows(page).first()).toHaveAttribute('aria-setsize', '10000')
    await page.locator('.list-scroll').evaluate((area) => area.scrollBy(0, 400_000))
    await soon(async () =>
      Number(await rows(page).last().getAttribute('aria-posinset')),
    ).toBeGreaterThan(4_000)
    const asked = await calls(page, 'inbox.list')
    expect(asked.length).toBeGreaterThan(0)
    expect(await rows(page).count()).toBeLessThan(40)
  })

  it('[INBOX-03] arrows, Home and End move the keyboard, also to rows that are not drawn', async () => {
    const page = await openInbox()
    const place = async (): Promise<string | null> =>
      await page.evaluate(
        () => document.activeElement?.closest('li')?.getAttribute('aria-posinset') ?? null,
      )
    await rows(page).first().getByRole('button').focus()
    await page.keyboard.press('ArrowDown')
    await soon(place).toBe('2')
    await page.keyboard.press('End')
    // Dies if: the keyboard is lost on the way to a row that is not there yet.
    await soon(place).toBe('10000')
    await page.keyboard.press('ArrowUp')
    await soon(place).toBe('9999')
    await page.keyboard.press('Home')
    await soon(place).toBe('1')
  })

  it('[INBOX-03] a group is opened from its row, by keyboard too, and its members on demand', async () => {
    const bridge = { state: inboxOverview(items), values: { 'inbox.list': pageOf(items) } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page
      .getByRole('button', { name: /^Decide together/ })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    expect(await calls(page, 'interaction.open-group')).toEqual([
      { verb: 'interaction.open-group', input: { groupId: 'group-1' } },
    ])
    const height = async () => await page.locator('ul.virtual').evaluate((one) => one.clientHeight)
    const before = await height()
    await page.getByRole('button', { name: 'Show them one by one' }).first().click()
    await soon(height).toBeGreaterThan(before + 500_000)
  })

  // Dies if: the first press sends, or the verb names no agent.
  it('[INBOX-06] denying all of an agent takes a second press', async () => {
    const bridge = { state: inboxOverview(items), values: { 'inbox.list': pageOf(items) } }
    const { page } = await pages.open({ page: 'app', bridge })
    await page.getByText('Agent', { exact: true }).click()
    await page.getByRole('button', { name: 'Deny all from Scout…' }).click()
    expect(await calls(page, 'inbox.deny-all')).toEqual([])
    await page.getByRole('button', { name: 'Deny all', exact: true }).click()
    expect(await calls(page, 'inbox.deny-all')).toEqual([
      { verb: 'inbox.deny-all', input: { agentId: 'agent-1' } },
    ])
  })
})
