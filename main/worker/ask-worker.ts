// Asks a worker one question that hostile text may keep it busy with: nobody waits longer for it than the limit says.
import { Worker, type ResourceLimits } from 'node:worker_threads'
import type { z } from 'zod'

export interface WorkerQuestion<Answer> {
  /** All that the worker is given. */
  readonly data: unknown
  readonly answerSchema: z.ZodType<Answer>
  readonly limits: ResourceLimits
  /** Of wall time; starting the worker counts. */
  readonly limitMs: number
}

/** Null where no sound answer came in time: it failed, ended, ran out of memory or answered something else. Never rejects. */
export async function askWorker<Answer>(
  workerFile: URL,
  { data, answerSchema, limits, limitMs }: WorkerQuestion<Answer>,
): Promise<Answer | null> {
  // No environment, no arguments and no outputs of ours: it is given the question alone.
  const worker = new Worker(workerFile, {
    workerData: data,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: limits,
  })
  const answer = await new Promise<Answer | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), limitMs)
    const end = (said: Answer | null): void => {
      clearTimeout(timer)
      resolve(said)
    }
    worker.once('message', (said: unknown) => end(answerSchema.safeParse(said).data ?? null))
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
  await worker.terminate()
  return answer
}
