// What every scene of the story plays on: a private desktop, the sandbox as a process, the real app, and a person.
import path from 'node:path'
import { startDesktopSession, type DesktopSession } from '../../build/run/desktop-session.ts'
import { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { startSandboxProcess } from '../../build/run/sandbox-process.ts'
import { projectRoot } from '../../build/setup/paths.mjs'
import { Person } from '../desktop/person.ts'
import { launchCountersign, type RunningApp } from '../desktop/running-app.ts'
import {
  controlSandbox,
  type SandboxAddresses,
  type SandboxControl,
} from '../desktop/sandbox-control.ts'
import {
  startOtherAgent,
  type OtherAgent,
  type OtherAgentCall,
  type OtherAgentSettings,
} from './other-agent-process.ts'

const patienceMs = 20_000

/** Everything a scene may use. */
export class Stage {
  readonly session: DesktopSession
  readonly sandbox: SandboxAddresses
  readonly control: SandboxControl
  readonly #group: ProcessGroup
  #running: RunningApp | null = null
  #person: Person | null = null
  #pictures = 0

  private constructor(session: DesktopSession, sandbox: SandboxAddresses, group: ProcessGroup) {
    this.session = session
    this.sandbox = sandbox
    this.control = controlSandbox(sandbox)
    this.#group = group
  }

  static async open(): Promise<Stage> {
    const group = new ProcessGroup()
    const facts = await startSandboxProcess(group)
    const session = await startDesktopSession()
    return new Stage(session, facts, group)
  }

  get running(): RunningApp {
    if (this.#running === null) throw new Error('The app is not running.')
    return this.#running
  }

  get person(): Person {
    if (this.#person === null) throw new Error('Nobody is at the app.')
    return this.#person
  }

  /** Starts the app on the story's one data folder; the person keeps their passkeys. */
  async startApp(): Promise<void> {
    this.#running = await launchCountersign({
      env: this.session.env,
      home: path.join(this.session.folder, 'data'),
      sandboxUrl: this.sandbox.mcpUrl,
    })
    this.#running.app.setDefaultTimeout(patienceMs)
    this.#running.approval.setDefaultTimeout(patienceMs)
    this.#person = new Person(this.#running, this.control, this.#person?.passkeys ?? [])
  }

  /** The person does something else: the window is minimised, so that only the desktop can tell them. */
  async putAside(): Promise<void> {
    await this.running.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.minimize()
    })
    await waitUntil('The minimised window', () =>
      this.running.electron.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() === false,
      ),
    )
  }

  async comeBack(): Promise<void> {
    await this.running.electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.restore()
      window?.focus()
    })
    await this.person.app.waitForTimeout(300)
  }

  async killApp(): Promise<void> {
    await this.running.kill()
    this.#running = null
  }

  /** An agent that the app did not start, in a process of its own. */
  startOtherAgent(settings: OtherAgentSettings, call: OtherAgentCall): OtherAgent {
    return startOtherAgent(this.#group, settings, call)
  }

  say(words: string): void {
    console.log(`   ${words}`)
  }

  /** A picture of the whole screen, as the person sees it. */
  async takePicture(name: string): Promise<void> {
    this.#pictures += 1
    const number = String(this.#pictures).padStart(2, '0')
    const file = path.join('out', 'story', `${number}-${name}.png`)
    // Two frames, so that what was just pushed is painted.
    await this.person.app.waitForTimeout(250)
    await this.session.screenshot(path.join(projectRoot, file))
    this.say(`[picture ${file}]`)
  }

  /** Waits until the bank's ledger has exactly this many runs of a tool with this amount or document. */
  async expectRuns(tool: string, fragment: string, count: number): Promise<void> {
    await waitUntil(
      `${String(count)} × ${tool} ${fragment} in the bank's ledger`,
      async () => (await this.countRuns(tool, fragment)) === count,
      patienceMs,
    )
  }

  async countRuns(tool: string, fragment: string): Promise<number> {
    const { counts } = await this.control.state()
    return Object.entries(counts)
      .filter(([key]) => key.startsWith(`${tool} `) && key.includes(fragment))
      .reduce((sum, [, times]) => sum + times, 0)
  }

  /** The person was told by the desktop itself. */
  async expectNotification(fragment: string): Promise<void> {
    await waitUntil(
      `A notification with "${fragment}"`,
      async () => {
        const shown = await this.session.notifications.shown()
        return shown.some(({ summary, body }) => `${summary}\n${body}`.includes(fragment))
      },
      patienceMs,
    )
  }

  /** Presses a notification's button, once it has been there long enough to be read. */
  async pressNotification(label: 'Approve' | 'Deny' | 'Open', title: string): Promise<void> {
    // Half a second after it was shown a press counts; before that it only opens the app.
    await this.person.app.waitForTimeout(700)
    await this.session.notifications.pressAction(label, title)
  }

  /** The strict authorization server found nothing to complain about. */
  async expectNoViolations(): Promise<void> {
    const { violations } = await this.control.state()
    if (violations.length > 0) throw new Error(`Violations: ${JSON.stringify(violations)}`)
  }

  async close(): Promise<void> {
    await this.#running?.close().catch(() => undefined)
    await this.session.stop()
    await this.#group.stop()
  }
}
