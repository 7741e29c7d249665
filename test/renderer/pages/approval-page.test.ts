// Drives the real approval page in Chromium, with a bridge that stands in for main, against accidents and tricks.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import {
  approvalState,
  codeCard,
  hostileCard,
  labelsCard,
  payCard,
  rowOf,
} from '../gallery/approval-fixtures.ts'
import type { FakeBridge, FakeWindow } from '../gallery/fake-bridge.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

interface Opened {
  page: Page
  problems: string[]
}
type Size = { width: number; height: number }
const pane: Size = { width: 732, height: 820 }

async function open(
  card: ApprovalCard,
  size = pane,
  extra: Partial<FakeBridge> = {},
): Promise<Opened> {
  const bridge = { state: approvalState(card), ...extra }
  return await pages.open({ page: 'approval', bridge, ...size })
}
/** A page on which intersections are never reported, as when the report came before the layout. */
async function openWithoutIntersections(card: ApprovalCard): Promise<Opened> {
  const opened = await open(card)
  await opened.page.addInitScript(() => {
    class Silent {
      observe(): void {}
      disconnect(): void {}
    }
    Object.assign(globalThis, { IntersectionObserver: Silent })
  })
  await opened.page.reload()
  return opened
}
async function calls(page: Page, ...verbs: string[]): Promise<FakeWindow['calls']> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return verbs.length === 0 ? all : all.filter(({ verb }) => verbs.includes(verb))
}
const positive = async (page: Page) => await calls(page, 'approval.approve', 'approval.answer')
async function push(page: Page, card: ApprovalCard | null): Promise<void> {
  await page.evaluate((state) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(state)
  }, approvalState(card))
}
/** However slow the machine is, no rule of time wakes a button of the page from here on. */
async function freezeTime(page: Page): Promise<void> {
  await page.evaluate(() => {
    const nowMs = performance.now()
    performance.now = () => nowMs
  })
}
/** Another question comes, and its button sleeps until `thawTime`. */
async function pushAsleep(page: Page, card: ApprovalCard): Promise<void> {
  await freezeTime(page)
  await push(page, card)
  await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
}
async function thawTime(page: Page): Promise<void> {
  await page.evaluate(() => {
    Reflect.deleteProperty(performance, 'now')
    dispatchEvent(new Event('resize'))
  })
}
const approve = (page: Page) => page.getByRole('button', { name: 'Approve once' })
const awake = async (page: Page, name = 'Approve once') =>
  await expectPage(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'false')
const other: ApprovalCard = { ...labelsCard, interactionId: 'other', digest: 'cc'.repeat(32) }

describe('accidents', () => {
  it('[RND-01] a storm of keys while questions come and go approves nothing', async () => {
    const { page } = await open(labelsCard)
    // Dies if: anything positive is focused by itself, or a new card leaves the focus on the button.
    for (let round = 0; round < 4; round += 1) {
      for (let press = 0; press < 25; press += 1) {
        await page.keyboard.press(press % 5 === 4 ? 'Space' : 'Enter')
      }
      await push(page, round % 2 === 0 ? other : labelsCard)
    }
    await awake(page)
    for (let press = 0; press < 25; press += 1) await page.keyboard.press('Enter')
    expect(await positive(page)).toEqual([])
  })

  it('[RND-01] a storm of keys on the focused button approves one card and never the next', async () => {
    const { page } = await open(labelsCard)
    await awake(page)
    await approve(page).focus()
    for (let press = 0; press < 50; press += 1) await page.keyboard.press('Enter')
    await push(page, other)
    for (let press = 0; press < 50; press += 1) await page.keyboard.press('Enter')
    await awake(page)
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('Enter')
    // Dies if: the focus stays on the button when the content changes.
    expect(await positive(page)).toEqual([
      {
        verb: 'approval.approve',
        input: {
          interactionId: labelsCard.interactionId,
          digest: labelsCard.digest,
          confirmation: null,
          code: null,
          allowFor: null,
        },
      },
    ])
  })

  it('[RND-01] a key that is held since before the button woke does nothing', async () => {
    const { page } = await open(labelsCard)
    await pushAsleep(page, other)
    await approve(page).focus()
    await page.keyboard.down('Enter')
    await thawTime(page)
    await awake(page)
    // A second `down` without `up` is what a keyboard repeats.
    for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    // Dies if: repeats count, or the press is judged by its end alone.
    expect(await positive(page)).toEqual([])
    await page.keyboard.press('Space')
    expect(await positive(page)).toHaveLength(1)
  })

  it('[RND-01] key-down alone does nothing, nor does key-up alone', async () => {
    const { page } = await open(labelsCard)
    await awake(page)
    await page.getByRole('button', { name: 'Deny', exact: true }).focus()
    await page.keyboard.down('Shift')
    await page.keyboard.up('Shift')
    await approve(page).focus()
    await page.keyboard.up('Enter')
    await page.keyboard.down('Enter')
    expect(await positive(page)).toEqual([])
    await page.keyboard.up('Enter')
    expect(await positive(page)).toHaveLength(1)
  })

  it('[RND-01] the second click of a double click does nothing', async () => {
    const { page } = await open(labelsCard)
    await pushAsleep(page, other)
    const box = await approve(page).boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10)
    await page.mouse.down({ clickCount: 1 })
    await page.mouse.up({ clickCount: 1 })
    await thawTime(page)
    await awake(page)
    await page.mouse.down({ clickCount: 2 })
    await page.mouse.up({ clickCount: 2 })
    // Dies if: `detail` is not looked at.
    expect(await positive(page)).toEqual([])
  })

  it('[RND-01] a click made by script does nothing', async () => {
    const { page } = await open(labelsCard)
    await awake(page)
    await approve(page).evaluate((button: HTMLElement) => {
      button.click()
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
    })
    expect(await positive(page)).toEqual([])
  })

  it('[RND-02] a card that takes the place of another under the pointer is not approved', async () => {
    const { page } = await open(labelsCard)
    await awake(page)
    const box = await approve(page).boundingBox()
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10)
    await page.mouse.down()
    await freezeTime(page)
    await push(page, other)
    // What is pressed before the next card is drawn is still meant for the one that is seen.
    await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
    await page.mouse.up()
    await page.mouse.down()
    await page.mouse.up()
    expect(await positive(page)).toEqual([])
    await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
  })
})

