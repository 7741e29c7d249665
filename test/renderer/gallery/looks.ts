// The circumstances in which a screen is looked at: size, theme, language and direction; a page is moved through them.
import type { Page } from '@playwright/test'
import type { FakeWindow } from './fake-bridge.ts'
import type { Screen } from './screens.ts'

export interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly dark?: boolean
  readonly forcedColors?: boolean
  readonly language?: 'de'
  readonly direction?: 'rtl'
}

const wide = { width: 1280, height: 820 }
const narrow = { width: 360, height: 720 }
/** A window of 1280 by 820 at a page zoom of 200 %. */
const zoomed = { width: 640, height: 410 }

export const looks: readonly Look[] = [
  { name: 'wide-light', ...wide },
  { name: 'wide-dark', ...wide, dark: true },
  { name: 'narrow-light', ...narrow },
  { name: 'narrow-dark', ...narrow, dark: true },
  { name: 'zoomed-light', ...zoomed },
  { name: 'zoomed-dark', ...zoomed, dark: true },
  { name: 'german-wide', ...wide, language: 'de' },
  { name: 'german-narrow', ...narrow, language: 'de', dark: true },
  { name: 'rtl-wide', ...wide, direction: 'rtl' },
  { name: 'rtl-narrow', ...narrow, direction: 'rtl', dark: true },
  { name: 'forced-colors', ...wide, forcedColors: true },
]

/** The approval view is as wide as the pane, not as the window. */
const paneWidth = 732

/** Puts a page that shows `screen` already into `look`; what was pressed and typed on it stays. */
export async function lookAt(page: Page, screen: Screen, look: Look): Promise<void> {
  const { width, height, dark = false, forcedColors = false } = look
  const isPane = screen.page === 'approval' && width > paneWidth
  await page.setViewportSize({ width: isPane ? paneWidth : width, height })
  await page.emulateMedia({
    colorScheme: dark ? 'dark' : 'light',
    forcedColors: forcedColors ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  await page.evaluate((direction) => {
    document.documentElement.dir = direction
  }, look.direction ?? 'ltr')
  await speak(page, look.language ?? 'en')
}

/** As main does it: the next snapshot names another language, and the page follows. */
async function speak(page: Page, language: 'en' | 'de'): Promise<void> {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return
  await page.evaluate((next) => {
    const { fake } = window as unknown as { fake: FakeWindow }
    fake.push({ ...(fake.current() as object), language: next })
  }, language)
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' })
}
