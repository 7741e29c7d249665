// What `countersign-mcp` does: carries MCP messages between an agent's standard streams and the running app.
import { z } from 'zod'
import { gatewayCallTexts as words } from '../../shared/catalogue/en/gateway-calls.ts'
import { holdHeader, stdioHeader } from './mcp-names.ts'
import { parseRpcMessage, rpcCodes, type RpcId, type RpcMessage } from './json-rpc.ts'
import type { DiscoveryFound } from './read-discovery.ts'
import { buildModernHeaders, isModern } from './stdio-headers.ts'

/** One request to the app on this computer. */
export interface BridgeSend {
  readonly port: number
  readonly method: 'POST' | 'GET' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
  /** Each JSON-RPC message of the answer, as text. */
  readonly onMessage: (message: string) => void
}

export interface BridgeAnswer {
  readonly status: number
  readonly sessionId: string | null
}

export interface BridgeParts {
  /** Read anew for each message: the app may have been started meanwhile. */
  readonly findApp: () => DiscoveryFound
  /** Resolves when the answer is complete. Rejects where nobody listens, or the connection broke. */
  readonly send: (request: BridgeSend) => Promise<BridgeAnswer>
  /** Writes one line to the agent. */
  readonly write: (line: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Names this process to the app; 128 random bits. */
  readonly processId: string
  readonly after: (ms: number, run: () => void) => () => void
}

export interface Bridge {
  /** One line of the agent; null for one that was too long. */
  take(line: string | null): void
  /** The agent has gone. Its held calls stay. Resolves when what was under way has ended. */
  end(): Promise<void>
}

interface Posted extends BridgeAnswer {
  /** The client got its answer, or waits for none. */
  readonly answered: boolean
  /** What the guards in front of the protocol said, who know of no request. */
  readonly refusal: string | null
}

type Request = Extract<RpcMessage, { kind: 'request' }>

/** The app comes back within a moment when it restarts; then news are listened to again. */
const listenAgainMs = 2_000

export function createBridge(parts: BridgeParts): Bridge {
  return new StdioBridge(parts)
}

class StdioBridge implements Bridge {
  readonly #parts: BridgeParts
  readonly #ended = new AbortController()
  readonly #underWay = new Set<Promise<void>>()
  /** Requests without an answer; true for those that the client took back: it waits for none. */
  readonly #waiting = new Map<RpcId, boolean>()
  /** The client's own `initialize`, sent again where the app has forgotten the session. */
  #initialize: string | null = null
  #sessionId: string | null = null
  #protocol: string | null = null
  #renewal: Promise<boolean> | null = null
  #stopListening = new AbortController()

  constructor(parts: BridgeParts) {
    this.#parts = parts
  }

  take(line: string | null): void {
    if (line === null)
      return this.#fail(null, 'invalidRequest', words['gateway_calls.line_too_long'])
    const message = parseLine(line)
    if (message === null) return this.#fail(null, 'parseError', 'Parse error')
    if (message.kind === 'fault')
      return this.#answerFault(message.id, message.code, message.message)
    const work = this.#carry(line, message).finally(() => this.#underWay.delete(work))
    this.#underWay.add(work)
  }

