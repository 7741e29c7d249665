// Drives both pages as somebody does who hears them, has only a keyboard, wants no motion, or forces colours.
import { expect as expectPage } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalState } from '../../../shared/approval-card.ts'
import { approvalState, hostileCard, labelsCard, payCard } from '../gallery/approval-fixtures.ts'
import type { FakeBridge, FakeWindow } from '../gallery/fake-bridge.ts'
import { nowMs } from '../gallery/moment.ts'
import { openedOverview } from '../gallery/overview-fixtures.ts'
import type { PageName } from '../gallery/pages.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(page: PageName, bridge: FakeBridge, width = 732): Promise<Page> {
  return (await pages.open({ page, bridge, width })).page
}
async function push(page: Page, state: unknown): Promise<void> {
  await page.evaluate((next) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(next)
  }, state)
}
async function calls(page: Page): Promise<FakeWindow['calls']> {
  return await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
}

/** Puts down everything that a live region says from now on, and whether the region was there before its words. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const live = '[role=status], [role=alert], [aria-live]'
    const regions = new Set(document.querySelectorAll(live))
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(live)
        if (region && regions.has(region)) heard.push(region.textContent ?? '')
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  return async () =>
    await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join('\n'))
}

describe('what is read out', () => {
  it('[A11Y-04] a new question, and that it can be answered', async () => {
    const page = await open('approval', { state: approvalState(null) })
    const heard = await listen(page)
    await push(page, approvalState(labelsCard))
    // Dies if: the region comes and goes with the card.
    await expect.poll(heard).toContain(labelsCard.title)
    await expect.poll(heard, { timeout: 10_000 }).toContain('It can be answered now.')
    await push(page, approvalState(payCard))
    await expect.poll(heard).toContain(payCard.title)
  })

  it('[A11Y-04] that its time is over', async () => {
    const page = await open('approval', { state: approvalState(labelsCard) })
    await page.getByRole('button', { name: 'Deny', exact: true }).waitFor()
    const heard = await listen(page)
    const ended: ApprovalState = {
      ...approvalState(labelsCard),
      nowMs: nowMs + labelsCard.expiresAtMs,
    }
    await push(page, ended)
    await expect.poll(heard).toContain('This was not answered in time.')
  })

  it('[A11Y-04] why an answer was refused', async () => {
    const errors = { 'approval.deny': 'The disk is full.' }
    const page = await open('approval', { state: approvalState(labelsCard), errors })
    const heard = await listen(page)
    await page.getByRole('button', { name: 'Deny', exact: true }).click()
    await expect.poll(heard).toContain('The disk is full.')
  })

  it('[A11Y-04] how much waits, and news', async () => {
    const page = await open('app', { state: openedOverview }, 1280)
    await page.getByRole('navigation').waitFor()
    const heard = await listen(page)
    const news = { id: 'n', tone: 'ok', title: 'Paid', body: '', callId: null, atMs: nowMs }
    await push(page, {
      ...openedOverview,
      inbox: openedOverview.inbox.slice(0, 1),
      inboxTotal: 1,
      notices: [news],
    })
    await expect.poll(heard).toContain('1 question is waiting for you')
    await expect.poll(heard).toContain('Paid')
  })

  it('[A11Y-05] marks for what cannot be seen', async () => {
    const page = await open('approval', { state: approvalState(hostileCard) })
    await page.locator('.invisible').first().waitFor()
    const tree = await page.locator('main').ariaSnapshot()
    // Dies if: a mark is drawn by style alone, or hidden from who listens.
    for (const mark of await page.locator('.invisible').allTextContents()) {
      expect(tree).toContain(mark)
    }
  })
})

describe('the keyboard alone', () => {
  it('[A11Y-07] opens a question from the list', async () => {
    const page = await open(
      'app',
      { state: { ...openedOverview, selectedInteractionId: null } },
      1280,
    )
    const list = page.getByRole('list', { name: 'Now' })
    await list.waitFor()
    const hasKeyboard = (within: Locator): Promise<boolean> =>
      within.evaluate((part) => part.contains(document.activeElement))
    for (let presses = 0; presses < 40 && !(await hasKeyboard(list)); presses += 1) {
      await page.keyboard.press('Tab')
    }
    const wanted = page.getByRole('button', { name: /Add 3 labels/ })
    for (let presses = 0; presses < 10 && !(await hasKeyboard(wanted)); presses += 1) {
      await page.keyboard.press('ArrowDown')
    }
    expect(await hasKeyboard(wanted)).toBe(true)
    await page.keyboard.press('Enter')
    expect((await calls(page)).map(({ verb }) => verb)).toContain('interaction.open')
  })

  it('[A11Y-07] reads to the end, denies with a reason, and approves', async () => {
    const page = await open('approval', { state: approvalState(labelsCard) })
    const reason = page.getByRole('button', { name: 'Deny with reason…' })
    await reason.focus()
    await page.keyboard.press('Enter')
    await page.getByLabel(/Reason/).focus()
    await page.keyboard.type('Not these labels')
    await page.getByRole('button', { name: 'Back' }).focus()
    await page.keyboard.press('Enter')
    const positive = page.getByRole('button', { name: 'Approve once' })
    await expectPage(positive).toHaveAttribute('aria-disabled', 'false', { timeout: 15_000 })
    await positive.focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await calls(page)).map(({ verb }) => verb))
      .toContain('approval.approve')
  })
})

describe('other eyes', () => {
  const moving = async (page: Page): Promise<number> =>
    await page.evaluate(
      () =>
        Array.from(document.querySelectorAll('*')).filter((element) => {
          const { animationName, transitionDuration } = getComputedStyle(element)
          return animationName !== 'none' || parseFloat(transitionDuration) > 0
        }).length,
    )

  it('[A11Y-06] nothing moves for who asked for that', async () => {
    const busy = { ...labelsCard, busy: 'Sending…' }
    const page = await open('approval', { state: approvalState(busy) })
    await page.getByRole('button').first().waitFor()
    // Dies if: the rule for reduced motion is taken away.
    expect(await moving(page)).toBe(0)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await moving(page)).toBeGreaterThan(0)
  })

  it('[A11Y-06] forced colours keep the edge of every button and what is chosen', async () => {
    const page = await open('app', { state: openedOverview }, 1280)
    await page.emulateMedia({ forcedColors: 'active' })
    await page.getByRole('button', { name: 'Settings' }).click()
    const edges = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.button'), (button) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(button)
        return borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1
      }),
    )
    expect(edges.length).toBeGreaterThan(0)
    expect(edges).not.toContain(false)
    const outlines = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.segmented label:has(:checked)'), (label) =>
        parseFloat(getComputedStyle(label).outlineWidth),
      ),
    )
    expect(outlines.length).toBeGreaterThan(0)
    for (const width of outlines) expect(width).toBeGreaterThanOrEqual(2)
  })
})
