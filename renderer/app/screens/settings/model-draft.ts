// What was typed about a model so far, and the request it makes once it is complete.
import type { Input } from '../../../../shared/contract.ts'

type Request = Input<'model.ask-add'>
type Provider = Request['provider']
export const modelProviders: readonly Provider[] = ['openai-compatible', 'anthropic']
const usualAddress = { 'openai-compatible': '', anthropic: 'https://api.anthropic.com' } as const

export interface ModelDraft {
  readonly provider: Provider
  readonly name: string
  readonly baseUrl: string
  readonly model: string
  readonly needsKey: boolean
  readonly context: string
  readonly priceIn: string
  readonly priceOut: string
}

export const emptyModelDraft: ModelDraft = {
  provider: 'openai-compatible',
  name: '',
  baseUrl: '',
  model: '',
  needsKey: true,
  context: '',
  priceIn: '',
  priceOut: '',
}

/** An address that was typed stays; the usual one of a kind goes with it. */
export function withProvider(draft: ModelDraft, chosen: string): ModelDraft {
  const provider = modelProviders.find((each) => each === chosen) ?? draft.provider
  const isUsual = draft.baseUrl === '' || draft.baseUrl === usualAddress[draft.provider]
  return { ...draft, provider, baseUrl: isUsual ? usualAddress[provider] : draft.baseUrl }
}

/** Null while something needed is missing or does not fit. */
export function readModelDraft(draft: ModelDraft): Request | null {
  const { provider, needsKey } = draft
  const [name, baseUrl, model] = [draft.name, draft.baseUrl, draft.model].map((each) => each.trim())
  const contextLength = readNumber(draft.context)
  const [input, output] = [readNumber(draft.priceIn), readNumber(draft.priceOut)]
  if (!name || !baseUrl || !model) return null
  if (contextLength === undefined || input === undefined || output === undefined) return null
  const isContext =
    contextLength === null || (Number.isInteger(contextLength) && contextLength > 255)
  // One without the other would count half of what is spent.
  if (!isContext || (input === null) !== (output === null)) return null
  const price = input === null || output === null ? null : { input, output }
  return { provider, name, baseUrl, model, needsKey, contextLength, price }
}

/** Null: nothing typed. Undefined: not a number. */
function readNumber(typed: string): number | null | undefined {
  const trimmed = typed.trim().replace(',', '.')
  if (trimmed === '') return null
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(trimmed) ? Number(trimmed) : undefined
}
