// Proves that everybody can use every screen of the gallery: by eye in any theme, size, language and direction, by keyboard, by ear.
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { lookAt, looks } from '../gallery/looks.ts'
import type { Look } from '../gallery/looks.ts'
import { screens } from '../gallery/screens.ts'
import type { Screen } from '../gallery/screens.ts'
import {
  lookRules,
  reorderedValues,
  seriousFaults,
  sidewaysParts,
  walkByKeyboard,
} from './page-checks.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

const byName = (name: string): Look => {
  const look = looks.find((each) => each.name === name)
  if (look === undefined) throw new Error(`No look ${name}`)
  return look
}
/** Looks in which things stand elsewhere; the others only colour them. */
const shapes = new Set([
  'wide-light',
  'narrow-light',
  'zoomed-light',
  'german-wide',
  'german-narrow',
  'rtl-wide',
  'rtl-narrow',
])

// prove: 1
/** With COUNT every screen in every look; else every twelfth one, each in its turn of the looks, so that all looks are seen. */
const isFull = process.env['COUNT'] !== undefined
const every = screens
  .filter((_, at) => isFull || at % 12 === 0)
  .map((screen, at) => [screen.name, screen, at] as const)
const shapeLooks = looks.filter(({ name }) => shapes.has(name))
const inTurn = <Value>(all: readonly Value[], at: number, many: number): readonly Value[] =>
  isFull
    ? all
    : Array.from({ length: many }, (_, next) => all[(at + next * 2) % all.length]).flatMap(
        (each) => each ?? [],
      )
const colourLooks = ['wide-light', 'narrow-dark', 'forced-colors'].map(byName)

async function open(screen: Screen): Promise<{ page: Page; problems: string[] }> {
  const opened = await pages.open({ ...screen })
  await screen.reach?.(opened.page)
  return opened
}

describe('every screen', () => {
  it.each(every)(
    '[RND-09] [A11Y-01] [A11Y-02] [A11Y-05] [LANG-06] [LANG-07] %s serves everybody in every look',
    async (_, screen, at) => {
      const { page, problems } = await open(screen)
      for (const look of inTurn(shapeLooks, at, 1)) {
        await lookAt(page, screen, look)
        expect({ [look.name]: await sidewaysParts(page) }).toEqual({ [look.name]: [] })
        if (look.direction === undefined) continue
        // Dies if: an exact value takes on the direction of the page.
        expect({ [look.name]: await reorderedValues(page) }).toEqual({ [look.name]: [] })
      }
      // Before axe, so that only what the page itself does is judged.
      expect(problems).toEqual([])
      for (const look of inTurn(colourLooks, at, 1)) {
        await lookAt(page, screen, look)
        const rules = look.name === 'wide-light' ? undefined : lookRules
        expect({ [look.name]: await seriousFaults(page, rules) }).toEqual({ [look.name]: [] })
      }
    },
    120_000,
  )

  it.each(isFull ? every : every.filter(([, , at]) => at % 2 === 0))(
    '[A11Y-03] %s is gone through with Tab: every control, in order, with a ring',
    async (_, screen) => {
      const { page } = await open(screen)
      // Dies if: a control is left out of the order of the keyboard, or its ring is taken away.
      expect(await walkByKeyboard(page)).toEqual({ missed: [], ringless: [], backwards: [] })
    },
    60_000,
  )
})
