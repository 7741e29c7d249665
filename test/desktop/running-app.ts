// Starts the real app on a private desktop and gives its pages to tests and to the story.
import type { ChildProcess } from 'node:child_process'
import { _electron } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import { electronLaunch } from '../../build/setup/electron-path.ts'
import { waitUntil } from '../../build/run/run-program.ts'

export interface LaunchOptions {
  /** Environment of the private desktop. */
  readonly env: Record<string, string>
  /** The app's data folder; the same one again resumes what was there. */
  readonly home: string
  readonly sandboxUrl?: string
  readonly arguments?: readonly string[]
}

/** Where the pages of the app are found: Playwright's own handle, or a browser connected from outside. */
export type PageSource = Pick<ElectronApplication, 'context'>

/** What a person acts in. */
export interface AppPages {
  readonly electron: PageSource
  /** The app window's page, `app://countersign/`. */
  readonly app: Page
  /** The approval view's page, `app://approval/`. */
  readonly approval: Page
}

export interface RunningApp extends AppPages {
  readonly electron: ElectronApplication
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
  const electron = await _electron.launch({
    executablePath: launch.executablePath,
    args: [
      ...launch.args,
      ...(options.sandboxUrl === undefined ? [] : [`--sandbox=${options.sandboxUrl}`]),
      ...(options.arguments ?? []),
    ],
    env: { ...options.env, COUNTERSIGN_HOME: options.home },
  })
  const chunks: string[] = []
  const child = electron.process()
  child.stdout?.on('data', (data: Buffer) => chunks.push(data.toString()))
  child.stderr?.on('data', (data: Buffer) => chunks.push(data.toString()))
  const problems: string[] = []
  const pages = Promise.all([
    findPage(electron, 'app://countersign/'),
    findPage(electron, 'app://approval/'),
  ])
  const [app, approval] = await pages.catch(async (cause: unknown) => {
    const addresses = electron
      .context()
      .pages()
      .map((page) => page.url())
    await killAndWait(child)
    const facts = `Pages: ${addresses.join(', ')}\n${chunks.join('')}`
    throw new Error(`The app did not come up. ${facts}`, { cause })
  })
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
    output: () => chunks.join(''),
    close: () => electron.close(),
    kill: () => killAndWait(child),
  }
}

/** Waits for a page of the app by the beginning of its address. */
export async function findPage(
  electron: PageSource,
  prefix: string,
  timeoutMs = 30_000,
): Promise<Page> {
  const found = (): Page | undefined =>
    electron
      .context()
      .pages()
      .find((page) => page.url().startsWith(prefix))
  await waitUntil(`The page ${prefix}`, async () => found() !== undefined, timeoutMs)
  const page = found()
  if (page === undefined) throw new Error(`The page ${prefix} went away.`)
  await page.waitForLoadState('domcontentloaded')
  return page
}

async function killAndWait(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await ended
}
