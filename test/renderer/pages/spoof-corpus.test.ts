// Shows strings that try to deceive on the real page in Chromium, in every field, and measures what a person would see.
// prove: 2000
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { canonicalJson } from '../../../main/interaction/digest.ts'
import { approvalState, labelsCard } from '../gallery/approval-fixtures.ts'
import { cardOf } from '../gallery/card-fixtures.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { openContext, openIn } from '../gallery/pages.ts'
import { cardSaying } from './spoof-fields.ts'
import { installSight } from './spoof-oracle.ts'
import type { Sighting } from './spoof-oracle.ts'
import { spoofStrings } from './spoof-strings.ts'
import type { SpoofString } from './spoof-strings.ts'
import { preparePages } from './prepare-pages.ts'

const seed = Number(process.env['SEED'] ?? 20_261_122)
/** In every viewport; without COUNT each takes its own quarter of 56 strings. */
const perViewport = Number(process.env['COUNT'] ?? 14)
const isFull = process.env['COUNT'] !== undefined
const patienceMs = 60_000 + perViewport * 1_000

const viewports = [
  { width: 360, height: 720 },
  { width: 732, height: 820 },
  { width: 1280, height: 820 },
  { width: 640, height: 410, scale: 2 },
]

const pages = preparePages()

async function open(
  card: ApprovalCard,
  size: (typeof viewports)[number],
): Promise<{ page: Page; problems: string[] }> {
  const context = await openContext(pages.browser, size)
  await context.addInitScript(installSight)
  const bridge = { state: approvalState(card) }
  const { page, problems } = await openIn(context, {
    folder: pages.folder,
    page: 'approval',
    bridge,
  })
  page.on('request', (request) => {
    // Faces of its own for letters that it has not drawn before.
    if (!request.url().startsWith('https://approval.countersign.test/assets/'))
      problems.push(request.url())
  })
  return { page, problems }
}

async function push(page: Page, card: ApprovalCard): Promise<void> {
  await page.evaluate((state) => {
    ;(window as unknown as { fake: FakeWindow }).fake.push(state)
  }, approvalState(card))
}

/** Shows one card after the other on the same page, and measures each. */
async function sightAll(page: Page, cards: readonly ApprovalCard[]): Promise<Sighting[]> {
  return await page.evaluate(
    async (states) => {
      const sightings: Sighting[] = []
      const { fake, sight } = window as unknown as { fake: FakeWindow; sight: () => Sighting }
      for (const state of states) {
        fake.push(state)
        // The page draws what was pushed in a task of its own.
        for (let turn = 0; turn < 2; turn += 1) await new Promise((done) => setTimeout(done))
        sightings.push(sight())
      }
      return sightings
    },
    cards.map((card) => approvalState(card)),
  )
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  )
}

/** What main writes into visible text, taken back. */
function fromVisible(shown: string): string {
  return shown
    .replaceAll(/⟦(\d+) spaces⟧/g, (_, count: string) => ' '.repeat(Number(count)))
    .replaceAll('⟦U+000A⟧\n', '\n')
    .replaceAll(/⟦U\+([0-9A-F]+)⟧/g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    )
}

const quarter = (at: number): SpoofString[] =>
  isFull
    ? spoofStrings(seed, perViewport)
    : spoofStrings(seed, perViewport * viewports.length).slice(
        at * perViewport,
        (at + 1) * perViewport,
      )

interface Shown {
  /** The same card saying nothing odd. */
  readonly plain: Sighting
  readonly cards: readonly (SpoofString & { readonly sighting: Sighting })[]
  readonly problems: readonly string[]
}

/** Each string of a viewport in every field of a card, shown once for all tests. */
async function showAll(at: number): Promise<Shown> {
  const size = viewports[at]
  if (size === undefined) throw new Error('no such viewport')
  const { page, problems } = await open(cardSaying('plain words'), size)
  const [plain] = await sightAll(page, [cardSaying('plain words')])
  if (plain === undefined) throw new Error('nothing was seen')
  const cards: (SpoofString & { sighting: Sighting })[] = []
  for (const batch of inBatches(quarter(at), 10)) {
    const saying = batch.map(({ text }) => cardSaying(text))
    for (const [place, sighting] of (await sightAll(page, saying)).entries()) {
      const spoof = batch[place]
      if (spoof !== undefined) cards.push({ ...spoof, sighting })
    }
  }
  await page.context().close()
  return { plain, cards, problems }
}
const shown = new Map<number, Promise<Shown>>()
async function shownAt(at: number): Promise<Shown> {
  const showing = shown.get(at) ?? showAll(at)
  shown.set(at, showing)
  return await showing
}

