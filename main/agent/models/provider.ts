// Builds the library's model from ours: an OpenAI-compatible endpoint or Anthropic, through the guarded fetch alone.
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { LanguageModel } from '../../../shared/model/language-model.ts'

/** `fetch` puts the key on; the library never holds it, and no variable of the environment is asked for one. */
export function createProviderModel(
  { provider, baseUrl, model }: Pick<LanguageModel, 'provider' | 'baseUrl' | 'model'>,
  fetch: typeof globalThis.fetch,
): LanguageModelV4 {
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
