// Asks a worker whether arguments fit a tool's schema, and does not wait for one that a hostile schema keeps busy.
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { SchemaVerdict } from './schema-check.ts'

export interface SchemaCheckTask {
  readonly schema: Readonly<Record<string, unknown>>
  /** Canonical JSON of an object. */
  readonly argumentsJson: string
}

/** Never rejects: what cannot be checked in time is `unusable`. */
export type CheckSchema = (task: SchemaCheckTask) => Promise<SchemaVerdict>

/** Starting takes most of it. A pattern that runs away costs one core for this long, and never the app's own thread. */
const longestCheckMs = 3_000
const limits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 2 }

const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fits') }),
  z.object({ kind: z.literal('misfits'), pointer: z.string(), words: z.string() }),
  z.object({ kind: z.literal('unusable') }),
])
const unusable: SchemaVerdict = { kind: 'unusable' }

/** `workerFile` is the schema worker as it lies beside the running code. One check at a time: others wait. */
export function createSchemaChecker(workerFile: URL, limitMs = longestCheckMs): CheckSchema {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const verdict = last.then(() => checkInWorker(workerFile, task, limitMs))
    last = verdict
    return verdict
  }
}

async function checkInWorker(
  workerFile: URL,
  task: SchemaCheckTask,
  limitMs: number,
): Promise<SchemaVerdict> {
  // No environment, no arguments and no outputs of ours: it is given the schema and the arguments alone.
  const worker = new Worker(workerFile, {
    workerData: task,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: limits,
  })
  const verdict = await new Promise<SchemaVerdict>((resolve) => {
    const timer = setTimeout(() => resolve(unusable), limitMs)
    const answer = (said: SchemaVerdict): void => {
      clearTimeout(timer)
      resolve(said)
    }
    worker.once('message', (said: unknown) => {
      const parsed = verdictSchema.safeParse(said)
      answer(parsed.success ? parsed.data : unusable)
    })
    worker.once('error', () => answer(unusable))
    worker.once('exit', () => answer(unusable))
  })
  await worker.terminate()
  return verdict
}
