// Drives the real approval page over cards of every shape: order, what must be in sight, and what a screen reader says.
import { expect as expectPage } from '@playwright/test'
import type { CDPSession, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { approvalState, labelsCard, payCard } from '../gallery/approval-fixtures.ts'
import { cardOf, shapeCards } from '../gallery/card-fixtures.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

interface Size {
  width: number
  height: number
  scale?: number
}
async function open(card: ApprovalCard, size: Size = { width: 732, height: 820 }): Promise<Page> {
  const bridge = { state: approvalState(card) }
  return (await pages.open({ page: 'approval', bridge, ...size })).page
}
const shape = (name: string): ApprovalCard => {
  const card = shapeCards[name]
  if (card === undefined) throw new Error(name)
  return card
}
const approve = (page: Page) => page.getByRole('button', { name: 'Approve once' })
const isAwake = async (page: Page) =>
  (await approve(page).getAttribute('aria-disabled')) === 'false'
async function toEnd(page: Page): Promise<void> {
  await page.locator('.card-scroll').evaluate((area) => area.scrollTo(0, area.scrollHeight))
}
async function positive(page: Page): Promise<number> {
  const calls = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return calls.filter(({ verb }) => verb === 'approval.approve').length
}
/** True where the whole element is inside the window. */
async function isWhole(page: Page, selector: string): Promise<boolean> {
  return await page.locator(selector).evaluate((element) => {
    const { top, left, bottom, right, height } = element.getBoundingClientRect()
    const inside = top >= -1 && left >= -1 && bottom <= innerHeight + 1 && right <= innerWidth + 1
    return inside && height > 0
  })
}

describe('what must be in sight', () => {
  const sizes: Size[] = [
    { width: 360, height: 480 },
    { width: 360, height: 720, scale: 2 },
    { width: 640, height: 410, scale: 2 },
    { width: 180, height: 240, scale: 2 },
    { width: 240, height: 160 },
    { width: 732, height: 820 },
    { width: 1280, height: 300 },
    { width: 1920, height: 1080 },
  ]
  const longHost = `${'a-long-label.'.repeat(18)}example`
  const hosts = ['bank.harbor.example', longHost]
  it.each(sizes.flatMap((size) => hosts.map((host) => ({ ...size, host }))))(
    '[CARD-13] at $width by $height the host and the button are whole, or nothing can be approved',
    async ({ host, ...size }) => {
      const { call } = labelsCard
      const page = await open({ ...labelsCard, call: call && { ...call, host } }, size)
      await toEnd(page)
      await page.waitForTimeout(1_100)
      const awake = await isAwake(page)
      const inSight = (await isWhole(page, '.host-row')) && (await isWhole(page, '.button.filled'))
      // Dies if: a window may hide where it goes, or half of the button, and still approve.
      if (awake) expect(inSight).toBe(true)
      if (inSight) expect(awake).toBe(true)
      await expectPage(page.locator('.host-row')).toContainText(host)
    },
  )

  it('[CARD-13] a host that is scrolled out of a tiny window wakes nothing', async () => {
    const { call } = labelsCard
    const page = await open(
      { ...labelsCard, call: call && { ...call, host: longHost } },
      { width: 240, height: 160 },
    )
    await toEnd(page)
    await page.locator('.card').evaluate((card) => card.scrollTo(0, card.scrollHeight))
    await page.waitForTimeout(1_100)
    expect(await isAwake(page)).toBe(false)
    await approve(page).click({ force: true })
    await approve(page).press('Enter')
    // Dies if: only the look of the button is taken away.
    expect(await positive(page)).toBe(0)
  })

  it('[CARD-13] the host and the time stay in sight while a long card is read', async () => {
    const page = await open(shape('long-text'), { width: 360, height: 480 })
    await toEnd(page)
    expect(await isWhole(page, '.host-row')).toBe(true)
    await expectPage(page.getByRole('timer')).toHaveText(/^answers until 14:32 · 8:\d\d left$/)
    expect(await isWhole(page, '.until')).toBe(true)
  })
})

describe('order', () => {
  it('[CARD-15] who, what, where, exactly, why, before, until when, choices', async () => {
    const page = await open(shape('payment'))
    const tops = await page.evaluate(() =>
      ['.who', 'h1', '.where', '.exactly', '.quote', '.before', '.until', '.choices'].map(
        (part) => document.querySelector(part)?.getBoundingClientRect().top ?? -1,
      ),
    )
    expect(tops).toEqual(tops.toSorted((a, b) => a - b))
    expect(tops.every((top) => top >= 0)).toBe(true)
  })

  it('[CARD-12] the name the person gave stands before what the agent calls itself', async () => {
    const card = { ...payCard, agentClaimedName: 'System Update' }
    const page = await open(card)
    const words = await page.locator('.who-words').innerText()
    // Dies if: the claimed name is left out, comes first, or stands without being called a claim.
    expect(words.replaceAll('\n', ' ')).toMatch(/^Bookkeeper .*calls itself “System Update”$/)
    const sizes = await page.evaluate(() =>
      ['.who .strong', '.who-claims'].map((part) => {
        const element = document.querySelector(part)
        return element === null ? 0 : Number(getComputedStyle(element).fontWeight)
      }),
    )
    expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0)
  })

  it('[CARD-12] another name in the claim’s place changes nothing of the verified one', async () => {
    const page = await open({ ...payCard, agentClaimedName: 'Bookkeeper (verified)' })
    await expectPage(page.locator('.who .strong')).toHaveText('Bookkeeper')
    await expectPage(page.locator('.who-claims')).toHaveText('calls itself “Bookkeeper (verified)”')
  })
})

