// Has YAML that a server wrote read in a worker, which a hostile document may keep busy without anybody waiting for it.
import { z } from 'zod'
import { askWorker } from '../../worker/ask-worker.ts'

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
  return async (source) =>
    (await askWorker(workerFile, { data: source, answerSchema, limits, limitMs })) ?? bad
}
