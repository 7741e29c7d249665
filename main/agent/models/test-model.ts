// Sends one short message of ours to a model and says what came back.
import { text } from '../../../shared/catalogue/text.ts'
import type { ModelTest } from '../../../shared/contract/model-verbs.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import type { Secret } from '../../../shared/model/secret.ts'
import { makeVisibleLine } from '../../interaction/visible.ts'
import { askOnce, type RawAnswer } from './ask-once.ts'
import { costMicros } from './cost.ts'
import { ModelFailure } from './failure.ts'
import { describeFailure } from './failure-words.ts'
import { offerTools } from './offer-tools.ts'
import type { ProviderModel } from './provider.ts'

export interface TestParts {
  readonly about: LanguageModel
  readonly loadKey: () => Promise<Secret | null>
  readonly connect: (key: Secret | null) => ProviderModel
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs' | 'after'>
  /** Longest wait for the answer. */
  readonly longestMs: number
}

const longestReply = 300
const question = {
  system: 'You are tested by a person who has just set you up. Answer in one short sentence.',
  messages: [{ role: 'user', content: 'Say that you are ready.' }],
  // With a tool: a model that knows none shows it here, not in the middle of a task.
  offer: offerTools([]),
} as const

/** Never rejects for what the model or its server does. */
export async function testModel(parts: TestParts): Promise<ModelTest> {
  const { about, clock } = parts
  const key = about.hasKey ? await parts.loadKey() : null
  const startedAtMs = clock.monotonicMs()
  try {
    if (about.hasKey && key === null) throw new ModelFailure('no_key')
    const asking = { ...parts, model: parts.connect(key) }
    const listener = { signal: new AbortController().signal, onText: () => undefined }
    const answer = await askOnce(asking, question, listener)
    return describeAnswer(about, answer, clock.monotonicMs() - startedAtMs)
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error
    return { ok: false, words: describeFailure(about, error, key).message, usage: null }
  }
}

function describeAnswer(
  { price }: LanguageModel,
  { text: said, usage }: RawAnswer,
  tookMs: number,
): ModelTest {
  const seconds = (tookMs / 1_000).toFixed(1)
  const reply = makeVisibleLine(said.trim()).slice(0, longestReply)
  const words =
    reply === ''
      ? text('models.test_silent', { seconds })
      : text('models.test_ok', { seconds, reply })
  if (usage === null) return { ok: true, words, usage: null }
  const { inputTokens: input, outputTokens: output } = usage
  const micros = costMicros(price, usage)
  const told =
    micros === null
      ? text('models.test_tokens', { input, output })
      : text('models.test_cost', { input, output, cost: `$${(micros / 1_000_000).toFixed(6)}` })
  return { ok: true, words, usage: told }
}
