// Reads the command line of the hook command.
import { z } from 'zod'

export interface HookOptions {
  /** How long the agent waits for its hook; the answer comes before that is over. */
  readonly timeoutMs: number
  /** What is answered while the app does not run or cannot be asked. */
  readonly whenAway: 'ask' | 'deny'
}

/** The longest and the shortest that agents take, seconds. */
const timeoutSchema = z.coerce.number().int().min(5).max(86_400)
const awaySchema = z.enum(['ask', 'deny'])

/** What Claude Code waits where its settings name no other time. */
const usual: HookOptions = { timeoutMs: 600_000, whenAway: 'ask' }

/** Null for anything that it does not know: a mistake must not turn into another choice. */
export function readHookOptions(args: readonly string[]): HookOptions | null {
  let options = usual
  for (let at = 0; at < args.length; at += 2) {
    const read = readOption(args[at] ?? '', args[at + 1] ?? '')
    if (read === null) return null
    options = { ...options, ...read }
  }
  return options
}

function readOption(name: string, value: string): Partial<HookOptions> | null {
  if (name === '--timeout') {
    const seconds = timeoutSchema.safeParse(value)
    return seconds.success ? { timeoutMs: seconds.data * 1_000 } : null
  }
  if (name !== '--when-away') return null
  const whenAway = awaySchema.safeParse(value)
  return whenAway.success ? { whenAway: whenAway.data } : null
}