describe('answers', () => {
  it('[RND-08] main is told what was painted, also when it took it back in between', async () => {
    const { page } = await open(labelsCard)
    const shown = async () =>
      (await calls(page, 'approval.shown')).map(
        ({ input }) => (input as { interactionId: string }).interactionId,
      )
    await expect.poll(shown).toEqual([labelsCard.interactionId])
    await push(page, other)
    await expect.poll(shown).toEqual([labelsCard.interactionId, other.interactionId])
    // Dies if: only a change of content is reported; main has forgotten what it took back.
    await page.evaluate(
      (states) => {
        for (const state of states) (window as unknown as { fake: FakeWindow }).fake.push(state)
      },
      [approvalState(null), approvalState(other)],
    )
    await expect.poll(async () => (await shown()).slice(2)).toEqual([other.interactionId])
  })

  // Dies if: the button wakes by time alone, or main is not sent what was typed.
  it('[RND-06] high risk sleeps until the value was typed, and sends it', async () => {
    const { page } = await open(payCard)
    await expectPage(page.getByLabel('Amount again')).toBeVisible()
    await page.waitForTimeout(900)
    await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
    await page.getByLabel('Amount again').fill('1,200.00')
    await awake(page)
    await approve(page).click()
    expect(await positive(page)).toMatchObject([{ input: { confirmation: '1,200.00' } }])
  })

  it.each<[Size]>([[pane], [{ width: 360, height: 720 }], [{ width: 640, height: 410 }]])(
    '[RND-03] 100 KB sleep until their end was seen at %j',
    async (size) => {
      const { page, problems } = await open(hostileCard, size)
      await page.waitForTimeout(900)
      // Dies if: overflowing content is armed like any other.
      await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
      await expectPage(approve(page)).toBeInViewport({ ratio: 1 })
      const shownText = await page.locator('.json').innerText()
      expect(shownText).toContain('[5000 spaces]'.slice(1, -1))
      expect(shownText).toContain('line 1899')
      expect(shownText).toContain('U+202E')
      await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
      await awake(page)
      const sideways = await page.evaluate(() => {
        const area = document.querySelector('.card-scroll') ?? document.body
        return area.scrollWidth - area.clientWidth
      })
      expect(sideways).toBe(0)
      expect(problems).toEqual([])
    },
  )

  it('[RND-03] the end of a short card is seen though an observer never says so, also after a swap', async () => {
    const { page } = await openWithoutIntersections(labelsCard)
    // Dies if: the end is only heard of through an observer, which reports changes and may have missed this one.
    await awake(page)
    await push(page, other)
    await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
    await awake(page)
    await push(page, null)
    await push(page, other)
    await awake(page)
  })

  it('[RND-03] nothing is seen on a page without room, and everything once it is laid out', async () => {
    const { page } = await openWithoutIntersections(labelsCard)
    await awake(page)
    const giveRoom = async (height: string) =>
      await page.evaluate((value) => {
        const root = document.querySelector<HTMLElement>('#root')
        if (root) root.style.height = value
      }, height)
    await giveRoom('0')
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('footer')?.style.setProperty('display', 'none'),
    )
    await push(page, other)
    await page.waitForTimeout(900)
    // Dies if: an area of no size counts as read, or the later layout is not measured again.
    await expectPage(page.locator('button.filled')).toHaveAttribute('aria-disabled', 'true')
    await giveRoom('')
    await awake(page)
  })

  it('[RND-03] nothing is seen on a hidden page, and everything once it is up', async () => {
    const { page } = await openWithoutIntersections(labelsCard)
    const show = async (visibility: 'hidden' | 'visible') =>
      await page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, visibility)
    await show('hidden')
    await push(page, other)
    await page.waitForTimeout(900)
    // Dies if: what is drawn while nobody can see it counts as read.
    await expectPage(approve(page)).toHaveAttribute('aria-disabled', 'true')
    await show('visible')
    await awake(page)
  })

  it('[RND-07] a pasted code is sent once and forgotten', async () => {
    const { page } = await open(codeCard)
    const field = page.getByLabel('6-digit code from your authenticator app')
    await awakeAfterPaste(page, ' 847-291 ')
    await page.getByRole('button', { name: 'Confirm' }).click()
    expect(await positive(page)).toEqual([
      {
        verb: 'approval.answer',
        input: {
          interactionId: codeCard.interactionId,
          digest: codeCard.digest,
          answer: { action: 'accept', content: { otp: '847291' } },
        },
      },
    ])
    // Dies if: the code stays in the field, or in the boxes, after it was sent.
    await expectPage(field).toHaveValue('')
    expect(await page.content()).not.toContain('847291')
  })

  it('[RND-07] typing moves on, keeps to digits, and Enter sends only a complete code', async () => {
    const { page } = await open(codeCard)
    await page.getByLabel('6-digit code').focus()
    await page.keyboard.type('84x72', { delay: 5 })
    await page.waitForTimeout(900)
    await page.keyboard.press('Enter')
    expect(await positive(page)).toEqual([])
    await page.keyboard.type('91')
    await page.keyboard.press('Enter')
    expect(await positive(page)).toMatchObject([
      { input: { answer: { content: { otp: '847291' } } } },
    ])
  })

  it('[RND-07] a refused code can be typed again at once', async () => {
    const { page } = await open(codeCard)
    await awakeAfterPaste(page, '111111')
    await page.getByRole('button', { name: 'Confirm' }).click()
    const { elicitation } = codeCard
    if (!elicitation) throw new Error('the fixture asks for a code')
    await push(page, {
      ...codeCard,
      digest: 'dd'.repeat(32),
      elicitation: { ...elicitation, triesLeft: 2, problem: 'That code was not right.' },
    })
    await expectPage(page.getByText('2 tries left')).toBeVisible()
    await expectPage(page.getByLabel('6-digit code')).toBeFocused()
    await page.keyboard.type('847291')
    await awake(page, 'Confirm')
  })

  it('[RND-01] main’s words are shown in place and the person may answer again', async () => {
    const message = 'The disk is full. Nothing was sent. Free some space and answer again.'
    const { page } = await open(labelsCard, pane, { errors: { 'approval.approve': message } })
    await awake(page)
    await approve(page).click()
    await expectPage(page.getByRole('alert').filter({ hasText: message })).toBeVisible()
    await awake(page)
  })

  async function awakeAfterPaste(page: Page, value: string): Promise<void> {
    await page.getByLabel('6-digit code').focus()
    await page.getByLabel('6-digit code').evaluate((input, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', pasted)
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, value)
    await awake(page, 'Confirm')
  }
})

