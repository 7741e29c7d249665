// One private desktop, one sandbox and the app on it: what the desktop tests share, with the checks at its end.
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDesktopSession } from '../../build/run/desktop-session.ts'
import type { DesktopOptions, DesktopSession } from '../../build/run/desktop-session.ts'
import { pressableAfterMs } from '../../main/desktop/notifications/live-notifications.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import type { CallSummary, Overview, TaskView } from '../../shared/overview.ts'
import { until } from '../flows/until.ts'
import type { SandboxRecord } from '../sandbox/record.ts'
import type { SandboxOptions } from '../sandbox/options.ts'
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { Leaks } from './leaks.ts'
import { Person } from './person.ts'
import { launchCountersign, type RunningApp } from './running-app.ts'
import { controlSandbox, type SandboxControl } from './sandbox-control.ts'

export interface StageOptions {
  readonly sandbox?: SandboxOptions
  readonly desktop?: DesktopOptions
}

export class Stage {
  readonly sandbox: Sandbox
  readonly control: SandboxControl
  readonly session: DesktopSession
  readonly home: string
  readonly leaks: Leaks
  /** Codes of broken rules that a test causes on purpose. */
  readonly tolerated = new Set<string>()
  #running: RunningApp | null = null
  #person: Person | null = null

  private constructor(sandbox: Sandbox, session: DesktopSession) {
    this.sandbox = sandbox
    this.session = session
    this.control = controlSandbox(sandbox)
    this.home = path.join(session.folder, 'data')
    this.leaks = new Leaks()
  }

  /** Starts desktop and sandbox; the app is started by `launch`. */
  static async open(options: StageOptions = {}): Promise<Stage> {
    const sandbox = await startSandbox({ intervalSeconds: 1, ...options.sandbox })
    const session = await startDesktopSession(options.desktop).catch(async (error: unknown) => {
      await sandbox.stop()
      throw error
    })
    return new Stage(sandbox, session)
  }

