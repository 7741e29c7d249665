// Starts the other agent in its own process and hears what it tells.
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { ProcessGroup } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'

export interface OtherAgentSettings {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}
export interface OtherAgentCall {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
}
type Told = Readonly<Record<string, unknown>>

export interface OtherAgent {
  timesHeld(): number
  /** Resolves when it was told so often that its call is held. */
  held(times: number): Promise<void>
  result(): Promise<{ readonly words: string; readonly isError: boolean }>
}

/** Longer than two of its own time-outs. */
const patienceMs = 90_000

export function startOtherAgent(
  group: ProcessGroup,
  settings: OtherAgentSettings,
  call: OtherAgentCall,
): OtherAgent {
  const script = path.join(import.meta.dirname, 'other-agent.ts')
  const wish = JSON.stringify({ ...settings, ...call })
  const child = group.start(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, wish],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const told: Told[] = []
  if (child.stdout === null) throw new Error('The other agent has no output.')
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line) as Told))
  const of = (event: string): Told[] => told.filter((line) => line['event'] === event)
  const until = async (what: string, isSo: () => boolean): Promise<void> =>
    await waitUntil(what, () => Promise.resolve(isSo() || child.exitCode !== null), patienceMs)
  return {
    timesHeld: () => of('held').length,
    held: (times) => until('The other agent’s receipts', () => of('held').length >= times),
    result: async () => {
      await until('The other agent’s result', () => of('result').length > 0)
      const [line] = of('result')
      if (line === undefined) throw new Error('The other agent ended without a result.')
      return { words: String(line['words']), isError: line['isError'] === true }
    },
  }
}
