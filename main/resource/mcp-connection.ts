// Opens MCP sessions at a resource server, in whichever era it speaks, and remembers the era per connection.
import {
  Client,
  ProtocolError,
  ProtocolErrorCode,
  StreamableHTTPClientTransport,
  type FetchLike,
  type PriorDiscovery,
} from '@modelcontextprotocol/client'
import type { RelayedAnswer } from './elicitation-relay.ts'

export interface McpSession {
  readonly client: Client
  /** What a server answered instead of a result: a handle for work that goes on (unread); null for none. Once each. */
  takeTask(): unknown
  /** Ends the session at the server, best effort, and closes. Never throws. */
  close(): Promise<void>
}

/** Runs `resume` after `delayMs`; what it returns stops that. */
export type ScheduleResume = (resume: () => void, delayMs: number) => () => void

interface ConnectRequest {
  readonly key: string
  readonly url: string
  readonly fetch: FetchLike
  /** When to ask for the rest of an answer whose stream broke; without it, nobody asks. */
  readonly scheduleResume?: ScheduleResume
  /** The server says that its tools changed; as often as it likes. */
  readonly onToolsChanged?: () => void
  /** Answers `elicitation/create` of an MCP 2025-11-25 server (`params` unread); without it such a request is refused. */
  readonly onElicitation?: (params: unknown, signal: AbortSignal) => Promise<RelayedAnswer>
}

export interface McpConnector {
  /** `key` names whose era verdict to use: one per connection. Rejects as the SDK does. */
  connect(request: ConnectRequest): Promise<McpSession>
  /** Drops the era verdict, to learn it anew. */
  forget(key: string): void
}

/** Declared with every request, so that a server may answer a call with a task. */
const tasksExtension = 'io.modelcontextprotocol/tasks'
/** Longest wait for an answer that is not a tool's, milliseconds. */
const handshakeTimeoutMs = 30_000
/** How often in a row the rest of an answer is asked for in vain. */
const maxFailedResumes = 2

/** Both modes of elicitation are declared; sampling and roots are not, and the SDK refuses them itself. */
export function createMcpConnector(version: string): McpConnector {
  const eras = new Map<string, PriorDiscovery>()
  return {
    forget: (key) => void eras.delete(key),
    connect: async ({ key, url, fetch, scheduleResume, onElicitation, onToolsChanged }) => {
      const client = new Client(
        { name: 'countersign', title: 'Countersign', version },
        {
          versionNegotiation: { mode: 'auto' },
          inputRequired: { autoFulfill: false },
          capabilities: {
            elicitation: { form: {}, url: {} },
            extensions: { [tasksExtension]: {} },
          },
        },
      )
      answerElicitations(client, onElicitation)
      client.setNotificationHandler('notifications/tools/list_changed', () => onToolsChanged?.())
      const transport = buildTransport(url, fetch, scheduleResume)
      const prior = eras.get(key)
      try {
        await client.connect(transport, {
          timeout: handshakeTimeoutMs,
          ...(prior === undefined ? {} : { prior }),
        })
      } catch (error) {
        await client.close().catch(() => undefined)
        throw error
      }
      const takeTask = setTasksAside(transport, client.getProtocolEra() === 'modern')
      const learned = eraOf(client)
      if (learned !== null) eras.set(key, learned)
      return { client, takeTask, close: () => closeSession(client, transport) }
    },
  }
}

/** As a fallback, because the SDK would strip what a form says beyond its own schema before a handler sees it. */
function answerElicitations(client: Client, answer: ConnectRequest['onElicitation']): void {
  client.fallbackRequestHandler = async ({ method, params }, { mcpReq }) => {
    if (method !== 'elicitation/create' || answer === undefined) {
      throw new ProtocolError(ProtocolErrorCode.MethodNotFound, 'Method not found')
    }
    return { ...(await answer(params, mcpReq.signal)) }
  }
}

function buildTransport(
  url: string,
  fetch: FetchLike,
  scheduleResume: ScheduleResume | undefined,
): StreamableHTTPClientTransport {
  return new StreamableHTTPClientTransport(new URL(url), {
    fetch,
    onInsufficientScope: 'throw',
    reconnectionOptions: {
      maxRetries: scheduleResume === undefined ? 0 : maxFailedResumes,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
    ...(scheduleResume === undefined ? {} : { reconnectionScheduler: scheduleResume }),
  })
}

/**
 * A result that names no type is complete (MCP 2026-07-28, base protocol); the SDK would call it invalid. A task in place
 * of a result (Tasks extension; MCP 2025-11-25, experimental) is none to the SDK at all: it gets an empty result, and
 * the task is kept aside.
 */
function setTasksAside(
  transport: StreamableHTTPClientTransport,
  isModern: boolean,
): McpSession['takeTask'] {
  let task: unknown = null
  const deliver = transport.onmessage
  transport.onmessage = (message) => {
    if (!('result' in message)) return deliver?.(message)
    const { result } = message
    if (isModern ? result['resultType'] === 'task' : isLegacyTask(result)) {
      task = result
      return deliver?.({ ...message, result: { resultType: 'complete', content: [] } })
    }
    const typed =
      isModern && !('resultType' in result) ? { ...result, resultType: 'complete' } : result
    deliver?.({ ...message, result: typed })
  }
  return () => {
    const taken = task
    task = null
    return taken
  }
}

/** `CreateTaskResult` of MCP 2025-11-25. */
function isLegacyTask(result: Readonly<Record<string, unknown>>): boolean {
  return typeof result['task'] === 'object' && result['task'] !== null && !('content' in result)
}

function eraOf(client: Client): PriorDiscovery | null {
  if (client.getProtocolEra() === 'legacy') return { kind: 'legacy' }
  const discover = client.getDiscoverResult()
  return discover === undefined ? null : { kind: 'modern', discover }
}

async function closeSession(
  client: Client,
  transport: StreamableHTTPClientTransport,
): Promise<void> {
  await transport.terminateSession().catch(() => undefined)
  await client.close().catch(() => undefined)
}
