// Waits for a line of a program's output, and keeps reading afterwards so that the program never blocks.
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'

/** What to wait for. */
export type WaitForLineOptions<T> = {
  /** Says who is waited for, in the error. */
  readonly what: string
  /** Gives the wanted value, or `undefined` for every other line. */
  readonly read: (line: string) => T | undefined
  readonly timeoutMs?: number
}

/** Settles with the first value that `read` gives. Rejects when the output ends first, or after 30 seconds. */
export function waitForLine<T>(output: Readable, options: WaitForLineOptions<T>): Promise<T> {
  const { what, read, timeoutMs = 30_000 } = options
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: output })
    const timer = setTimeout(() => reject(new Error(`${what} stayed silent.`)), timeoutMs)
    lines.on('line', (line) => {
      const value = read(line)
      if (value === undefined) return
      clearTimeout(timer)
      resolve(value)
    })
    lines.on('close', () => {
      clearTimeout(timer)
      reject(new Error(`${what} ended before it was ready.`))
    })
  })
}

/** Reads the web socket address that Chromium and Electron print when their DevTools port is open. */
export function readDevToolsAddress(line: string): string | undefined {
  return /^DevTools listening on (ws:\S+)$/.exec(line)?.[1]
}
