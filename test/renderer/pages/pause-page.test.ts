// Drives the pause and the notification settings in Chromium: what sleeps, what is asked for, what a test says.
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { text } from '../../../shared/catalogue/text.ts'
import { approvalState, labelsCard } from '../gallery/approval-fixtures.ts'
import type { FakeBridge, FakeWindow } from '../gallery/fake-bridge.ts'
import { busyOverview } from '../gallery/overview-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

const open = (page: 'app' | 'approval', bridge: FakeBridge, width = 900) =>
  pages.open({ page, bridge, width, height: 820 })

async function calls(page: Page, verb: string): Promise<unknown[]> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return all.filter((call) => call.verb === verb).map(({ input }) => input)
}

async function push(page: Page, state: unknown): Promise<void> {
  await page.evaluate((next) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(next)
  }, state)
}

const withSettings = (settings: object) => ({
  ...busyOverview,
  settings: { ...busyOverview.settings, ...settings },
})

describe('while all agents are paused', () => {
  it('[PAUSE-03] no gesture approves, denying works, and awake again it can be approved', async () => {
    const card = approvalState(labelsCard)
    const { page } = await open('approval', { state: { ...card, paused: true } })
    await page.getByText(text('notify.paused_approval')).waitFor()
    const approve = page.getByRole('button', { name: 'Approve once' })
    // Far longer than any other reason to sleep lasts.
    await page.waitForTimeout(1_500)
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await approve.click({ force: true })
    await approve.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    // Dies if: only the look of the button sleeps.
    expect(await calls(page, 'approval.approve')).toEqual([])
    await push(page, card)
    await expect.poll(() => approve.getAttribute('aria-disabled')).not.toBe('true')
    await push(page, { ...card, paused: true })
    await page.getByRole('button', { name: 'Deny', exact: true }).click()
    expect(await calls(page, 'approval.deny')).toHaveLength(1)
  })

  it.each([1_280, 360])(
    '[PAUSE-06] the app says so at %i px, and only asks to go on',
    async (width) => {
      const { page } = await open('app', { state: withSettings({ paused: true }) }, width)
      await page.getByText(text('notify.paused_title')).waitFor()
      await page.getByRole('button', { name: text('notify.resume') }).click()
      expect(await calls(page, 'agents.ask-resume')).toEqual([{}])
      expect(await page.getByRole('button', { name: text('notify.pause') }).count()).toBe(0)
      await push(page, busyOverview)
      await page.getByRole('button', { name: text('notify.pause') }).click()
      expect(await calls(page, 'agents.pause')).toEqual([{}])
    },
  )
})

describe('the notification settings', () => {
  const settings = async (bridge: FakeBridge): Promise<Page> => {
    const { page } = await open('app', bridge)
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    return page
  }

  it('[NOTE-05] set quiet hours over midnight, refuse an empty span, and take them back', async () => {
    const page = await settings({ state: busyOverview })
    const set = page.getByRole('button', { name: text('notify.quiet.set') })
    await page.getByLabel(text('notify.quiet.from'), { exact: true }).fill('23:15')
    await page.getByLabel(text('notify.quiet.to'), { exact: true }).fill('23:15')
    await page.getByText(text('notify.quiet.same')).waitFor()
    expect(await set.isDisabled()).toBe(true)
    await page.getByLabel(text('notify.quiet.to'), { exact: true }).fill('06:05')
    await set.click()
    const chosen = { fromMinute: 23 * 60 + 15, toMinute: 6 * 60 + 5 }
    expect(await calls(page, 'settings.quiet-hours')).toEqual([{ quietHours: chosen }])
    await push(page, withSettings({ quietHours: chosen }))
    await page.getByRole('button', { name: text('notify.quiet.off') }).click()
    expect((await calls(page, 'settings.quiet-hours')).at(-1)).toEqual({ quietHours: null })
  })

  it('[NOTE-05] begin and end do-not-disturb', async () => {
    const page = await settings({ state: busyOverview })
    await page.getByText(text('notify.dnd.hour')).click()
    await push(page, withSettings({ doNotDisturbUntilMs: busyOverview.nowMs + 3_600_000 }))
    await page.getByText(/^On until /).waitFor()
    await page.getByText(text('notify.dnd.off'), { exact: true }).click()
    expect(await calls(page, 'settings.do-not-disturb')).toEqual([
      { until: 'hour' },
      { until: 'off' },
    ])
  })

  it('[NOTE-10] say what became of a test, with what the service calls itself made visible', async () => {
    const report = {
      way: 'plain',
      service: 'ev\u202Eil 1.0',
      capabilities: ['body'],
      shownMs: 31,
      end: 'nothing',
      problem: text('notify.test.nothing_came'),
    }
    const page = await settings({ state: busyOverview, values: { 'notification.test': report } })
    await page.getByRole('button', { name: text('notify.test.button') }).click()
    await page.getByText(text('notify.test.end.nothing')).waitFor()
    const said = await page.locator('.report').innerText()
    expect(said).toContain('within 31 ms')
    expect(said).toContain(text('notify.test.nothing_came'))
    // Dies if: the words of a service are printed as they are.
    expect(said).not.toContain('\u202E')
  })
})
