// Keeps the processes that were started together, so that they end together.
import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

const patienceMs = 3000

/** Processes that end together, last started first. */
export class ProcessGroup {
  readonly #children: ChildProcess[] = []

  /** Starts a program; it is ended by {@link ProcessGroup.stop}, or when this process exits. */
  start(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(program, args, options)
    // Without a listener a missing program would end this process; its caller waits for readiness instead.
    child.on('error', () => undefined)
    const endWithUs = (): void => void child.kill('SIGKILL')
    process.once('exit', endWithUs)
    child.once('exit', () => process.removeListener('exit', endWithUs))
    this.#children.push(child)
    return child
  }

  /** Asks each process to end, and kills those that do not. */
  async stop(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) await stopProcess(child)
  }
}

/** Asks one process to end, and kills it when it has not after three seconds. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const cancel = new AbortController()
  const late = delay(patienceMs, 'late', { signal: cancel.signal }).catch(() => 'cancelled')
  if ((await Promise.race([ended, late])) === 'late') {
    child.kill('SIGKILL')
    await ended
  }
  cancel.abort()
}
