// Drives editing, the proof given ahead and the arming of the real approval page in Chromium.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { approvalState, labelsCard } from '../gallery/approval-fixtures.ts'
import { aheadCodeCard, editableCard, editedCard, misfit } from '../gallery/decide-fixtures.ts'
import type { FakeBridge, FakeWindow } from '../gallery/fake-bridge.ts'
import { openIn } from '../gallery/pages.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function open(
  card: ApprovalCard,
  { height = 900, ...extra }: Partial<FakeBridge> & { height?: number } = {},
): Promise<Page> {
  const bridge = { state: approvalState(card), ...extra }
  const size = { width: 732, height }
  return (await pages.open({ page: 'approval', bridge, ...size })).page
}
async function calls(page: Page, ...verbs: string[]): Promise<FakeWindow['calls']> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return all.filter(({ verb }) => verbs.includes(verb))
}
const positive = async (page: Page) => await calls(page, 'approval.approve', 'approval.answer')
async function push(page: Page, card: ApprovalCard | null): Promise<void> {
  await page.evaluate((state) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(state)
  }, approvalState(card))
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const approve = (page: Page) => button(page, 'Approve once')
const awake = async (page: Page) => {
  await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
  await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'false')
}
const asleep = async (page: Page) =>
  await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
const argumentsOf = async (page: Page): Promise<string[]> =>
  (await calls(page, 'approval.edit')).map(
    ({ input }) => (input as { argumentsJson: string }).argumentsJson,
  )

describe('edit mode', () => {
  const edit = async (page: Page) => await button(page, 'Edit').click()
  const save = async (page: Page) => await button(page, 'Show the changed request').click()

  it('[EDIT-09] sends what was typed by field, and only that differs', async () => {
    const page = await open(editableCard)
    await edit(page)
    await page.getByLabel('Amount').fill('900.10')
    await page.getByRole('switch', { name: 'Urgent' }).check()
    await page.getByLabel('Memo').fill('line one\nline two')
    await save(page)
    const [sent = ''] = await argumentsOf(page)
    const { amount, urgent, memo, ...rest } = JSON.parse(sent) as Record<string, unknown>
    expect([amount, urgent, memo]).toEqual([900.1, true, 'line one\nline two'])
    // Dies if: a number is read and written again on its way.
    expect(sent).toContain('"amount":900.10')
    const before = JSON.parse(editableCard.call?.argumentsJson ?? '') as Record<string, unknown>
    for (const [name, value] of Object.entries(rest)) expect(value).toEqual(before[name])
    expect(await calls(page, 'approval.edit')).toMatchObject([
      { input: { interactionId: editableCard.interactionId, digest: editableCard.digest } },
    ])
    expect(await positive(page)).toEqual([])
  })

  it('[EDIT-10] there is nothing to approve with while editing, also not by the keyboard', async () => {
    const page = await open(labelsCard)
    await push(page, { ...editableCard, confirmation: null })
    await awake(page)
    await edit(page)
    await expectPage(approve(page)).toHaveCount(0)
    for (const key of ['Enter', 'Space', 'Tab', 'Enter', 'Escape', 'Tab', 'Enter']) {
      await page.keyboard.press(key)
    }
    expect(await positive(page)).toEqual([])
    expect(await calls(page, 'approval.deny')).toEqual([])
  })

  it('[EDIT-10] leaving arms anew: the button that comes up under the pointer sleeps', async () => {
    const page = await open({ ...editableCard, confirmation: null })
    await awake(page)
    await edit(page)
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    // Dies if: coming back to the same card leaves its button awake.
    await button(page, 'Cancel').click()
    await asleep(page)
    await approve(page).click({ force: true })
    expect(await positive(page)).toEqual([])
  })

  it('[EDIT-10] coming back from a reason arms anew as well', async () => {
    const page = await open(labelsCard)
    await awake(page)
    await button(page, 'Deny with reason…').click()
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    await button(page, 'Back').click()
    await asleep(page)
  })

  it('[EDIT-10] the end of the form is not the end of the request', async () => {
    const page = await open({ ...editableCard, confirmation: null }, { height: 420 })
    await edit(page)
    await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
    await button(page, 'Cancel').click()
    await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, 0))
    await page.waitForTimeout(900)
    // Dies if: what was scrolled through in the form counts as the request having been read.
    await asleep(page)
    await awake(page)
  })

  it('[EDIT-10] a refusal is named at its field, keeps what was typed and takes the person there', async () => {
    const page = await open(editableCard, { values: { 'approval.edit': misfit } })
    await edit(page)
    await page.getByLabel('Amount').fill('5000')
    await page.getByLabel('Currency').fill('USD')
    await save(page)
    await expectPage(page.getByRole('alert').filter({ hasText: misfit.message })).toBeVisible()
    await expectPage(page.getByLabel('Amount')).toBeFocused()
    await expectPage(page.getByLabel('Amount')).toHaveValue('5000')
    await expectPage(page.getByLabel('Currency')).toHaveValue('USD')
    await expectPage(page.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true')
  })

  it('[EDIT-10] what is no number is said before anything is sent', async () => {
    const page = await open(editableCard)
    await edit(page)
    await page.getByLabel('Amount').fill('1.200,50')
    await save(page)
    await expectPage(page.getByRole('alert').filter({ hasText: 'Amount' })).toBeVisible()
    expect(await argumentsOf(page)).toEqual([])
  })

  it('[EDIT-10] main’s words on a schema that cannot be checked stand above what was typed', async () => {
    const message = 'This tool’s schema cannot be checked.'
    const page = await open(editableCard, { errors: { 'approval.edit': message } })
    await edit(page)
    await page.getByLabel('Amount').fill('7')
    await save(page)
    await expectPage(page.getByRole('alert').filter({ hasText: message })).toBeVisible()
    await expectPage(page.getByLabel('Amount')).toHaveValue('7')
  })

  it('[EDIT-09] between fields and JSON nothing is lost, and back to the agent’s version in one press', async () => {
    const page = await open(editedCard)
    await edit(page)
    await page.getByLabel('Amount').fill('901.25')
    await button(page, 'As JSON').click()
    const json = page.getByLabel('All arguments as JSON')
    expect(await json.inputValue()).toContain('"amount": 901.25')
    await json.fill('{"amount":')
    await button(page, 'By field').click()
    await expectPage(page.getByText('this is not JSON')).toBeVisible()
    await expectPage(json).toHaveValue('{"amount":')
    await button(page, 'Back to the agent’s version').click()
    expect(JSON.parse(await json.inputValue())).toEqual(
      JSON.parse(editedCard.call?.editedFromJson ?? ''),
    )
  })

  it('[EDIT-01] the changed request is another card: typed numbers and focus are not carried over', async () => {
    const page = await open(editableCard)
    await page.getByLabel('Amount again').fill('1200.50')
    await edit(page)
    await page.getByLabel('Amount', { exact: true }).fill('900')
    await save(page)
    await push(page, editedCard)
    await expectPage(page.getByLabel('Amount again')).toHaveValue('')
    await expectPage(page.getByText('You changed this request')).toBeVisible()
    await asleep(page)
    expect(await positive(page)).toEqual([])
  })

  it('[EDIT-09] unchanged leaves the edit mode', async () => {
    const page = await open(editableCard, { values: { 'approval.edit': { outcome: 'unchanged' } } })
    await edit(page)
    await save(page)
    await expectPage(approve(page)).toBeVisible()
  })
})

