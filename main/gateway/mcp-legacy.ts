// Answers MCP 2025-11-25 and earlier: initialize, a session, and only notifications/cancelled takes a request back.
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import type { Randomness } from '../../shared/model/ports.ts'
import { openEventStream } from './event-stream.ts'
import type { GatewayRequest } from './gateway-port.ts'
import { runInFlight } from './in-flight.ts'
import {
  answerFault,
  answerResult,
  buildFault,
  buildIdInUse,
  type RpcMessage,
  type RpcRequest,
} from './json-rpc.ts'
import { createLegacySessions, type LegacySession, type LegacySessions } from './legacy-sessions.ts'
import { readClient, readHoldMs, readProgressToken } from './mcp-asker.ts'
import { legacyVersions } from './mcp-names.ts'
import type { ModernParts } from './mcp-modern.ts'
import { answerLegacyTask } from './mcp-tasks.ts'
import { buildToolList, callTool } from './mcp-tools.ts'
import type { Asker } from './serve-call.ts'

export interface LegacyParts extends ModernParts {
  readonly randomness: Pick<Randomness, 'bytes'>
}

export interface LegacyServer {
  answer(request: GatewayRequest, message: RpcMessage): Promise<Response>
  /** GET opens the stream for news, DELETE ends the session; anything else is not allowed. */
  answerWithoutBody(request: GatewayRequest): Response
  /** Tools or what agents may use have changed. */
  onToolsChanged(): void
}

/** The revision that has tasks. */
const [newest] = legacyVersions
const initializeSchema = z.looseObject({ protocolVersion: z.string(), clientInfo: z.unknown() })
const cancelledSchema = z.looseObject({ requestId: z.union([z.string(), z.number()]) })
const taskSchema = z.looseObject({ task: z.looseObject({}) })
const sessionHeader = 'mcp-session-id'

export function createLegacyServer(parts: LegacyParts): LegacyServer {
  return new Legacy(parts)
}

class Legacy implements LegacyServer {
  readonly #parts: LegacyParts
  readonly #sessions: LegacySessions

  constructor(parts: LegacyParts) {
    this.#parts = parts
    this.#sessions = createLegacySessions(parts.randomness)
  }

  async answer(request: GatewayRequest, message: RpcMessage): Promise<Response> {
    if (message.kind === 'request' && message.method === 'initialize')
      return this.#initialize(request, message)
    const session = this.#findSession(request)
    if (session instanceof Response) return session
    if (message.kind === 'request') return this.#run(request, message, session)
    if (message.kind === 'notification') hear(session, message)
    return new Response(null, { status: 202 })
  }

  answerWithoutBody(request: GatewayRequest): Response {
    if (request.method !== 'GET' && request.method !== 'DELETE')
      return new Response(null, { status: 405, headers: { allow: 'GET, POST, DELETE' } })
    const session = this.#findSession(request)
    if (session instanceof Response) return session
    if (request.method === 'DELETE') {
      this.#sessions.close(session)
      return new Response(null, { status: 204 })
    }
    const { signal } = request
    session.stream?.end()
    session.stream = openEventStream(this.#parts.clock, { signal })
    return session.stream.response
  }

  onToolsChanged(): void {
    const note = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' })
    for (const session of this.#sessions.all()) {
      const version = this.#parts.offered.version(session.agentId)
      if (version === session.listVersion) continue
      session.listVersion = version
      session.stream?.send(note)
    }
  }

  /** Unknown and foreign ones are told alike: 404, upon which a client begins anew. */
  #findSession({ agent, headers }: GatewayRequest): LegacySession | Response {
    const sessionId = headers.get(sessionHeader)
    if (sessionId === null)
      return answerFault(buildFault('invalidRequest', 'Invalid request: Mcp-Session-Id is missing'))
    const gone = { status: 404 }
    return (
      this.#sessions.find(agent.id, sessionId) ??
      answerFault(buildFault('invalidRequest', 'Session not found: initialize again', gone))
    )
  }

  #initialize({ agent, headers }: GatewayRequest, { id, params }: RpcRequest): Response {
    const parsed = initializeSchema.safeParse(params)
    if (!parsed.success)
      return answerFault(buildFault('invalidParams', 'Invalid params: protocolVersion', { id }))
    const wanted = parsed.data.protocolVersion
    const protocol = legacyVersions.find((each) => each === wanted) ?? newest
    const client = readClient(parsed.data.clientInfo, { protocol, headers })
    if (client !== null) this.#parts.noteSeen(agent.id, client)
    const listVersion = this.#parts.offered.version(agent.id)
    const session = this.#sessions.open({ agentId: agent.id, protocol, listVersion })
    const tasks = { list: {}, cancel: {}, requests: { tools: { call: {} } } }
    const result = {
      protocolVersion: protocol,
      capabilities: { tools: { listChanged: true }, ...(protocol === newest && { tasks }) },
      serverInfo: this.#parts.serverInfo,
      instructions: text('gateway_calls.instructions'),
    }
    return answerResult(id, JSON.stringify(result), { [sessionHeader]: session.id })
  }

  async #run(
    request: GatewayRequest,
    message: RpcRequest,
    session: LegacySession,
  ): Promise<Response> {
    const { id } = message
    const response = await runInFlight(session.inFlight, { id, gone: request.signal }, (how) =>
      this.#serve(request, message, { ...how, protocol: session.protocol }),
    )
    return response ?? answerFault(buildIdInUse(id))
  }

  async #serve(request: GatewayRequest, message: RpcRequest, how: How): Promise<Response> {
    const { agent, bodyText, headers, signal: gone } = request
    const { id, params } = message
    const hasTasks = how.protocol === newest
    const asker: Asker = {
      ...how,
      id,
      gone,
      cancelsWhenGone: false,
      progressToken: readProgressToken(message, headers),
      task: hasTasks && taskSchema.safeParse(params).success ? 'legacy' : null,
      holdMs: readHoldMs(headers, this.#parts.holdMs),
      wrap: (result) => result,
    }
    switch (message.method) {
      case 'ping':
        return answerResult(id, '{}')
      case 'tools/list': {
        const extra = hasTasks ? { execution: { taskSupport: 'optional' } } : {}
        const list = buildToolList(this.#parts, { agent, params, extra })
        if (list !== null) return answerResult(id, list)
        return answerFault(
          buildFault('invalidParams', 'Invalid params: cursor', { id, status: 200 }),
        )
      }
      case 'tools/call':
        return callTool(this.#parts, { agent, message, bodyText }, asker)
      default: {
        const task = hasTasks
          ? await answerLegacyTask(this.#parts, { agent, message }, asker)
          : null
        const missing = { id, status: 200 }
        return task ?? answerFault(buildFault('methodNotFound', 'Method not found', missing))
      }
    }
  }
}

interface How {
  readonly protocol: string
  readonly cancelled: AbortSignal
  readonly onAnswered: () => void
}

function hear(
  session: LegacySession,
  message: Extract<RpcMessage, { kind: 'notification' }>,
): void {
  const params = cancelledSchema.safeParse(message.params)
  if (message.method === 'notifications/cancelled' && params.success)
    session.inFlight.cancel(params.data.requestId)
}
