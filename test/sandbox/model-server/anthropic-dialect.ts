// The Messages dialect of Anthropic: named events, content blocks with deltas, pings in between, `message_stop` at the end.
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

const blockSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({
    type: z.literal('tool_use'),
    id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.looseObject({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: z
      .union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))])
      .optional(),
  }),
])
/** Pictures, thoughts and the like: scripts read words only. */
const otherBlockSchema = z
  .looseObject({ type: z.string().regex(/^(?!(?:text|tool_use|tool_result)$)/) })
  .transform(() => ({ type: 'text' as const, text: '' }))
const contentSchema = z.union([z.string(), z.array(z.union([blockSchema, otherBlockSchema]))])
const requestSchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  max_tokens: z.number().int().positive(),
  system: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant']), content: contentSchema }))
    .min(1),
  tools: z
    .array(
      z.looseObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        description: z.string().optional(),
        input_schema: z.looseObject({ type: z.literal('object') }).optional(),
      }),
    )
    .optional(),
})
type WireMessage = z.infer<typeof requestSchema>['messages'][number]
type Block = z.infer<typeof blockSchema>

export const anthropicDialect: Dialect = {
  readRequest,
  buildEvents,
  buildBody,
  buildError: (status, message) => ({
    type: 'error',
    error: { type: errorTypes[status] ?? 'api_error', message },
  }),
  buildTooLong: () => ({
    status: 400,
    body: {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'prompt is too long: 209001 tokens > 200000 maximum',
      },
    },
  }),
  buildStreamError: (message) => ({
    event: 'error',
    data: JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message } }),
  }),
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

function readRequest(body: string, headers: ModelRequest['headers']): ModelRequest {
  const request = requestSchema.parse(JSON.parse(body))
  validateResults(request.messages)
  const { system = '' } = request
  return {
    dialect: 'anthropic',
    model: request.model,
    stream: request.stream ?? false,
    system: typeof system === 'string' ? system : system.map(({ text }) => text ?? '').join('\n'),
    messages: request.messages.flatMap(readMessages),
    tools: (request.tools ?? []).map(({ name, description, input_schema: inputSchema }) => ({
      name,
      description: description ?? '',
      inputSchema: inputSchema ?? null,
    })),
    headers,
    body,
  }
}

const blocksOf = ({ content }: WireMessage): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

/** As Anthropic: the message behind `tool_use` holds its results, and a result has its use right before it. */
function validateResults(messages: readonly WireMessage[]): void {
  let open = new Set<string>()
  for (const message of messages) {
    for (const block of blocksOf(message)) {
      if (block.type === 'tool_result' && !open.delete(block.tool_use_id)) {
        throw new Error('unexpected `tool_use_id` found in `tool_result` blocks')
      }
    }
    if (open.size > 0) throw new Error('`tool_use` ids were found without `tool_result` blocks')
    open = new Set(
      blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.id] : [])),
    )
  }
  if (open.size > 0) throw new Error('`tool_use` ids were found without `tool_result` blocks')
}

function readMessages(message: WireMessage): ModelMessage[] {
  const blocks = blocksOf(message)
  const results = blocks.flatMap((block): ModelMessage[] => {
    if (block.type !== 'tool_result') return []
    const { content = '', tool_use_id: toolCallId } = block
    const text =
      typeof content === 'string' ? content : content.map((each) => each.text ?? '').join('')
    return [{ role: 'tool', text, toolCalls: [], toolCallId }]
  })
  const text = blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n')
  const toolCalls = blocks.flatMap((block) =>
    block.type === 'tool_use'
      ? [{ id: block.id, name: block.name, arguments: JSON.stringify(block.input) }]
      : [],
  )
  if (text === '' && toolCalls.length === 0) return results
  return [...results, { role: message.role, text, toolCalls, toolCallId: null }]
}

const named = (type: string, rest: object): StreamEvent => ({
  event: type,
  data: JSON.stringify({ type, ...rest }),
})
const ping = named('ping', {})

function buildEvents(request: ModelRequest, answer: ModelAnswer): StreamEvent[] {
  const { inputTokens, outputTokens } = usageOf(answer)
  const message = {
    ...head(request),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: 1 },
  }
  const texts = answer.text === undefined ? [] : [answer.text]
  const blocks = [
    ...texts.map((text, index) => textEvents(index, text)),
    ...(answer.toolCalls ?? []).map((call, at) => {
      const index = texts.length + at
      const block = { type: 'tool_use', id: useId(request, at), name: call.name, input: {} }
      return [
        named('content_block_start', { index, content_block: block }),
        ping,
        ...splitOddly(argumentsText(call)).map((piece) =>
          named('content_block_delta', {
            index,
            delta: { type: 'input_json_delta', partial_json: piece },
          }),
        ),
        named('content_block_stop', { index }),
      ]
    }),
  ]
  return [
    named('message_start', { message }),
    ping,
    ...blocks.flat(),
    named('message_delta', {
      delta: { stop_reason: stopReason(answer), stop_sequence: null },
      usage: { output_tokens: outputTokens },
    }),
    named('message_stop', {}),
  ]
}

function textEvents(index: number, text: string): StreamEvent[] {
  return [
    named('content_block_start', { index, content_block: { type: 'text', text: '' } }),
    ...splitOddly(text).map((piece) =>
      named('content_block_delta', { index, delta: { type: 'text_delta', text: piece } }),
    ),
    named('content_block_stop', { index }),
  ]
}

function buildBody(request: ModelRequest, answer: ModelAnswer): unknown {
  const { inputTokens, outputTokens } = usageOf(answer)
  return {
    ...head(request),
    content: [
      ...(answer.text === undefined ? [] : [{ type: 'text', text: answer.text }]),
      ...(answer.toolCalls ?? []).map((call, at) => ({
        type: 'tool_use',
        id: useId(request, at),
        name: call.name,
        input: JSON.parse(argumentsText(call)) as unknown,
      })),
    ],
    stop_reason: stopReason(answer),
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: outputTokens },
  }
}

const head = ({ model }: ModelRequest): Record<string, unknown> => ({
  id: 'msg_sandbox',
  type: 'message',
  role: 'assistant',
  model,
})
const useId = (request: ModelRequest, at: number): string =>
  `toolu_${request.messages.length}_${at}`

function stopReason({ stop, toolCalls = [] }: ModelAnswer): string {
  if (stop === 'length') return 'max_tokens'
  if (stop === 'refusal') return 'refusal'
  return toolCalls.length > 0 ? 'tool_use' : 'end_turn'
}