describe('the proof given ahead', () => {
  const field = (page: Page) => page.getByLabel('6-digit code')

  it('[AHEAD-01] stands on the card with the one host it goes to, and may be left empty', async () => {
    const page = await open({ ...aheadCodeCard, confirmation: null })
    await expectPage(page.getByText(/sent only to id\.harbor\.example/)).toBeVisible()
    await expectPage(field(page)).not.toBeFocused()
    await awake(page)
    await approve(page).click()
    expect(await positive(page)).toMatchObject([{ input: { code: null } }])
  })

  it('[AHEAD-01] goes with the approval, beside the typed number, and is forgotten', async () => {
    const page = await open(aheadCodeCard)
    await field(page).fill('847291')
    await page.waitForTimeout(900)
    // Dies if: a code makes the typed number unnecessary.
    await asleep(page)
    await page.getByLabel('Amount again').fill('600')
    await awake(page)
    await approve(page).click()
    expect(await positive(page)).toMatchObject([{ input: { code: '847291', confirmation: '600' } }])
    await expectPage(field(page)).toHaveValue('')
    expect(await page.content()).not.toContain('847291')
  })

  it('[AHEAD-01] half a code approves nothing, and Enter in its field neither', async () => {
    const page = await open({ ...aheadCodeCard, confirmation: null })
    await field(page).focus()
    await page.keyboard.type('8472')
    await page.waitForTimeout(900)
    await asleep(page)
    await page.keyboard.type('91')
    await awake(page)
    await page.keyboard.press('Enter')
    // Dies if: the field is a default button.
    expect(await positive(page)).toEqual([])
  })

  it('[AHEAD-03] is forgotten when the page is out of sight', async () => {
    const page = await open(aheadCodeCard)
    await field(page).fill('847291')
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expectPage(field(page)).toHaveValue('')
  })
})

