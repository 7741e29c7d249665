// One profile whose process is killed or made to fail, started again, and judged: what was said to be kept is kept.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Chaos, Heard, Plan } from './heard.ts'

export interface RunOptions {
  /** A program that runs the process, and its arguments before the process's own. */
  readonly under?: readonly string[]
  /** Looks at every line; may kill. */
  readonly onHeard?: (heard: Heard, child: ChildProcess) => void
  /** Killed after this time, ms. */
  readonly patienceMs?: number
  /** What throws in this run. */
  readonly chaos?: Chaos
}

export interface RunEnd {
  readonly heard: readonly Heard[]
  readonly wasKilled: boolean
  readonly errors: string
}

/** The folders of one trial; remove it when it was judged. */
export class Trial {
  readonly root = mkdtempSync(path.join(tmpdir(), 'countersign-trial-'))
  readonly folder = path.join(this.root, 'profile')
  readonly plan: Plan
  readonly #program: string
  /** All that any process of this trial said. */
  readonly heard: Heard[] = []

  /** `program` is the bundled process. */
  constructor(program: string, plan: Plan) {
    this.#program = program
    this.plan = plan
  }

  /** Runs the process to its end, whichever that is. */
  async run({ under = [], onHeard, patienceMs, chaos }: RunOptions = {}): Promise<RunEnd> {
    const [program = '', ...rest] = [...under, process.execPath, ...this.#arguments(chaos)]
    // A group of its own: what traces it ends with it.
    const child = spawn(program, rest, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const gone = new Promise<boolean>((resolve) =>
      child.once('close', (code, signal) => resolve(signal !== null || (code ?? 0) > 128)),
    )
    const impatience =
      patienceMs === undefined ? undefined : setTimeout(() => killGroup(child), patienceMs)
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const heard: Heard[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      const one = parseLine(line)
      if (one === null) continue
      heard.push(one)
      this.heard.push(one)
      onHeard?.(one, child)
    }
    const wasKilled = await gone
    clearTimeout(impatience)
    return { heard, wasKilled, errors }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  #arguments(chaos: Chaos | undefined): string[] {
    const keychain = path.join(this.root, 'keychain')
    return [this.#program, this.folder, keychain, JSON.stringify({ ...this.plan, chaos })]
  }
}

/** Kills a process and what it started, as the end of a machine does. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Gone in this very moment.
  }
}

/** A line that was cut by the kill was never said. */
function parseLine(line: string): Heard | null {
  try {
    return JSON.parse(line) as Heard
  } catch {
    return null
  }
}