describe('exact bytes', () => {
  it('[CARD-09] a thousand keys are all there, beside the bytes', async () => {
    const page = await open(shape('thousand-keys'))
    await expectPage(page.locator('.row')).toHaveCount(1_000)
    await expectPage(page.locator('.exact-size')).toContainText('1000 values')
    await page.getByText('As it goes over the wire').click()
    const json = shape('thousand-keys').call?.argumentsJson ?? ''
    await expectPage(page.locator('.json')).toHaveText(json)
  })

  it('[CARD-10] an edited call marks each changed row and says what the agent asked for', async () => {
    const page = await open(shape('edited'))
    await expectPage(page.locator('.row.changed')).toHaveCount(2)
    await expectPage(page.locator('.row.changed').first()).toContainText('the agent asked for 1200')
    await expectPage(page.locator('.edited')).toContainText('urgent: true')
    await expectPage(page.locator('.edited s')).toHaveText(['true'])
    const added = page.getByText('(nothing: you added this)')
    await expectPage(added).toBeVisible()
    // Dies if: words of ours look like a value of the agent's.
    await expectPage(page.locator('.row-asked .mono')).toHaveText(['1200'])
    await expectPage(page.locator('.row-asked s, .row-asked del')).toHaveCount(0)
  })
})

interface Node {
  readonly nodeId: string
  readonly childIds?: readonly string[]
  readonly role?: { readonly value?: unknown }
  readonly name?: { readonly value?: unknown }
}

describe('a screen reader', () => {
  /** Every text in the accessibility tree, in order. */
  async function spoken(session: CDPSession): Promise<string> {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] }
    const byId = new Map(nodes.map((node) => [node.nodeId, node]))
    const read = (node: Node | undefined): string => {
      if (node?.role?.value === 'StaticText') return String(node.name?.value ?? '')
      return (node?.childIds ?? []).map((id) => read(byId.get(id))).join('')
    }
    return read(nodes[0])
  }

  it.each(Object.keys(shapeCards).filter((name) => name !== 'thousand-keys'))(
    '[CARD-14] says of %s what stands there',
    async (name) => {
      const page = await open(shape(name))
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      const said = (await spoken(await page.context().newCDPSession(page))).replaceAll(/\s/g, '')
      const shown = await page.evaluate(() =>
        Array.from(document.querySelectorAll('.untrusted'), (box) => box.textContent ?? ''),
      )
      let from = 0
      for (const words of shown.map((each) => each.replaceAll(/\s/g, ''))) {
        // Dies if: a box is hidden from the tree, named otherwise than it reads, or out of order.
        const at = said.indexOf(words, from)
        expect(at, words.slice(0, 80)).toBeGreaterThanOrEqual(0)
        from = at
      }
      expect(said).not.toMatch(/[\p{Cf}\p{Cc}]/u)
    },
  )
})

describe('what differs', () => {
  it('[CARD-07] is marked by signs and words, and the whole text stands beneath', async () => {
    const page = await open(shape('long-text'))
    const diff = page.getByRole('group', { name: 'Different from last time' }).first()
    await expectPage(diff.locator('ins')).toContainText([
      'added 4. Point 4 was moved to December.',
      'added 31. The budget is 9,000 euros.',
    ])
    await expectPage(diff.locator('del')).toContainText([
      'removed 4. Point 4',
      'removed 31. The budget is 5,000 euros.',
    ])
    await expectPage(diff.locator('.diff-sign')).toHaveText(['−', '+', '−', '+'])
    await expectPage(page.locator('.exact-line')).toHaveCount(45)
  })

  // Dies if: the code points of the warning are not handed to the card.
  it('[CARD-08] letters in question are spelled out on demand', async () => {
    const page = await open(shape('imitations'))
    await page.locator('.spelled summary').first().click()
    await expectPage(page.locator('.spelled p').first()).toContainText('U+0440 Cyrillic')
  })

  // Dies if: the host is taken from before the @, or from the text instead of the parsed address.
  it('[CARD-04] the host of an address stands out from what only looks like it', async () => {
    const link = 'https://harbor.example@evil.example/x'
    const page = await open(cardOf({ title: 'Fetch', args: { link } }))
    await expectPage(page.locator('.row-emphasis')).toHaveText('evil.example')
    await expectPage(page.locator('.row .mono').first()).toHaveText(link)
  })
})
