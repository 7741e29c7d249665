// Answers MCP 2026-07-28: no session, everything in the request, and closing the stream takes the request back.
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import type { Agents } from '../agent/agents-port.ts'
import { InFlight, runInFlight } from './in-flight.ts'
import { openEventStream, type EventStream } from './event-stream.ts'
import type { GatewayRequest } from './gateway-port.ts'
import { addMember, addMeta } from './json-text.ts'
import {
  answerFault,
  answerResult,
  buildFault,
  buildIdInUse,
  type RpcMessage,
  type RpcRequest,
} from './json-rpc.ts'
import { readClient, readHoldMs, readProgressToken, readStdio } from './mcp-asker.ts'
import { legacyVersions, metaKeys, modernVersion, tasksExtension } from './mcp-names.ts'
import { answerModernTask } from './mcp-tasks.ts'
import { buildToolList, callTool, type McpToolsParts } from './mcp-tools.ts'
import type { Asker } from './serve-call.ts'

export interface ModernParts extends McpToolsParts {
  readonly noteSeen: Agents['noteSeen']
  readonly serverInfo: { readonly name: string; readonly version: string }
  readonly holdMs?: number
}

export interface ModernServer {
  answer(
    request: GatewayRequest,
    message: Exclude<RpcMessage, { kind: 'response' }>,
  ): Promise<Response>
  /** Tools or what agents may use have changed. */
  onToolsChanged(): void
}

interface Subscription {
  readonly agentId: string
  readonly id: RpcRequest['id']
  readonly stream: EventStream
  listVersion: string
}