describe('words of others', () => {
  // Dies if: words of others are set as HTML or Markdown anywhere on the card.
  it.each([
    ['<img src=x onerror=alert(1)>'],
    ['<svg/onload=alert(1)><style>*{display:none}</style>'],
    ['"><script src=https://evil.example/x.js></script>'],
    ['[click](javascript:alert(1)) **bold** ![x](https://evil.example/x.png)'],
    ['</main></body><h1>Approved by policy</h1>'],
  ])('[RND-05] %s adds nothing but text', async (payload) => {
    const openWith = async (words: string) => {
      const card: ApprovalCard = {
        ...payCard,
        title: words,
        agentName: words,
        taskText: words,
        call: payCard.call && {
          ...payCard.call,
          tool: words,
          connectionName: words,
          host: words,
          scope: words,
          why: words,
          before: [words],
          argumentsJson: JSON.stringify({ words }),
          rows: [rowOf({ path: 'a', label: words, value: words, note: words })],
        },
        confirmation: { label: words, hint: words },
      }
      const { page, problems } = await open(card)
      // The page's own fonts may come after it.
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      return { page, problems, requests }
    }
    // What we announce comes and goes with the time.
    const elements = async ({ page }: { page: Page }) =>
      await page.evaluate(() => document.querySelectorAll('*:not([role="status"] *)').length)
    const [attacked, plain] = [await openWith(payload), await openWith('plain words')]
    expect(await elements(attacked)).toBe(await elements(plain))
    expect([...attacked.problems, ...attacked.requests]).toEqual([])
  })
})