describe('arming', () => {
  it.each([
    ['the page gets the focus', "window.dispatchEvent(new Event('focus'))"],
    ['the window changes its size', "window.dispatchEvent(new Event('resize'))"],
    ['it comes up again', "document.dispatchEvent(new Event('visibilitychange'))"],
  ])('[STORM-05] the button sleeps again when %s', async (_what, script) => {
    const page = await open(labelsCard)
    await awake(page)
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    await page.evaluate((code) => {
      for (const [name, target] of [
        ['focus', window],
        ['resize', window],
        ['visibilitychange', document],
      ] as const) {
        if (code.includes(`'${name}'`)) target.dispatchEvent(new Event(name))
      }
    }, script)
    await asleep(page)
    await approve(page).click({ force: true })
    expect(await positive(page)).toEqual([])
  })

  it('[STORM-05] a page zoom, a moved pane and a font that grows start the time anew', async () => {
    const page = await open(labelsCard)
    await awake(page)
    await page.evaluate(() => {
      const nowMs = performance.now()
      performance.now = () => nowMs
    })
    await page.setViewportSize({ width: 560, height: 700 })
    await asleep(page)
  })

  it('[STORM-05] Enter that commits an IME composition is no press', async () => {
    const page = await open(labelsCard)
    await awake(page)
    await approve(page).focus()
    await approve(page).evaluate((element) => {
      const event = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }
      element.dispatchEvent(new KeyboardEvent('keydown', event))
      element.dispatchEvent(new KeyboardEvent('keyup', { ...event, isComposing: false }))
    })
    expect(await positive(page)).toEqual([])
  })

  it('[STORM-05] Esc answers nothing and puts nothing away', async () => {
    const page = await open(labelsCard)
    await awake(page)
    for (const focused of [approve(page), button(page, 'Deny'), page.locator('h1')]) {
      await focused.focus()
      await page.keyboard.press('Escape')
    }
    expect(await calls(page, 'approval.deny', 'approval.close', 'approval.approve')).toEqual([])
  })

  it('[STORM-05] Tab and Enter from where the focus is begins at what decides nothing', async () => {
    const page = await open(labelsCard)
    await awake(page)
    await page.keyboard.press('Tab')
    // Dies if: the first stop of the keyboard is a button that approves.
    await expectPage(approve(page)).not.toBeFocused()
    await page.keyboard.press('Enter')
    expect(await positive(page)).toEqual([])
    // Nothing on the page is what Enter means by itself.
    expect(await page.locator('form, [type=submit], [accesskey], [autofocus]').count()).toBe(0)
  })

  it('[STORM-05] when the countdown ends there is nothing to press any more', async () => {
    const page = await open({ ...labelsCard, expiresAtMs: labelsCard.createdAtMs + 82_000 })
    await awake(page)
    await expectPage(approve(page)).toHaveCount(0, { timeout: 10_000 })
  })

  it('[STORM-05] a touch presses as a whole, begun awake', async () => {
    const context = await pages.browser.newContext({
      hasTouch: true,
      viewport: { width: 732, height: 900 },
    })
    const bridge = { state: approvalState(labelsCard) }
    const { page } = await openIn(context, { folder: pages.folder, page: 'approval', bridge })
    const box = await approve(page).boundingBox()
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 10]
    await page.touchscreen.tap(x, y)
    expect(await positive(page)).toEqual([])
    await awake(page)
    // Sooner it would be the second tap of a double tap, which is no press either.
    await page.waitForTimeout(800)
    await page.touchscreen.tap(x, y)
    await expect.poll(async () => (await positive(page)).length).toBe(1)
  })

  it('[STORM-05] a pen that touched down before the button woke does not press it', async () => {
    const page = await open(labelsCard)
    const session = await page.context().newCDPSession(page)
    const box = await approve(page).boundingBox()
    const pen = async (type: 'mousePressed' | 'mouseReleased') =>
      await session.send('Input.dispatchMouseEvent', {
        type,
        x: (box?.x ?? 0) + 20,
        y: (box?.y ?? 0) + 10,
        button: 'left',
        clickCount: 1,
        pointerType: 'pen',
      })
    await pen('mousePressed')
    await awake(page)
    await pen('mouseReleased')
    expect(await positive(page)).toEqual([])
    await pen('mousePressed')
    await pen('mouseReleased')
    await expect.poll(async () => (await positive(page)).length).toBe(1)
  })
})