  async end(): Promise<void> {
    this.#ended.abort()
    this.#stopListening.abort()
    await Promise.allSettled(this.#underWay)
  }

  async #carry(line: string, message: RpcMessage): Promise<void> {
    if (message.kind === 'notification' && message.method === 'notifications/cancelled')
      this.#noteCancelled(message.params)
    const id = message.kind === 'request' ? message.id : null
    if (id !== null) this.#waiting.set(id, false)
    try {
      const refused = await this.#carryOver(line, message)
      if (id !== null && refused !== null) this.#fail(id, 'internal', refused)
    } catch {
      if (id !== null && !this.#ended.signal.aborted) this.#fail(id, 'internal', this.#whyBroken())
    } finally {
      if (id !== null) this.#waiting.delete(id)
    }
  }

  /** Null once the client has its answer; else why it got none. */
  async #carryOver(line: string, message: RpcMessage): Promise<string | null> {
    if (message.kind === 'request' && message.method === 'initialize' && !isModern(message))
      return this.#begin(line, message)
    const first = await this.#post(line, message)
    // The app was restarted: its sessions are gone, the client's is not.
    const isLost = first.status === 404 && this.#initialize !== null && !isModern(message)
    if (!isLost) return this.#judge(message, first)
    if (!(await this.#renew())) return words['gateway_calls.lost_connection']
    return this.#judge(message, await this.#post(line, message))
  }

  #judge(message: RpcMessage, { status, answered, refusal }: Posted): string | null {
    const isTakenBack = message.kind === 'request' && this.#waiting.get(message.id) === true
    if (answered || isTakenBack) return null
    if (status === 401) return words['gateway_calls.secret_refused']
    return refusal ?? words['gateway_calls.lost_connection']
  }

  async #begin(line: string, message: Request): Promise<string | null> {
    this.#initialize = line
    const posted = await this.#post(line, message, (answer) => {
      this.#protocol = readProtocol(answer)
    })
    this.#sessionId = posted.sessionId
    if (posted.sessionId !== null) this.#listen()
    return this.#judge(message, posted)
  }

  /** Once for all messages that find the session gone at the same time. */
  #renew(): Promise<boolean> {
    this.#renewal ??= this.#beginAgain().finally(() => {
      this.#renewal = null
    })
    return this.#renewal
  }

  async #beginAgain(): Promise<boolean> {
    const body = this.#initialize
    if (body === null) return false
    this.#sessionId = null
    const headers = this.#buildHeaders(null)
    const { sessionId } = await this.#send({ method: 'POST', body, headers, onMessage: drop })
    this.#sessionId = sessionId
    if (sessionId === null) return false
    this.#listen()
    // What may be used may have changed while nobody listened.
    this.#parts.write(toolsChanged)
    return true
  }

  async #post(
    line: string,
    message: RpcMessage,
    onAnswer: (answer: string) => void = drop,
  ): Promise<Posted> {
    const mayBeLost = this.#initialize !== null && !isModern(message)
    let answered = message.kind !== 'request'
    let refusal: string | null = null
    const onMessage = (answer: string): void => {
      // That a session is gone is this process's to mend, and none of the client's business.
      if (mayBeLost && isSessionGone(answer)) return
      const said = message.kind === 'request' ? readRefusal(answer) : null
      if (said !== null) {
        refusal = said
        return
      }
      if (isAnswer(answer)) answered = true
      onAnswer(answer)
      this.#parts.write(answer)
    }
    const headers = this.#buildHeaders(message)
    const sent = await this.#send({ method: 'POST', body: line, headers, onMessage })
    return { ...sent, answered, refusal }
  }

  #send(
    request: Omit<BridgeSend, 'port' | 'signal'> & { readonly signal?: AbortSignal },
  ): Promise<BridgeAnswer> {
    const found = this.#parts.findApp()
    const hasSecret = secretForm.test(this.#parts.env['COUNTERSIGN_SECRET'] ?? '')
    if (found.state !== 'found' || !hasSecret) return Promise.reject(new Error('not reachable'))
    const { port } = found.discovery
    return this.#parts.send({ signal: this.#ended.signal, ...request, port })
  }

  #noteCancelled({ requestId }: Readonly<Record<string, unknown>>): void {
    const isId = typeof requestId === 'string' || typeof requestId === 'number'
    if (isId && this.#waiting.has(requestId)) this.#waiting.set(requestId, true)
  }

  #buildHeaders(message: RpcMessage | null): Record<string, string> {
    const { env, processId } = this.#parts
    const hold = env['COUNTERSIGN_HOLD_SECONDS'] ?? ''
    return {
      authorization: `Bearer ${env['COUNTERSIGN_SECRET'] ?? ''}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      [stdioHeader]: processId,
      ...(/^\d{1,2}$/.test(hold) && { [holdHeader]: hold }),
      ...(message !== null && isModern(message) ? buildModernHeaders(message) : this.#session()),
    }
  }

  #session(): Record<string, string> {
    return {
      ...(this.#sessionId !== null && { 'mcp-session-id': this.#sessionId }),
      ...(this.#sessionId !== null &&
        this.#protocol !== null && { 'mcp-protocol-version': this.#protocol }),
    }
  }

  /** News of the server: changed tools, and whatever it may ask one day. */
  #listen(): void {
    this.#stopListening.abort()
    this.#stopListening = new AbortController()
    const { signal } = this.#stopListening
    const onMessage = (message: string): void => this.#parts.write(message)
    const headers = this.#buildHeaders(null)
    const open = (): Promise<void> =>
      this.#send({ method: 'GET', body: '', headers, onMessage, signal }).then(judge, again)
    const again = (): void => {
      if (signal.aborted) return
      this.#parts.after(listenAgainMs, () => {
        if (!signal.aborted) void open()
      })
    }
    const judge = ({ status }: BridgeAnswer): void => {
      if (status === 200) again()
      else if (status === 404 && !signal.aborted) void this.#renew().catch(again)
    }
    void open()
  }

  #whyBroken(): string {
    const { env, findApp } = this.#parts
    if (!secretForm.test(env['COUNTERSIGN_SECRET'] ?? '')) return words['gateway_calls.no_secret']
    const { state } = findApp()
    return words[state === 'found' ? 'gateway_calls.lost_connection' : 'gateway_calls.not_running']
  }

  #fail(id: RpcId | null, code: keyof typeof rpcCodes, message: string): void {
    this.#answerFault(id, rpcCodes[code], message)
  }

  #answerFault(id: RpcId | null, code: number, message: string): void {
    this.#parts.write(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }))
  }
}

function parseLine(line: string): ReturnType<typeof parseRpcMessage> | null {
  try {
    return parseRpcMessage(JSON.parse(line))
  } catch {
    return null
  }
}

function readProtocol(answer: string): string | null {
  const found = /"protocolVersion":"([\d-]{10})"/.exec(answer)?.[1]
  return found ?? null
}

/** Has a result or an error: whatever else comes is a notification, or a question of the server. */
function isAnswer(message: string): boolean {
  const parsed = parseLine(message)
  return parsed?.kind === 'response'
}

const refusalSchema = z.object({ id: z.null(), error: z.object({ message: z.string() }) })

/** The words of an error that names no request; null for any other message. */
function readRefusal(message: string): string | null {
  if (!message.includes('"id":null')) return null
  const parsed = refusalSchema.safeParse(JSON.parse(message))
  return parsed.success ? parsed.data.error.message : null
}

const drop = (): void => undefined
const secretForm = /^[\w-]{1,200}$/
const toolsChanged = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' })

const isSessionGone = (answer: string): boolean => answer.includes('"Session not found:')
