// Asks a worker whether arguments fit a tool's schema, and does not wait for one that a hostile schema keeps busy.
import { z } from 'zod'
import { askWorker } from '../worker/ask-worker.ts'
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

/**
 * `workerFile` is the schema worker as it lies beside the running code; without one nothing can be checked. One check at a
 * time: others wait.
 */
export function createSchemaChecker(
  workerFile: URL | undefined,
  limitMs = longestCheckMs,
): CheckSchema {
  if (workerFile === undefined) return () => Promise.resolve(unusable)
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const question = { data: task, answerSchema: verdictSchema, limits, limitMs }
    const verdict = last.then(
      async () => (await askWorker<SchemaVerdict>(workerFile, question)) ?? unusable,
    )
    last = verdict
    return verdict
  }
}
