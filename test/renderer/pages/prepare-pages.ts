// The built pages and a browser for the tests of one file; what a test opened ends with it.
import type { Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { launchChromium, openPage } from '../gallery/pages.ts'
import type { OpenOptions } from '../gallery/pages.ts'

export interface Pages {
  /** Where both are built. */
  readonly folder: string
  /** Only while tests run. */
  readonly browser: Browser
  /** As `openPage`, of the built pages. */
  open(options: Omit<OpenOptions, 'folder'>): ReturnType<typeof openPage>
}

/** Call once, at the top of a test file. */
export function preparePages(): Pages {
  const folder = inject('pagesFolder')
  let launched: Browser | null = null
  const browser = (): Browser => {
    if (launched === null) throw new Error('The browser is there only while tests run')
    return launched
  }
  beforeAll(async () => {
    launched = await launchChromium()
  }, 120_000)
  afterEach(() =>
    Promise.all(
      browser()
        .contexts()
        .map((context) => context.close()),
    ),
  )
  afterAll(() => browser().close())
  return {
    folder,
    get browser() {
      return browser()
    },
    open: (options) => openPage(browser(), { folder, ...options }),
  }
}
