// Starts Electron, connects to its pages once they are settled, and runs functions inside its main process.
import { spawn, type ChildProcess } from 'node:child_process'
import type Electron from 'electron'
import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import { DevToolsConnection } from '../../build/run/devtools-connection.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { readDevToolsAddress, waitForLine } from '../../build/run/wait-for-line.ts'

type ElectronModule = typeof Electron

export interface ElectronStart {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Record<string, string>
  /** Addresses of pages that have to be there, loaded. */
  readonly pages: readonly string[]
}

/**
 * One running Electron. Playwright's own launcher connects while the first windows come up and then sometimes never
 * sees them; this one connects when they are loaded, and leaves them their true focus and visibility.
 */
export class ElectronHandle {
  readonly process: ChildProcess
  /** Everything written to its outputs so far. */
  readonly chunks: string[]
  readonly #devToolsAddress: string
  readonly #browsers: Browser[]
  readonly #inspector: DevToolsConnection
  readonly #ended: Promise<void>

  private constructor(parts: {
    process: ChildProcess
    chunks: string[]
    devToolsAddress: string
    browser: Browser
    inspector: DevToolsConnection
    ended: Promise<void>
  }) {
    this.process = parts.process
    this.chunks = parts.chunks
    this.#devToolsAddress = parts.devToolsAddress
    this.#browsers = [parts.browser]
    this.#inspector = parts.inspector
    this.#ended = parts.ended
  }

  /** Rejects, and leaves nothing running, when the pages are not there within 30 seconds. */
  static async start(start: ElectronStart): Promise<ElectronHandle> {
    const args = ['--inspect=0', '--remote-debugging-port=0', ...start.args]
    const child = spawn(start.executablePath, args, {
      env: start.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const chunks: string[] = []
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (data: Buffer) => chunks.push(data.toString()))
    }
    const addresses = Promise.all([
      waitForLine(child.stderr, { what: 'The inspector', read: readInspectorAddress }),
      waitForLine(child.stderr, { what: 'The app', read: readDevToolsAddress }),
    ])
    try {
      const [inspectorAddress, devToolsAddress] = await addresses
      await waitForPages(devToolsAddress, start.pages)
      const inspector = await DevToolsConnection.open(inspectorAddress)
      const browser = await connect(devToolsAddress)
      return new ElectronHandle({
        process: child,
        chunks,
        devToolsAddress,
        browser,
        inspector,
        ended,
      })
    } catch (cause) {
      child.kill('SIGKILL')
      await ended
      throw new Error(`The app did not come up.\n${chunks.join('')}`, { cause })
    }
  }

  context(): BrowserContext {
    return contextOf(this.#browsers[0])
  }

  async connectAnew(): Promise<BrowserContext> {
    const browser = await connect(this.#devToolsAddress)
    this.#browsers.push(browser)
    return contextOf(browser)
  }

  /** Runs a function that uses nothing around it inside the main process; values go over as JSON. */
  async evaluate<Value, Argument = undefined>(
    run: (electron: ElectronModule, argument: Argument) => Value | Promise<Value>,
    argument?: Argument,
  ): Promise<Value> {
    const values = argument === undefined ? 'undefined' : JSON.stringify(argument)
    const answer = (await this.#inspector.send('Runtime.evaluate', {
      expression: `(${run.toString()})(require('electron'), ${values})`,
      includeCommandLineAPI: true,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: Value }; exceptionDetails?: { exception?: { description?: string } } }
    const { exceptionDetails } = answer
    if (exceptionDetails === undefined) return answer.result.value
    throw new Error(exceptionDetails.exception?.description ?? 'It failed in the main process.')
  }

  /** Quits it as a person would. Rejects when it is still there after ten seconds. */
  async close(): Promise<void> {
    if (this.#isGone()) return
    await this.evaluate(({ app }) => {
      setTimeout(() => app.quit(), 0)
    }).catch(() => undefined)
    // Node waits for its debugger before it ends.
    await this.#letGo()
    await waitUntil('The end of the app', async () => this.#isGone())
  }

  /** SIGKILL, as a crash or a power cut of the process. */
  async kill(): Promise<void> {
    if (!this.#isGone()) this.process.kill('SIGKILL')
    await this.#ended
    await this.#letGo()
  }

  #isGone(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }

  async #letGo(): Promise<void> {
    this.#inspector.close()
    await Promise.all(this.#browsers.map((browser) => browser.close().catch(() => undefined)))
  }
}

/** Playwright's defaults would make every page believe itself focused and visible. */
function connect(address: string): Promise<Browser> {
  return chromium.connectOverCDP(address, { noDefaults: true })
}

function contextOf(browser: Browser | undefined): BrowserContext {
  const [context] = browser?.contexts() ?? []
  if (context === undefined) throw new Error('The app has no pages.')
  return context
}

function readInspectorAddress(line: string): string | undefined {
  return /^Debugger listening on (ws:\S+)$/u.exec(line)?.[1]
}

async function waitForPages(devToolsAddress: string, wanted: readonly string[]): Promise<void> {
  const list = new URL('/json/list', devToolsAddress.replace(/^ws/u, 'http'))
  const isThere = async (): Promise<boolean> => {
    const targets = (await (await fetch(list)).json()) as { url: string; title: string }[]
    // A page has a title of its own once its document is there.
    return wanted.every((address) =>
      targets.some(({ url, title }) => url === address && title !== '' && title !== url),
    )
  }
  await waitUntil(`The pages ${wanted.join(', ')}`, isThere, 30_000)
}