describe('strings that deceive', () => {
  const places = viewports.map((size, at) => ({ ...size, at }))

  it.each(places)(
    '[SPOOF-01] are displayed as they stand in every field, at $width by $height',
    async ({ at }) => {
      const { plain, cards } = await shownAt(at)
      expect(plain.boxes.length).toBeGreaterThan(20)
      expect(cards).toHaveLength(perViewport)
      for (const { trick, text, sighting } of cards) {
        const name = `${trick}: ${JSON.stringify(text)}`
        // Dies if: any field is drawn without its box, collapses blanks, or lets a character reorder others.
        expect(sighting.faults, name).toEqual([])
        const bytes = canonicalJson({ words: text })
        const said = new Set(sighting.boxes.filter((box) => box !== bytes))
        expect([...said], name).toEqual([text.replaceAll('\r\n', '\n')])
        expect(sighting.boxes, name).toContain(bytes)
      }
    },
    patienceMs,
  )

  it.each(places)(
    '[SPOOF-02] change no word and no element of ours, at $width by $height',
    async ({ at }) => {
      const { plain, cards, problems } = await shownAt(at)
      for (const { trick, text, sighting } of cards) {
        const name = `${trick}: ${JSON.stringify(text)}`
        // Dies if: words of others share a run of text with ours, or take an element of ours away.
        expect(sighting.ownText, name).toBe(plain.ownText)
        expect(sighting.ownElements, name).toBe(plain.ownElements)
      }
      expect(problems).toEqual([])
    },
    patienceMs,
  )

  it.each(places)(
    '[SPOOF-01] as arguments are displayed byte for byte as they will be sent, at $width by $height',
    async ({ at, ...size }) => {
      const { page, problems } = await open(labelsCard, size)
      for (const batch of inBatches(quarter(at), 10)) {
        const args = batch.map(({ text }) => ({
          a: text,
          [`k${text}`]: 1,
          list: [text, { b: text }],
        }))
        const seen = await sightAll(
          page,
          args.map((each, place) => cardOf({ title: `card ${place}`, args: each })),
        )
        for (const [place, sighting] of seen.entries()) {
          const { trick, text = '' } = batch[place] ?? { trick: '' }
          const name = `${trick}: ${JSON.stringify(text)}`
          expect(sighting.faults, name).toEqual([])
          expect(sighting.boxes, name).toContain(canonicalJson(args[place]))
          // Dies if: main or the page drops, cuts or changes a character of a value.
          const values = sighting.values.map(fromVisible)
          expect(values.filter((value) => value === text).length, name).toBeGreaterThanOrEqual(
            text === '' ? 0 : 3,
          )
        }
      }
      expect(problems).toEqual([])
      await page.context().close()
    },
    patienceMs,
  )

  // The negative control: one field of one card without its box, everything else as it is.
  it.each(['a\u202Egnp.exe\u202Cb', `a${' '.repeat(40)}b`, 'pay\u200B', 'a\nb', 'x'.repeat(400)])(
    '[SPOOF-01] shown without its box %j is found out',
    async (text) => {
      const { page } = await open(cardSaying('plain'), { width: 732, height: 820 })
      const [clean] = await sightAll(page, [cardSaying(text)])
      expect(clean?.faults).toEqual([])
      const tampered = await page.evaluate((words) => {
        const box = document.querySelector('.row .row-exact .untrusted')
        if (!(box instanceof HTMLElement)) throw new Error('no box')
        box.textContent = words
        box.style.cssText = 'white-space: normal; overflow-wrap: normal'
        return (window as unknown as { sight: () => Sighting }).sight()
      }, text)
      expect(tampered.faults).not.toEqual([])
      await page.context().close()
    },
  )

  it(
    '[SPOOF-03] piled marks leave the rows around them as they are',
    async () => {
      const { page, problems } = await open(labelsCard, { width: 732, height: 820 })
      const strings = spoofStrings(seed, 2_000).filter(({ trick }) => trick === 'zalgo')
      for (const { text } of strings.slice(0, 12)) {
        const args = { a: 'above', b: text.slice(0, 60), c: 'below' }
        await push(page, cardOf({ title: 'Write at Tracker', args }))
        const rows = page.locator('.row')
        await expectPage(rows).toHaveCount(3)
        // Letters not drawn before bring faces that move the rows.
        await page.evaluate(() => document.fonts.ready.then(() => undefined))
        await page.waitForTimeout(100)
        const show = async (visibility: string) =>
          await rows.nth(1).evaluate((row, value) => {
            for (const each of row.querySelectorAll<HTMLElement>('dt, dd'))
              each.style.visibility = value
          }, visibility)
        const inside = async (row: number) => {
          const box = await rows.nth(row).boundingBox()
          if (box === null) throw new Error('no row')
          // Without the round corners of the box around all rows.
          const clip = { ...box, x: box.x + 14, width: box.width - 28 }
          return await page.screenshot({ clip })
        }
        const around = async () => [await inside(0), await inside(2)]
        const shown = await around()
        await show('hidden')
        // Dies if: marks are not boxed, or a row does not keep to its own box.
        for (const [at, picture] of (await around()).entries()) {
          expect(shown[at]?.equals(picture), JSON.stringify(text)).toBe(true)
        }
        await show('visible')
      }
      expect(problems).toEqual([])
      await page.context().close()
    },
    patienceMs,
  )

  it.each(viewports)(
    '[SPOOF-04] that overflow keep Approve asleep to their end, at $width by $height',
    async (size) => {
      const { page, problems } = await open(labelsCard, size)
      for (const text of [`a${'\nline'.repeat(300)}`, 'x'.repeat(40_000), 'pay '.repeat(9_000)]) {
        await push(page, cardOf({ title: `${text.length}`, args: { text } }))
        await page.waitForTimeout(900)
        const approve = page.getByRole('button', { name: 'Approve once' })
        // Dies if: what was not seen can be approved.
        await expectPage(approve).toHaveAttribute('aria-disabled', 'true')
        await page.evaluate(() => {
          const area = document.querySelector('.card-scroll')
          area?.scrollTo(0, area.scrollHeight)
        })
        await expectPage(approve).toHaveAttribute('aria-disabled', 'false')
      }
      expect(problems).toEqual([])
      await page.context().close()
    },
    patienceMs,
  )
})
