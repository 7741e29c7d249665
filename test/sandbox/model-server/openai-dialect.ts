// The chat completions dialect, as OpenAI and most local servers speak it: chunks, a usage chunk, then `[DONE]`.
import { z } from 'zod'
import {
  argumentsText,
  splitOddly,
  usageOf,
  type Dialect,
  type ModelAnswer,
  type ModelMessage,
  type ModelRequest,
  type StreamEvent,
} from './dialect.ts'

const textSchema = z
  .union([z.string(), z.null(), z.array(z.looseObject({ text: z.string().optional() }))])
  .optional()
const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: textSchema,
  tool_calls: z
    .array(
      z.object({
        id: z.string(),
        type: z.literal('function'),
        function: z.object({ name: z.string(), arguments: z.string() }),
      }),
    )
    .optional(),
  tool_call_id: z.string().optional(),
})
const requestSchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  messages: z.array(messageSchema).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({
          // What OpenAI itself takes.
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().optional(),
          parameters: z.looseObject({ type: z.literal('object') }).optional(),
        }),
      }),
    )
    .optional(),
})
type WireMessage = z.infer<typeof messageSchema>

export const openaiDialect: Dialect = {
  readRequest,
  buildEvents,
  buildBody,
  buildError: (status, message) => ({
    error: { message, type: status === 401 ? 'invalid_request_error' : 'error', code: null },
  }),
  buildTooLong: () => ({
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      },
    },
  }),
  buildStreamError: (message) => ({
    data: JSON.stringify({ error: { message, type: 'server_error', code: null } }),
  }),
}

function readRequest(body: string, headers: ModelRequest['headers']): ModelRequest {
  const request = requestSchema.parse(JSON.parse(body))
  validateResults(request.messages)
  const isSystem = ({ role }: WireMessage): boolean => role === 'system' || role === 'developer'
  return {
    dialect: 'openai',
    model: request.model,
    stream: request.stream ?? false,
    system: request.messages.filter(isSystem).map(readText).join('\n'),
    messages: request.messages.filter((each) => !isSystem(each)).map(readMessage),
    tools: (request.tools ?? []).map(({ function: { name, description, parameters } }) => ({
      name,
      description: description ?? '',
      inputSchema: parameters ?? null,
    })),
    headers,
    body,
  }
}

/** As OpenAI: every call of the assistant has its result right behind it, and no result stands alone. */
function validateResults(messages: readonly WireMessage[]): void {
  let open = new Set<string>()
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id ?? '')) throw new Error('result without its call')
      continue
    }
    if (open.size > 0) throw new Error(`calls without results: ${[...open].join(', ')}`)
    open = new Set((message.tool_calls ?? []).map(({ id }) => id))
  }
  if (open.size > 0) throw new Error(`calls without results: ${[...open].join(', ')}`)
}

function readText({ content }: WireMessage): string {
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => text ?? '').join('')
}

function readMessage(message: WireMessage): ModelMessage {
  const { role, tool_calls: calls = [], tool_call_id: toolCallId = null } = message
  return {
    role: role === 'assistant' || role === 'tool' ? role : 'user',
    text: readText(message),
    toolCalls: calls.map(({ id, function: call }) => ({ id, ...call })),
    toolCallId,
  }
}

const head = (request: ModelRequest, object: string): Record<string, unknown> => ({
  id: 'chatcmpl-sandbox',
  object,
  created: 1_700_000_000,
  model: request.model,
})

function buildEvents(request: ModelRequest, answer: ModelAnswer): StreamEvent[] {
  const chunk = (delta: unknown, finish: string | null = null): StreamEvent => ({
    data: JSON.stringify({
      ...head(request, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, finish_reason: finish }],
    }),
  })
  const { text, toolCalls = [] } = answer
  const calls = toolCalls.flatMap((call, index) =>
    splitOddly(argumentsText(call)).map((piece, at) => {
      const id = callId(request, index)
      const first = at === 0 ? { id, type: 'function' } : {}
      const name = at === 0 ? { name: call.name } : {}
      return chunk({ tool_calls: [{ index, ...first, function: { ...name, arguments: piece } }] })
    }),
  )
  const said = text === undefined ? [] : splitOddly(text).map((content) => chunk({ content }))
  const usage = { ...head(request, 'chat.completion.chunk'), choices: [], usage: wireUsage(answer) }
  return [
    chunk({ role: 'assistant', content: '' }),
    ...said,
    ...calls,
    chunk({}, finishReason(answer)),
    { data: JSON.stringify(usage) },
    { data: '[DONE]' },
  ]
}

function buildBody(request: ModelRequest, answer: ModelAnswer): unknown {
  const toolCalls = (answer.toolCalls ?? []).map((call, index) => ({
    id: callId(request, index),
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }))
  const message = {
    role: 'assistant',
    content: answer.text ?? null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  }
  return {
    ...head(request, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: finishReason(answer) }],
    usage: wireUsage(answer),
  }
}

const callId = (request: ModelRequest, index: number): string =>
  `call_${request.messages.length}_${index}`

function finishReason({ stop, toolCalls = [] }: ModelAnswer): string {
  if (stop === 'length') return 'length'
  if (stop === 'refusal') return 'content_filter'
  return toolCalls.length > 0 ? 'tool_calls' : 'stop'
}

function wireUsage(answer: ModelAnswer): unknown {
  const { inputTokens, outputTokens } = usageOf(answer)
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  }
}
