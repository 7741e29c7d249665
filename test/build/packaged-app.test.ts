// Starts the packaged app on a private desktop and looks at it from outside.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopSession } from '../../build/run/desktop-session.ts'
import { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { readDevToolsAddress, waitForLine } from '../../build/run/wait-for-line.ts'
import { packageForTest } from './packaged.ts'

describe.skipIf(process.platform !== 'linux')('the packaged app', () => {
  let folder = ''
  let executable = ''
  let desktop: DesktopSession | undefined
  const group = new ProcessGroup()

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-packaged-'))
    executable = await packageForTest(folder)
    desktop = await startDesktopSession()
  })
  afterAll(async () => {
    await group.stop()
    await desktop?.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  /** Starts the packaged app; the folder is its profile, so a second start meets the first. */
  const startApp = (...args: string[]): ChildProcess =>
    group.start(executable, ['--no-sandbox', '--remote-debugging-port=0', ...args], {
      env: { ...desktop?.env, COUNTERSIGN_HOME: path.join(folder, 'home') },
      stdio: ['ignore', 'ignore', 'pipe'],
    })

  /** What the app's DevTools port tells about its pages: all that can be read there without opening one. */
  const readPages = async (address: string): Promise<string> => {
    const answer = await fetch(new URL('/json/list', address.replace(/^ws:/, 'http:')))
    return await answer.text()
  }

  // Dies if: a native package is not unpacked from the archive, a bundle is left out of it,
  // or the second start's arguments are handed to a page as its address.
  test('[BLD-02] [BLD-11] starts from its archive; a second start gives way without leaving a trace', async () => {
    const app = startApp()
    if (app.stderr === null) throw new Error('The app has no error output.')
    const address = await waitForLine(app.stderr, { what: 'The app', read: readDevToolsAddress })
    const isShown = async (): Promise<boolean> =>
      (await readPages(address)).includes('"url": "app://countersign/')
    await waitUntil('The window', isShown, 20_000)

    const canary = 'canary-4f1c9b'
    const second = startApp(
      '--inspect=0',
      `--load-extension=/${canary}`,
      `countersign://open/${canary}`,
    )
    const [code] = (await once(second, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(app.exitCode).toBe(null)
    const pages = await readPages(address)
    expect(pages).toContain('"url": "app://countersign/')
    expect(pages).not.toContain(canary)
  })
})