  /** A stage whose app is connected to the bank and signed in. */
  static async connected(options: StageOptions = {}): Promise<Stage> {
    const stage = await Stage.open(options)
    try {
      await stage.#within(90_000, async () => {
        await stage.launch()
        await stage.connectBank()
      })
      return stage
    } catch (error) {
      await stage.stop()
      throw error
    }
  }

  get running(): RunningApp {
    if (this.#running === null) throw new Error('The app is not running.')
    return this.#running
  }

  get person(): Person {
    if (this.#person === null) throw new Error('The app is not running.')
    return this.#person
  }

  async launch(): Promise<RunningApp> {
    const running = await launchCountersign({
      env: this.session.env,
      home: this.home,
      sandboxUrl: this.sandbox.mcpUrl,
      arguments: [`--log-net-log=${this.leaks.nextNetLog(this.session.folder)}`],
    })
    for (const page of [running.app, running.approval]) page.setDefaultTimeout(20_000)
    await this.leaks.watch(running)
    this.#person = new Person(running, this.control, this.#person?.passkeys)
    this.#running = running
    return running
  }

  /** Ends the app as a crash does and starts it again on the same data. */
  async crashAndLaunch(): Promise<RunningApp> {
    await this.leaks.collect(this.running)
    await this.running.kill()
    return this.launch()
  }

  /** First run: adds the sandbox, marks it first-party and signs in with a code. */
  async connectBank(): Promise<void> {
    const { app, approval } = this.running
    await app.getByRole('button', { name: 'Try the sandbox' }).click()
    await this.person.press('Allow')
    const go = approval.getByRole('button', { name: 'Continue' })
    await approval
      .getByLabel(/-digit code/)
      .or(go)
      .first()
      .waitFor()
    if (await go.isVisible()) await this.person.chooseProof('Code')
    await this.person.typeCode()
    await this.overview('the connection is ready', ({ connections }) =>
      connections.some(({ status }) => status === 'ready'),
    )
  }

  /** What main tells the app page, as soon as `accepts` says so. */
  overview(
    what: string,
    accepts: (overview: Overview) => boolean = () => true,
    withinMs = 20_000,
  ): Promise<Overview> {
    let last: Overview | null = null
    return until(
      what,
      async () => {
        // Between two looks, because each look is work for the app too.
        if (last !== null) await delay(40)
        last = await this.loadOverview()
        return accepts(last) ? last : null
      },
      withinMs,
    ).catch((cause: unknown) => {
      throw new Error(`${what}: ${JSON.stringify(last)}`, { cause })
    })
  }

  async loadOverview(): Promise<Overview> {
    return this.running.app.evaluate(async () => {
      const result = await window.countersign.call('overview.load', {})
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    }) as Promise<Overview>
  }

  async loadApproval(): Promise<ApprovalState> {
    return this.running.approval.evaluate(async () => {
      const result = await window.countersign.call('approval.load', {} as never)
      if (!result.ok) throw new Error(result.error.message)
      return result.value as unknown
    }) as Promise<ApprovalState>
  }

  /** The newest task of these words, once its calls are as wanted. */
  async task(words: string, accepts: (calls: CallSummary[], task: TaskView) => boolean) {
    const overview = await this.overview(`the task “${words}”`, (one) => {
      const task = findTask(one, words)
      return task !== undefined && accepts(callsOf(task), task)
    })
    const task = findTask(overview, words)
    if (task === undefined) throw new Error('The task went away.')
    return { task, calls: callsOf(task) }
  }

  /** Presses a button of a notification that has been on the screen long enough to be meant. */
  async pressNotification(label: string, title: string): Promise<void> {
    const { notifications } = this.session
    await until(`the notification “${title}”`, async () =>
      (await notifications.shown()).some(({ summary }) => summary === title),
    )
    await delay(pressableAfterMs + 100)
    await notifications.pressAction(label, title)
  }

  /** How often this tool ran at the bank with these values among its arguments. */
  runs(tool: string, values: Readonly<Record<string, unknown>>): number {
    return this.sandbox.world.effects.filter(
      (effect) =>
        effect.tool === tool &&
        Object.entries(values).every(([name, value]) => effect.arguments[name] === value),
    ).length
  }

  /** Everything that has to be true after each file, whatever it did: broken rules, secrets in clear, other addresses. */
  async check(others: readonly SandboxRecord[] = []): Promise<string[]> {
    const { record, urls } = this.sandbox.world
    const broken = record.violations
      .filter(({ code }) => !this.tolerated.has(code))
      .map(({ code, detail }) => `broken rule ${code}: ${detail}`)
    const origins = [urls.issuer, urls.mcpUrl].map((url) => new URL(url).origin)
    this.leaks.allow(...origins)
    const leaked = await this.leaks.find({
      running: this.#running,
      folder: this.home,
      records: [record, ...others],
    })
    return [...broken, ...leaked]
  }

  /** A page or a process that answers nothing at all would else only be seen as a hook that took too long. */
  async #within(milliseconds: number, run: () => Promise<void>): Promise<void> {
    const late = delay(milliseconds, 'late' as const, { ref: false })
    const ended = run().then(() => 'ended' as const)
    if ((await Promise.race([late, ended])) === 'ended') return
    ended.catch(() => undefined)
    const shown = await this.#running?.approval
      .locator('body')
      .innerText({ timeout: 2_000 })
      .catch(String)
    const facts = [this.#running?.output(), shown].join('\n')
    throw new Error(`The app was not ready within ${String(milliseconds)} ms.\n${facts}`)
  }

  async stop(): Promise<void> {
    await this.#running?.close().catch(() => undefined)
    await this.#running?.kill()
    await this.session.stop()
    await this.sandbox.stop()
  }
}

function findTask({ tasks }: Overview, words: string): TaskView | undefined {
  return tasks
    .filter(({ text }) => text === words)
    .toSorted((one, other) => other.createdAtMs - one.createdAtMs)[0]
}

function callsOf({ steps }: TaskView): CallSummary[] {
  return steps.map(({ call }) => call).filter((call) => call !== null)
}
