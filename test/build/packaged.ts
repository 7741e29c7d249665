// Packages the app for a test, and starts the packaged app as an outsider sees it.
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import type { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { readDevToolsAddress, waitForLine } from '../../build/run/wait-for-line.ts'
import { buildApp } from '../../build/setup/build-app.ts'
import { packageApp } from '../../build/setup/package-app.ts'
import { projectRoot } from '../../build/setup/paths.mjs'
import { findPage } from '../desktop/running-app.ts'
import type { AppPages } from '../desktop/running-app.ts'

/** Packages `out/app` (building it if it is not there) into the folder and gives the executable. */
export async function packageForTest(folder: string): Promise<string> {
  if (!existsSync(path.join(projectRoot, 'out', 'app', 'main', 'main.js'))) await buildApp()
  await packageApp(folder, ['dir'])
  const unpacked = readdirSync(folder).find((name) => name.endsWith('-unpacked'))
  if (unpacked === undefined) throw new Error(`Nothing was packaged into ${folder}.`)
  return path.join(folder, unpacked, 'countersign')
}

/** A packaged app that runs, and its pages over its DevTools port. */
export type PackagedApp = {
  readonly process: ChildProcess
  readonly browser: Browser
  readonly pages: AppPages
  /** Lets go of the pages; the app goes on. */
  readonly letGo: () => Promise<void>
}

/** Starts it with a DevTools port: with its fuses it cannot be started under an inspector. */
export async function startPackaged(
  group: ProcessGroup,
  start: { executable: string; args: readonly string[]; env: Record<string, string> },
): Promise<PackagedApp> {
  const args = ['--no-sandbox', '--remote-debugging-port=0', ...start.args]
  const child = group.start(start.executable, args, {
    env: start.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (child.stderr === null) throw new Error('The app has no error output.')
  const address = await waitForLine(child.stderr, { what: 'The app', read: readDevToolsAddress })
  const browser = await connectToPages(address)
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('The app has no pages.')
  const electron = { context: () => context }
  const pages = {
    electron,
    app: await findPage(electron, 'app://countersign/'),
    approval: await findPage(electron, 'app://approval/'),
  }
  return { process: child, browser, pages, letGo: () => browser.close() }
}

/** Connects once the pages are there: one that appears while Playwright is connecting may hold it up for ever. */
async function connectToPages(address: string): Promise<Browser> {
  const list = new URL('/json/list', address.replace(/^ws:/, 'http:'))
  const areThere = async (): Promise<boolean> => {
    const text = await (await fetch(list)).text()
    return text.includes('"app://countersign/') && text.includes('"app://approval/')
  }
  await waitUntil('The pages of the app', areThere, 30_000)
  // Without Playwright's defaults the pages keep their true focus and visibility.
  const connect = (): Promise<Browser> =>
    chromium.connectOverCDP(address, { noDefaults: true, timeout: 20_000 })
  return await connect().catch(connect)
}
