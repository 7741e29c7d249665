// Has YAML that a server wrote read in a worker, which a hostile document may keep busy without anybody waiting for it.
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

export type YamlAnswer =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'bad' }

/** Never rejects: what cannot be read, or not in time, is `bad`. */
export type ReadYaml = (source: string) => Promise<YamlAnswer>

const longestMs = 30_000
const limits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }
const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.unknown() }),
  z.object({ kind: z.literal('bad') }),
])
const bad: YamlAnswer = { kind: 'bad' }

/** Where there is no worker: YAML is then refused as unreadable, never read in the app's own thread. */
export const readNoYaml: ReadYaml = () => Promise.resolve(bad)

/** `workerFile` is the YAML worker as it lies beside the running code. */
export function createYamlReader(workerFile: URL, limitMs = longestMs): ReadYaml {
  return async (source) => {
    // No environment, no arguments and no outputs of ours: it is given the document alone.
    const worker = new Worker(workerFile, {
      workerData: source,
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: limits,
    })
    const answer = await new Promise<YamlAnswer>((resolve) => {
      const timer = setTimeout(() => resolve(bad), limitMs)
      const end = (said: YamlAnswer): void => {
        clearTimeout(timer)
        resolve(said)
      }
      worker.once('message', (said: unknown) => {
        const parsed = answerSchema.safeParse(said)
        end(parsed.success ? parsed.data : bad)
      })
      worker.once('error', () => end(bad))
      worker.once('exit', () => end(bad))
    })
    await worker.terminate()
    return answer
  }
}
