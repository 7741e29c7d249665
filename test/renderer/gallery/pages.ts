// Builds the two real pages and opens them in Chromium with a bridge that stands in for main.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { build, mergeConfig } from 'vite'
import { buildConfigs } from '../../../build/vite/bundles.ts'
import { contentSecurityPolicy } from '../../../main/desktop/app-headers.ts'
import { installFakeBridge } from './fake-bridge.ts'
import type { FakeBridge } from './fake-bridge.ts'

export type PageName = 'app' | 'approval'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Bundles both pages into `folder`, apart from the app's own build. */
export async function buildPages(folder: string): Promise<void> {
  for (const config of buildConfigs('renderer')) {
    const name = path.basename(config.root ?? '')
    const outDir = path.join(folder, name)
    await build(mergeConfig(config, { build: { outDir, emptyOutDir: true } }))
  }
}

/** The Chromium in the PATH, with `more` on its command line. Rejects when there is none. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const found = folders
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
    )
    .find((file) => existsSync(file))
  if (found === undefined) throw new Error('No Chromium in the PATH: apt-get install chromium')
  return await chromium.launch({ executablePath: found, args: ['--no-sandbox', ...more] })
}

export interface OpenOptions {
  folder: string
  page: PageName
  bridge: FakeBridge
  width?: number
  height?: number
  dark?: boolean
  /** CSS pixels are multiplied by this, as by the page zoom. */
  scale?: number
}

interface Opened {
  readonly page: Page
  /** Everything the page complained of. */
  readonly problems: string[]
}

/** Opens a page of its own origin, in a context of its own, under the strict policy. */
export async function openPage(browser: Browser, options: OpenOptions): Promise<Opened> {
  return await openIn(await openContext(browser, options), options)
}

/** What several pages may share: viewport, theme and clock. */
export async function openContext(
  browser: Browser,
  options: Pick<OpenOptions, 'width' | 'height' | 'dark' | 'scale'> = {},
): Promise<BrowserContext> {
  return await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 820 },
    colorScheme: options.dark === true ? 'dark' : 'light',
    deviceScaleFactor: options.scale ?? 1,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
}

/** As {@link openPage}, in a context that is there already. */
export async function openIn(
  context: BrowserContext,
  options: Pick<OpenOptions, 'folder' | 'page' | 'bridge'>,
): Promise<Opened> {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = path.join(options.folder, options.page, pathname === '/' ? 'index.html' : pathname)
    const body = await readFile(file).catch(() => null)
    if (body === null) return await route.fulfill({ status: 404, body: '' })
    return await route.fulfill({
      body,
      headers: {
        'content-type': types[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
      },
    })
  })
  await page.addInitScript(installFakeBridge, options.bridge)
  await page.goto(`https://${options.page}.countersign.test/`)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  return { page, problems }
}
