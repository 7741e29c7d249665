// Kills a process with COUNT pending deferrals and starts it again: when it polls, what is lost, what comes twice.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { pass, startTokenServer } from './rig.ts'

export interface RestartFigures {
  readonly pending: number
  /** From starting the process to its first poll, the start of Node included. */
  readonly firstPollMs: number
  readonly allPolledMs: number
  readonly lost: number
  readonly doubled: number
  readonly early: number
}

const [count = 500] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
const server = await startTokenServer()
try {
  console.log(JSON.stringify(await measure()))
} finally {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(): Promise<RestartFigures> {
  const first = startWaiting(folder, String(count), server.origin)
  await once(first.stdout ?? first, 'data')
  await pass(9_000)
  first.kill('SIGKILL')
  await once(first, 'exit')
  const before = await server.counts()
  await server.reset()
  const startedAtMs = Date.now()
  const second = startWaiting(folder)
  await pass(20_000)
  const counts = await server.counts()
  second.kill('SIGKILL')
  if (before.early + before.doubled > 0)
    throw new Error('Polls were early before the kill already.')
  return {
    pending: count,
    firstPollMs: (counts.firstAtMs ?? Infinity) - startedAtMs,
    allPolledMs: (counts.allSeenAtMs ?? Infinity) - startedAtMs,
    lost: count - counts.codes,
    doubled: counts.doubled,
    early: counts.early,
  }
}

function startWaiting(...args: string[]): ChildProcess {
  const file = path.join(import.meta.dirname, 'waiting-process.ts')
  const child = fork(file, args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    silent: true,
  })
  child.stderr?.pipe(process.stderr)
  return child
}
