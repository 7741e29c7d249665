// A scripted model server on loopback that speaks both streaming formats as they are on the wire, and misbehaves on demand.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendJson, startServer } from './http.ts'
import { anthropicDialect } from './model-server/anthropic-dialect.ts'
import type { Dialect, ModelRequest, ModelScript, StreamEvent } from './model-server/dialect.ts'
import { openaiDialect } from './model-server/openai-dialect.ts'

/** What goes wrong with a request; one at a time. */
export type ModelFault =
  | { kind: 'status'; status: number; message?: string; headers?: Record<string, string> }
  | { kind: 'too_long' }
  /** An HTML page with status 200, as a captive portal gives it. */
  | { kind: 'html' }
  /** The connection breaks after so many events. */
  | { kind: 'break'; afterEvents: number }
  /** The stream ends politely after so many events, before its end. */
  | { kind: 'early_end'; afterEvents: number }
  | { kind: 'garbage'; afterEvents: number }
  /** A byte that is not UTF-8 in the middle of the text. */
  | { kind: 'bad_utf8'; afterEvents: number }
  | { kind: 'stream_error'; afterEvents: number; message: string }
  /** Never ends; says one word each time. */
  | { kind: 'endless' }
  /** Sends so many events and then nothing more, with the connection open. */
  | { kind: 'silent'; afterEvents: number }

export interface ModelServer {
  /** `http://127.0.0.1:port`; Claude Code takes this. */
  readonly origin: string
  /** What an OpenAI client takes for its base address; that of `@ai-sdk/anthropic` is the same. */
  readonly baseUrl: string
  /** Every request that could be read, oldest first. */
  readonly requests: readonly ModelRequest[]
  /** Why requests were refused as malformed: none is expected. */
  readonly refused: readonly string[]
  script: ModelScript
  /** Faults of the next requests, first one first; `null` lets one pass. Empty: all go well. */
  faults: (ModelFault | null)[]
  /** Streams that a client broke off. */
  readonly brokenOff: () => number
  stop(): Promise<void>
}

export interface ModelServerOptions {
  readonly script: ModelScript
  /** Refuses requests that do not carry it. Null: none is asked for. */
  readonly key?: string | null
  /** Resolves when the next event of a stream may leave: a test lets it go step by step. */
  readonly pace?: () => Promise<void>
}

interface Serving extends ModelServerOptions {
  readonly server: Omit<ModelServer, 'origin' | 'baseUrl' | 'stop' | 'requests' | 'refused'> & {
    requests: ModelRequest[]
    refused: string[]
    closed: number
  }
}

export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const server: Serving['server'] = {
    requests: [],
    refused: [],
    script: options.script,
    faults: [],
    closed: 0,
    brokenOff: () => server.closed,
  }
  const serving = { ...options, server }
  const { port, stop } = await startServer((request, response) =>
    answer(serving, request, response),
  )
  const origin = `http://127.0.0.1:${port}`
  return Object.assign(server, { origin, baseUrl: `${origin}/v1`, stop })
}

async function answer(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://server')
  const body = await readBody(request)
  if (pathname === '/v1/models') return sendJson(response, 200, models)
  if (pathname === '/v1/messages/count_tokens') {
    return sendJson(response, 200, { input_tokens: Math.ceil(body.length / 4) })
  }
  const dialect = dialects[pathname]
  if (dialect === undefined || request.method !== 'POST') {
    return sendJson(response, request.method === 'HEAD' ? 200 : 404, { error: 'not_found' })
  }
  if (!hasKey(serving, request)) {
    return sendJson(response, 401, dialect.buildError(401, 'Incorrect API key provided'))
  }
  await complete(serving, { dialect, body, request, response })
}

const models = {
  object: 'list',
  data: [
    {
      id: 'sandbox-model',
      object: 'model',
      type: 'model',
      display_name: 'Sandbox',
      owned_by: 'sandbox',
    },
  ],
}
const dialects: Readonly<Record<string, Dialect>> = {
  '/v1/chat/completions': openaiDialect,
  '/v1/messages': anthropicDialect,
}

function hasKey({ key = null }: Serving, { headers }: IncomingMessage): boolean {
  if (key === null) return true
  return headers.authorization === `Bearer ${key}` || headers['x-api-key'] === key
}

interface Exchange {
  readonly dialect: Dialect
  readonly body: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function complete(serving: Serving, exchange: Exchange): Promise<void> {
  const { server } = serving
  const { dialect, response } = exchange
  const fault = server.faults.shift() ?? null
  let request: ModelRequest
  try {
    request = dialect.readRequest(exchange.body, exchange.request.headers)
  } catch (error) {
    server.refused.push(String(error))
    return sendJson(response, 400, dialect.buildError(400, String(error)))
  }
  server.requests.push(request)
  if (fault !== null && failAtOnce(fault, exchange)) return
  const answered = await server.script(request)
  if (!request.stream) return sendJson(response, 200, dialect.buildBody(request, answered))
  await stream(serving, exchange, { events: dialect.buildEvents(request, answered), fault })
}

/** True when the fault was all of the answer. */
function failAtOnce(fault: ModelFault, { dialect, response }: Exchange): boolean {
  if (fault.kind === 'status') {
    for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value)
    sendJson(response, fault.status, dialect.buildError(fault.status, fault.message ?? 'no'))
  } else if (fault.kind === 'too_long') {
    const { status, body } = dialect.buildTooLong()
    sendJson(response, status, body)
  } else if (fault.kind === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Log in</h1></html>')
  } else return false
  return true
}

async function stream(
  { pace, server }: Serving,
  { dialect, response }: Exchange,
  { events, fault }: { events: readonly StreamEvent[]; fault: ModelFault | null },
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  let open = true
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      open = false
      if (!response.writableFinished) server.closed += 1
      resolve()
    })
  })
  const write: Write = (piece) => Promise.race([closed, writePiece(response, piece)])
  const stopAt = fault !== null && 'afterEvents' in fault ? fault.afterEvents : Infinity
  for (const [at, event] of events.entries()) {
    if (at === stopAt) break
    await pace?.()
    if (!open) return
    await write(format(event))
  }
  if (fault === null) return void response.end()
  await misbehave(fault, { dialect, response, events, write, isOpen: () => open })
}

type Write = (piece: string | Buffer) => Promise<void>

interface Misbehaving extends Pick<Exchange, 'dialect' | 'response'> {
  readonly events: readonly StreamEvent[]
  readonly write: Write
  readonly isOpen: () => boolean
}

async function misbehave(fault: ModelFault, parts: Misbehaving): Promise<void> {
  const { dialect, response, events, write, isOpen } = parts
  switch (fault.kind) {
    case 'break':
      return void response.destroy()
    case 'garbage':
      await write('data: {"choices": [ this is no JSON\n\n')
      return void response.end()
    case 'bad_utf8':
      await write(Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0x22, 0xc3, 0x28]))
      return void response.end('"\n\n')
    case 'stream_error':
      return void response.end(format(dialect.buildStreamError(fault.message)))
    case 'endless': {
      const word = events.find(({ data }) => /"content":"[^"]|text_delta/u.test(data))
      while (isOpen() && word !== undefined) await write(format(word).repeat(500))
      return
    }
    case 'silent':
      return
    default:
      return void response.end()
  }
}

const format = ({ event, data }: StreamEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`

/** Waits until it has left, so that each piece is one on the wire and a full pipe holds the sender. */
function writePiece(response: ServerResponse, piece: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(piece, () => resolve())
  })
}
