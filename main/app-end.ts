// Ends the app in order, once: because the person quits, or because something failed that nobody foresaw.
import { text } from '../shared/catalogue/text.ts'
import { isCountersignError } from '../shared/errors.ts'
import type { Clock, Log } from '../shared/model/ports.ts'

/** The parts of Electron's `app` and of Node's `process` that the end needs. */
export interface EndOutside {
  readonly app: {
    on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
    exit(code: number): void
    whenReady(): Promise<unknown>
  }
  readonly process: {
    on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
    on(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown
  }
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** Puts words in front of the person and returns when they have read them; may throw. */
  readonly tell: (words: string) => void
  /** Where data and log are, for the words. */
  readonly folder: string
}

export interface AppEnd {
  /** What must be stopped before the process ends; all of them at once. */
  onStop(stop: () => Promise<void>): void
  /** Stops, tells the person what happened, and ends the process with code 1. */
  fail(error: unknown): void
}

/** Longest that stopping may take; whatever is still under way then is as after a crash, which is provided for. */
export const longestStopMs = 10_000

/**
 * Listens from now on. A rejection nobody handled is logged and the app goes on; an exception nobody caught
 * leaves unknown state behind, so the app is stopped in order and ended.
 */
export function createAppEnd(outside: EndOutside): AppEnd {
  const { app, log, folder } = outside
  const stops: (() => Promise<void>)[] = []
  let ending = false
  const end = (code: number, words: string | null): void => {
    if (ending) return
    ending = true
    void stopAll(outside, stops)
      .then(() => (words === null ? undefined : tellThePerson(outside, words)))
      .finally(() => app.exit(code))
  }
  const fail = (error: unknown): void => {
    log('error', 'the app has to end', { error })
    end(1, isCountersignError(error) ? error.message : text('desktop.has-to-end', { folder }))
  }
  app.on('will-quit', (event) => {
    // Also while it is ending: only `exit` at the very end of it lets the process go.
    event.preventDefault()
    end(0, null)
  })
  outside.process.on('uncaughtException', fail)
  outside.process.on('unhandledRejection', (error) =>
    log('error', 'a failure that nothing handled', { error }),
  )
  return { onStop: (stop) => void stops.push(stop), fail }
}

async function stopAll(
  { clock, log }: EndOutside,
  stops: readonly (() => Promise<void>)[],
): Promise<void> {
  let hurry: () => void = () => undefined
  const late = new Promise<void>((resolve) => {
    hurry = clock.after(longestStopMs, resolve)
  })
  const guarded = stops.map(async (stop) => {
    try {
      await stop()
    } catch (error) {
      log('error', 'stopping failed', { error })
    }
  })
  await Promise.race([Promise.all(guarded), late])
  hurry()
}

async function tellThePerson({ app, log, tell }: EndOutside, words: string): Promise<void> {
  try {
    // Before that there is no window system to tell anything with.
    await app.whenReady()
    tell(words)
  } catch (error) {
    log('error', 'the person could not be told', { error })
  }
}
