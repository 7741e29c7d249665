// Reads YAML that a server wrote: in a worker, which a hostile document may keep busy without anybody waiting for it.
import { Worker } from 'node:worker_threads'
import { parse } from 'yaml'
import { z } from 'zod'

export type YamlAnswer =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'bad' }

/** Never rejects: what cannot be read, or not in time, is `bad`. */
export type ReadYaml = (source: string) => Promise<YamlAnswer>

/** How often anchors may be repeated in all (the answer to a “billion laughs” of aliases). */
const mostAliases = 100
const longestMs = 30_000
const limits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 }
const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.unknown() }),
  z.object({ kind: z.literal('bad') }),
])
const bad: YamlAnswer = { kind: 'bad' }

/** One document of YAML 1.2's core schema. Danger: in this thread, for as long as it takes. */
export function readYamlHere(source: string): YamlAnswer {
  try {
    const value: unknown = parse(source, {
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      maxAliasCount: mostAliases,
      logLevel: 'error',
    })
    return { kind: 'value', value }
  } catch {
    return bad
  }
}

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
