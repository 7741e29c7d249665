// One streamed call of a model: words as they come, tool calls as raw text, tokens; everything else is a failure.
import {
  jsonSchema,
  streamText,
  tool,
  wrapLanguageModel,
  type ModelMessage,
  type ToolSet,
} from 'ai'
import type { Clock } from '../../../shared/model/ports.ts'
import type { NextStep, StepListener } from '../model.ts'
import { ModelFailure, toModelFailure } from './failure.ts'
import type { ToolOffer } from './offer-tools.ts'
import type { ProviderModel, StreamPart } from './provider.ts'

export interface RawCall {
  readonly id: string
  readonly name: string
  /**
   * As the model wrote it, byte for byte. The one exception is a server that puts parsed arguments into the start of an
   * Anthropic block instead of streaming them: the library writes those anew, and what is written is what is frozen,
   * shown and sent.
   */
  readonly argumentsJson: string
}

export interface RawAnswer {
  readonly text: string
  readonly calls: readonly RawCall[]
  readonly usage: NonNullable<NextStep['usage']> | null
  /** `cut_off`: by its limit of tokens; `declined`: by the model or a filter. */
  readonly end: 'complete' | 'cut_off' | 'declined'
}

export interface Question {
  readonly system: string
  readonly messages: readonly ModelMessage[]
  readonly offer: ToolOffer
}

export interface AskParts {
  readonly model: ProviderModel
  readonly clock: Pick<Clock, 'nowMs' | 'after'>
  /** From the request to the end of the answer, however steadily it comes. */
  readonly longestMs: number
}

/** Rejects with a `ModelFailure`, or with the reason of the listener's signal. Nothing is kept of a failed answer. */
export async function askOnce(
  parts: AskParts,
  question: Question,
  listener: StepListener,
): Promise<RawAnswer> {
  const { clock, longestMs } = parts
  const late = new AbortController()
  const stop = clock.after(longestMs, () => late.abort(new ModelFailure('endless')))
  const signal = AbortSignal.any([listener.signal, late.signal])
  try {
    signal.throwIfAborted()
    return await readAnswer(parts, question, {
      signal,
      onText: (soFar) => listener.onText(soFar),
    })
  } catch (error) {
    listener.signal.throwIfAborted()
    late.signal.throwIfAborted()
    throw toModelFailure(error, clock.nowMs())
  } finally {
    stop()
  }
}

/** Characters of words in one answer: they are kept, shown and told again at every step. */
const longestText = 400_000

interface Collected {
  text: string
  readonly calls: RawCall[]
  finish: Extract<StreamPart, { type: 'finish' }> | null
}

async function readAnswer(
  { model }: AskParts,
  { system, messages, offer }: Question,
  listener: StepListener,
): Promise<RawAnswer> {
  const collected: Collected = { text: '', calls: [], finish: null }
  const { fullStream } = streamText({
    model: watch(model, collected),
    instructions: system,
    messages: [...messages],
    tools: buildTools(offer),
    ...answerLimit(model),
    // One step: what follows is the task's business. Whether to ask again is decided outside too.
    maxRetries: 0,
    abortSignal: listener.signal,
    onError: () => undefined,
  })
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') listener.signal.throwIfAborted()
    if (part.type !== 'text-delta') continue
    collected.text += part.text
    if (collected.text.length > longestText) throw new ModelFailure('endless')
    listener.onText(withoutHalfPair(collected.text))
  }
  return finishAnswer(collected)
}

/** What no UTF-8 can hold could not be kept as it is. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')

/** A character beyond the first plane may come in two pieces. */
function withoutHalfPair(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}

/** Anthropic wants one named, and the library takes a small one for models that it does not know. */
function answerLimit({ provider }: ProviderModel): { maxOutputTokens?: number } {
  return provider.startsWith('anthropic') ? { maxOutputTokens: 16_384 } : {}
}

/** Takes the calls as the provider wrote them, before the library reads them as JSON. */
function watch(model: ProviderModel, collected: Collected): ProviderModel {
  return wrapLanguageModel({
    model,
    middleware: {
      wrapStream: async ({ doStream }) => {
        const { stream, ...rest } = await doStream()
        const tap = new TransformStream<StreamPart, StreamPart>({
          transform(part, controller) {
            if (part.type === 'tool-call') {
              const { toolCallId: id, toolName: name, input: argumentsJson } = part
              collected.calls.push({ id, name, argumentsJson })
            }
            if (part.type === 'finish') collected.finish = part
            controller.enqueue(part)
          },
        })
        return { ...rest, stream: stream.pipeThrough(tap) }
      },
    },
  })
}

function buildTools(offer: ToolOffer): ToolSet {
  return Object.fromEntries(
    [...offer.tools.values()].map(({ name, description, inputSchema }) => [
      name,
      // Without `execute`: nothing runs here.
      tool({ description, inputSchema: jsonSchema(inputSchema) }),
    ]),
  )
}

function finishAnswer({ text, calls, finish }: Collected): RawAnswer {
  const end = finish?.finishReason
  // An answer that nobody finished is not one: its last call may be half a call.
  if (finish === null || end?.raw === undefined) throw new ModelFailure('broken')
  return {
    text: wellFormed(text),
    calls,
    usage: readUsage(finish.usage),
    end: readEnd(end.unified),
  }
}

function readEnd(unified: string): RawAnswer['end'] {
  if (unified === 'length') return 'cut_off'
  return unified === 'content-filter' ? 'declined' : 'complete'
}

function readUsage({
  inputTokens,
  outputTokens,
}: Extract<StreamPart, { type: 'finish' }>['usage']): RawAnswer['usage'] {
  const [input, output] = [inputTokens.total, outputTokens.total]
  if (input === undefined && output === undefined) return null
  return { inputTokens: input ?? 0, outputTokens: output ?? 0 }
}
