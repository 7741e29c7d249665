// What both dialects of a model server have in common: one request as a script sees it, and one answer as it gives it.

export interface ModelMessage {
  readonly role: 'user' | 'assistant' | 'tool'
  readonly text: string
  /** What the assistant called, its arguments as raw JSON text. */
  readonly toolCalls: readonly { id: string; name: string; arguments: string }[]
  /** For a result: the call it answers. */
  readonly toolCallId: string | null
}

export interface ModelRequest {
  readonly dialect: 'openai' | 'anthropic'
  readonly model: string
  readonly stream: boolean
  readonly system: string
  readonly messages: readonly ModelMessage[]
  readonly tools: readonly { name: string; description: string; inputSchema: unknown }[]
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body as it came. */
  readonly body: string
}

export interface ScriptedToolCall {
  readonly name: string
  /** A value, or raw text that is sent as it is: broken JSON too. */
  readonly arguments: unknown
}

export interface ModelAnswer {
  readonly text?: string
  readonly toolCalls?: readonly ScriptedToolCall[]
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
  /** `length`: cut off by its limit; `refusal`: the model or a filter declined. */
  readonly stop?: 'length' | 'refusal'
}

/** Decides what the model says next. */
export type ModelScript = (request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>

/** One event of a stream: an optional name, and what stands behind `data:`. */
export interface StreamEvent {
  readonly event?: string
  readonly data: string
}

/** What a server of one dialect reads and writes. */
export interface Dialect {
  readRequest(body: string, headers: ModelRequest['headers']): ModelRequest
  buildEvents(request: ModelRequest, answer: ModelAnswer): StreamEvent[]
  buildBody(request: ModelRequest, answer: ModelAnswer): unknown
  buildError(status: number, message: string): unknown
  /** What it answers to a request that does not fit the context. */
  buildTooLong(): { status: number; body: unknown }
  /** An error in the middle of a stream, after status 200. */
  buildStreamError(message: string): StreamEvent
}

export const usageOf = (answer: ModelAnswer): { inputTokens: number; outputTokens: number } =>
  answer.usage ?? { inputTokens: 100, outputTokens: 20 }

export const argumentsText = ({ arguments: value }: ScriptedToolCall): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? {})

const oddSizes = [1, 3, 7, 2, 31]

/** Splits at odd places, surrogate pairs too; the first piece is empty, as real servers send it. */
export function splitOddly(text: string): string[] {
  const pieces: string[] = ['']
  for (let at = 0; at < text.length;) {
    const size = oddSizes[(pieces.length - 1) % oddSizes.length] ?? 1
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}
