// Builds the library's model from ours: an OpenAI-compatible endpoint or Anthropic, through the guarded fetch alone.
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { wrapLanguageModel } from 'ai'
import type { LanguageModel } from '../../../shared/model/language-model.ts'

/** The library's model and what it streams, by the names that it exports. */
export type ProviderModel = ReturnType<typeof wrapLanguageModel>
type PartsOf<Stream> = Stream extends ReadableStream<infer Part> ? Part : never
export type StreamPart = PartsOf<Awaited<ReturnType<ProviderModel['doStream']>>['stream']>

/** `fetch` puts the key on; the library never holds it, and no variable of the environment is asked for one. */
export function createProviderModel(
  { provider, baseUrl, model }: Pick<LanguageModel, 'provider' | 'baseUrl' | 'model'>,
  fetch: typeof globalThis.fetch,
): ProviderModel {
  if (provider === 'anthropic') {
    return createAnthropic({ baseURL: baseUrl, apiKey: '', fetch }).languageModel(model)
  }
  return createOpenAICompatible({
    name: 'model',
    baseURL: baseUrl,
    fetch,
    includeUsage: true,
  }).languageModel(model)
}
