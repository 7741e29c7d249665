// Runs a program to its end and gives its output.
import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

/** Where and with what a program runs. */
export type ProgramOptions = {
  readonly env?: Record<string, string>
  readonly timeoutMs?: number
}

/** Gives what the program wrote to its standard output. Rejects when it fails or takes longer than ten seconds. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = {
      timeout: options.timeoutMs ?? 10_000,
      ...(options.env && { env: options.env }),
    }
    execFile(program, args, { ...settings, encoding: 'utf8' }, (error, output) => {
      if (error) reject(error)
      else resolve(output)
    })
  })
}

/** Asks again and again until the answer is yes. Rejects with the name of what never came. */
export async function waitUntil(
  what: string,
  isReady: () => Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const endMs = performance.now() + timeoutMs
  let cause: unknown
  while (performance.now() < endMs) {
    try {
      if (await isReady()) return
    } catch (error) {
      cause = error
    }
    await delay(25)
  }
  throw new Error(`${what} did not come up within ${String(timeoutMs / 1000)} s.`, { cause })
}
