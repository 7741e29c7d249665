// Starts the packaged app on a private desktop and looks at it from outside.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopSession } from '../../build/run/desktop-session.ts'
import { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
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

  /** The addresses of the app's pages, read over its DevTools port. */
  const openPages = async (port: string): Promise<string[]> => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
    return ((await answer.json()) as { url: string }[]).map((page) => page.url)
  }

  // Dies if: a native package is not unpacked from the archive, or a bundle is left out of it.
  test('[BLD-02] starts from its archive and shows its window', async () => {
    const app = group.start(executable, ['--no-sandbox', '--remote-debugging-port=0'], {
      env: { ...desktop?.env, COUNTERSIGN_HOME: path.join(folder, 'home') },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (app.stderr === null) throw new Error('The app has no error output.')
    const errors: string[] = []
    let port: string | undefined
    createInterface({ input: app.stderr }).on('line', (line) => {
      errors.push(line)
      port ??= /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
    })
    const isShown = async (): Promise<boolean> =>
      port !== undefined &&
      (await openPages(port)).some((address) => address.startsWith('app://countersign/'))
    const shown = waitUntil('The window', isShown, 20_000).then(() => 'shown')
    const ended = once(app, 'exit').then(([code]) => `ended with ${String(code)}`)
    const outcome = await Promise.race([shown, ended]).catch(String)
    expect(outcome, errors.join('\n')).toBe('shown')
  })
})
