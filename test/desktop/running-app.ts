// Starts the real app on a private desktop and gives its pages to tests and to the story.
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { electronLaunch } from '../../build/setup/electron-path.ts'
import { ElectronHandle } from './electron-handle.ts'

export interface LaunchOptions {
  /** Environment of the private desktop. */
  readonly env: Record<string, string>
  /** The app's data folder; the same one again resumes what was there. */
  readonly home: string
  readonly sandboxUrl?: string
  readonly arguments?: readonly string[]
}

/** Where the pages of the app are found. */
export interface PageSource {
  context(): BrowserContext
  /** A second connection, which sees what is there now. */
  connectAnew?(): Promise<BrowserContext>
}

/** What a person acts in. */
export interface AppPages {
  readonly electron: PageSource
  /** The app window's page, `app://countersign/`. */
  readonly app: Page
  /** The approval view's page, `app://approval/`. */
  readonly approval: Page
}

export interface RunningApp extends AppPages {
  readonly electron: ElectronHandle
  /** Console errors and page errors of both pages since the start. */
  readonly problems: string[]
  /** Everything the process wrote, for failures and for the canary scan. */
  readonly output: () => string
  /** Ends it as a person would. */
  close(): Promise<void>
  /** SIGKILL, as a crash or a power cut of the process. */
  kill(): Promise<void>
}

/** Starts the app. Rejects when its two pages are not there within 30 seconds. */
export async function launchCountersign(options: LaunchOptions): Promise<RunningApp> {
  const launch = electronLaunch()
  const electron = await ElectronHandle.start({
    executablePath: launch.executablePath,
    args: [
      ...launch.args,
      ...(options.sandboxUrl === undefined ? [] : [`--sandbox=${options.sandboxUrl}`]),
      ...(options.arguments ?? []),
    ],
    env: { ...options.env, COUNTERSIGN_HOME: options.home },
    pages: ['app://countersign/', 'app://approval/'],
  })
  const problems: string[] = []
  const app = await findPage(electron, 'app://countersign/')
  const approval = await findPage(electron, 'app://approval/')
  for (const page of [app, approval]) {
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
  }
  return {
    electron,
    app,
    approval,
    problems,
    output: () => electron.chunks.join(''),
    close: () => electron.close(),
    kill: () => electron.kill(),
  }
}

/** Waits for a page of the app by the beginning of its address. */
export async function findPage(
  source: PageSource,
  prefix: string,
  timeoutMs = 30_000,
): Promise<Page> {
  const endsAtMs = performance.now() + timeoutMs
  for (let context = source.context(); ;) {
    const page = await waitForPage(context, prefix)
    if (page !== null) {
      await page.waitForLoadState('domcontentloaded')
      return page
    }
    if (performance.now() > endsAtMs) {
      const there = context.pages().map((one) => one.url())
      throw new Error(`The page ${prefix} did not come up. There are: ${there.join(', ')}`)
    }
    // A page that comes up while another goes away may never be told to a connection that is already there.
    context = (await source.connectAnew?.()) ?? context
  }
}

async function waitForPage(context: BrowserContext, prefix: string): Promise<Page | null> {
  const endsAtMs = performance.now() + 2_000
  for (;;) {
    const page = context.pages().find((one) => one.url().startsWith(prefix))
    if (page !== undefined) return page
    if (performance.now() > endsAtMs) return null
    await delay(25)
  }
}