const mostSubscriptions = 1_000
const envelopeSchema = z.looseObject({
  _meta: z.looseObject({
    [metaKeys.clientCapabilities]: z.looseObject({
      extensions: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
})
const cancelledSchema = z.looseObject({ requestId: z.union([z.string(), z.number()]) })
const listenSchema = z.looseObject({
  notifications: z.looseObject({ toolsListChanged: z.boolean().optional() }),
})

export function createModernServer(parts: ModernParts): ModernServer {
  return new Modern(parts)
}

class Modern implements ModernServer {
  readonly #parts: ModernParts
  /** Requests of processes behind `countersign-mcp`, by agent and process: there a stream's end takes nothing back. */
  readonly #inFlight = new Map<string, InFlight>()
  readonly #subscriptions = new Set<Subscription>()

  constructor(parts: ModernParts) {
    this.#parts = parts
  }

  async answer(
    request: GatewayRequest,
    message: Exclude<RpcMessage, { kind: 'response' }>,
  ): Promise<Response> {
    const process = readStdio(request)
    const key = process === null ? null : `${request.agent.id} ${process}`
    if (message.kind === 'notification') return this.#hear(key, message)
    this.#noteSeen(request, message)
    if (key === null) return this.#serve(request, message, direct)
    const { signal: gone } = request
    const response = await runInFlight(this.#inFlightOf(key), { id: message.id, gone }, (how) =>
      this.#serve(request, message, { process: true, ...how }),
    )
    return response ?? answerFault(buildIdInUse(message.id))
  }

  /** Gone with its last request: clients name their processes themselves, as many as they like. */
  #inFlightOf(key: string): InFlight {
    const inFlight = this.#inFlight.get(key) ?? new InFlight(() => this.#inFlight.delete(key))
    this.#inFlight.set(key, inFlight)
    return inFlight
  }

  onToolsChanged(): void {
    for (const subscription of this.#subscriptions) {
      const version = this.#parts.offered.version(subscription.agentId)
      if (version === subscription.listVersion) continue
      subscription.listVersion = version
      subscription.stream.send(buildNotice('notifications/tools/list_changed', subscription.id, {}))
    }
  }

  #hear(key: string | null, message: Extract<RpcMessage, { kind: 'notification' }>): Response {
    const params = cancelledSchema.safeParse(message.params)
    const isCancelled = message.method === 'notifications/cancelled' && params.success
    if (isCancelled && key !== null) this.#inFlight.get(key)?.cancel(params.data.requestId)
    return new Response(null, { status: 202 })
  }

  #noteSeen({ agent, headers }: GatewayRequest, { params }: RpcRequest): void {
    const meta = params['_meta'] as Readonly<Record<string, unknown>> | undefined
    const client = readClient(meta?.[metaKeys.clientInfo], { protocol: modernVersion, headers })
    if (client !== null) this.#parts.noteSeen(agent.id, client)
  }

  async #serve(request: GatewayRequest, message: RpcRequest, how: How): Promise<Response> {
    const { agent, bodyText, headers, signal: gone } = request
    const { id, params } = message
    const wrap: Asker['wrap'] = (result, type) => this.#wrap(result, type)
    const asker: Asker = {
      id,
      gone,
      cancelled: how.cancelled,
      onAnswered: how.onAnswered,
      cancelsWhenGone: !how.process,
      progressToken: readProgressToken(message, headers),
      task: takesTasks(params) ? 'modern' : null,
      holdMs: readHoldMs(headers, this.#parts.holdMs),
      wrap,
    }
    switch (message.method) {
      case 'server/discover':
        return answerResult(id, wrap(this.#describe()))
      case 'tools/list': {
        const list = buildToolList(this.#parts, { agent, params, more: cacheHint })
        if (list !== null) return answerResult(id, wrap(list))
        return answerFault(
          buildFault('invalidParams', 'Invalid params: cursor', { id, status: 200 }),
        )
      }
      case 'tools/call':
        return callTool(this.#parts, { agent, message, bodyText }, asker)
      case 'subscriptions/listen':
        return this.#listen(request, message, AbortSignal.any([gone, how.cancelled]))
      default:
        return this.#serveTask(request, message, asker)
    }
  }

  #serveTask({ agent }: GatewayRequest, message: RpcRequest, asker: Asker): Response {
    const { id, method } = message
    const isTask = method.startsWith('tasks/')
    if (isTask && asker.task === null && taskMethods.has(method)) {
      const data = { requiredCapabilities: { extensions: { [tasksExtension]: {} } } }
      const words = `${method} needs the extension ${tasksExtension}`
      return answerFault(buildFault('missingCapability', words, { id, data }))
    }
    const answer = isTask ? answerModernTask(this.#parts, { agent, message }, asker) : null
    const missing = { id, status: 404 }
    return answer ?? answerFault(buildFault('methodNotFound', 'Method not found', missing))
  }

  #describe(): string {
    return JSON.stringify({
      supportedVersions: [modernVersion, ...legacyVersions],
      capabilities: { tools: { listChanged: true }, extensions: { [tasksExtension]: {} } },
      instructions: text('gateway_calls.instructions'),
      ...cacheHint,
    })
  }

  #wrap(result: string, type: 'complete' | 'task' = 'complete'): string {
    return addMeta(
      addMember(result, 'resultType', type),
      metaKeys.serverInfo,
      this.#parts.serverInfo,
    )
  }

  #listen({ agent }: GatewayRequest, { id, params }: RpcRequest, signal: AbortSignal): Response {
    const { clock, offered } = this.#parts
    const parsed = listenSchema.safeParse(params)
    if (!parsed.success)
      return answerFault(
        buildFault('invalidParams', 'Invalid params: notifications', { id, status: 200 }),
      )
    if (this.#subscriptions.size >= mostSubscriptions)
      return answerFault(buildFault('internal', 'Too many subscriptions', { id, status: 200 }))
    const honoured = parsed.data.notifications.toolsListChanged === true
    const stream = openEventStream(clock, { signal })
    const notifications = honoured ? { toolsListChanged: true } : {}
    stream.send(buildNotice('notifications/subscriptions/acknowledged', id, { notifications }))
    if (!honoured) {
      stream.end()
      return stream.response
    }
    const listVersion = offered.version(agent.id)
    const subscription = { agentId: agent.id, id, stream, listVersion }
    this.#subscriptions.add(subscription)
    signal.addEventListener('abort', () => this.#subscriptions.delete(subscription), { once: true })
    return stream.response
  }
}

interface How {
  /** Behind `countersign-mcp`. */
  readonly process: boolean
  readonly cancelled: AbortSignal
  readonly onAnswered: () => void
}

const direct: How = {
  process: false,
  cancelled: new AbortController().signal,
  onAnswered: () => undefined,
}
/** What an agent may use can end at once, and is nobody else's to know. */
const cacheHint = { ttlMs: 0, cacheScope: 'private' }
const taskMethods = new Set(['tasks/get', 'tasks/update', 'tasks/cancel'])

function takesTasks(params: RpcRequest['params']): boolean {
  const parsed = envelopeSchema.safeParse(params)
  if (!parsed.success) return false
  const { extensions = {} } = parsed.data._meta[metaKeys.clientCapabilities]
  return Object.hasOwn(extensions, tasksExtension)
}

function buildNotice(method: string, id: RpcRequest['id'], params: object): string {
  const _meta = { [metaKeys.subscriptionId]: id }
  return JSON.stringify({ jsonrpc: '2.0', method, params: { ...params, _meta } })
}
