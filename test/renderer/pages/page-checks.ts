// What is asked of a page whatever it shows: no serious fault, nothing out of reach, nothing reordered.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What the theme, the width and forced colours can change. */
export const lookRules = ['color-contrast', 'scrollable-region-focusable', 'target-size']

/** Serious and critical violations, each with its elements; `rules` limits what is looked for. */
export async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Legacy mode opens no second page; it only matters for frames, and there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const [type, values] =
    rules === undefined ? ['tag' as const, wcag] : ['rule' as const, [...rules]]
  // What is shown on a control is part of its name: off in axe, because it still counts as new there.
  const extra = rules === undefined ? { 'label-content-name-mismatch': { enabled: true } } : {}
  axe.options({ resultTypes: ['violations'], runOnly: { type, values }, rules: extra })
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** What would have to be scrolled sideways: the page itself, or a part of it that is no table. */
export async function sidewaysParts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const isTable = (part: Element): boolean => part.querySelector('table, [role=table]') !== null
    return Array.from(document.querySelectorAll('*'))
      .filter((part) => {
        const { overflowX } = getComputedStyle(part)
        if (part === document.documentElement) return part.scrollWidth > window.innerWidth
        const scrolls = overflowX === 'auto' || overflowX === 'scroll' || part.matches('button')
        return scrolls && part.scrollWidth > part.clientWidth + 1 && !isTable(part)
      })
      .map((part) => `${part.tagName.toLowerCase()}.${part.className}`)
  })
}

/** Exact values whose characters do not stand from left to right, line under line, in the order they have. */
export async function reorderedValues(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const plain = /^[\x20-\x7e\s]+$/
    const exact = Array.from(document.querySelectorAll('.untrusted, .mono, .web-address, .json'))
    return exact
      .filter((box) => plain.test(box.textContent ?? '') && box.getClientRects().length > 0)
      .filter((box) => {
        const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
        let [lastX, lastBottom] = [-Infinity, -Infinity]
        while (walker.nextNode()) {
          const range = document.createRange()
          range.selectNodeContents(walker.currentNode)
          for (const { left, top, bottom, width } of Array.from(range.getClientRects())) {
            if (width === 0) continue
            const below = (top + bottom) / 2 > lastBottom
            if (!below && left < lastX - 1) return true
            ;[lastX, lastBottom] = [left, bottom]
          }
        }
        return false
      })
      .map((box) => box.textContent ?? '')
  })
}

export interface Walk {
  /** Controls that Tab does not reach. */
  readonly missed: string[]
  /** Controls that get the keyboard without a ring around them. */
  readonly ringless: string[]
  /** Neighbours in the order of the keyboard that stand the other way round in the document. */
  readonly backwards: string[]
}

/** Goes through the page with Tab, from its beginning to its end. */
export async function walkByKeyboard(page: Page): Promise<Walk> {
  const wanted = await page.evaluate(() => {
    const controls = 'button, a[href], input, select, textarea, summary, [tabindex="0"]'
    const groups = new Set<string>()
    const found = Array.from(document.querySelectorAll<HTMLElement>(controls)).filter((control) => {
      if (!control.checkVisibility({ visibilityProperty: true })) return false
      // In a list one row has the keyboard, and arrows move it to the others.
      if (control.tabIndex < 0 && control.closest('ul, table') !== null) return false
      if (control.matches(':disabled')) return false
      if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true
      // One stop for all of a group: the chosen one, else the first.
      const own = Array.from(document.getElementsByName(control.name)) as HTMLInputElement[]
      const stop = own.find(({ checked }) => checked) ?? own.find(({ disabled }) => !disabled)
      return control === stop && !groups.has(control.name) && groups.add(control.name) !== undefined
    })
    for (const [index, control] of found.entries()) control.dataset['stop'] = String(index)
    // Tab goes on from where the last press was, so it is sent to the beginning first.
    const start = document.createElement('span')
    start.tabIndex = -1
    document.body.prepend(start)
    start.focus()
    return found.map((control) => (control.textContent?.trim() || control.outerHTML).slice(0, 80))
  })
  const seen: number[] = []
  const ringless: string[] = []
  for (let presses = 0; presses < wanted.length * 2 + 20; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const active = document.activeElement
      if (!(active instanceof HTMLElement) || active === document.body) return null
      const ring = (element: Element | null): boolean => {
        const style = element && getComputedStyle(element)
        return (
          style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        )
      }
      return {
        stop: Number(active.dataset['stop'] ?? -1),
        hasRing: ring(active) || ring(active.closest('label, .code-field')),
      }
    })
    if (at === null) break
    // Chromium lets Tab stop at scrolled areas by itself, and at each part of a date.
    if (at.stop < 0 || at.stop === seen.at(-1)) continue
    if (seen.includes(at.stop)) break
    seen.push(at.stop)
    if (!at.hasRing) ringless.push(wanted[at.stop] ?? '?')
  }
  // What was to be read on to goes away once it has been read: going through by the keyboard scrolls there.
  const gone = await page.evaluate(
    (count) =>
      Array.from({ length: count }, (_, stop) => stop).filter(
        (stop) => document.querySelector(`[data-stop="${stop}"]`) === null,
      ),
    wanted.length,
  )
  const name = (stop: number | undefined): string => wanted[stop ?? -1] ?? '?'
  return {
    missed: wanted.filter((_, stop) => !seen.includes(stop) && !gone.includes(stop)),
    ringless,
    backwards: seen.flatMap((stop, at) =>
      at > 0 && stop < (seen[at - 1] ?? 0) ? [`${name(seen[at - 1])} > ${name(stop)}`] : [],
    ),
  }
}
