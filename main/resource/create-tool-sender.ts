// Sends one held call to its resource server over MCP, exactly as it was frozen, at most once per attempt.
import type { CallToolResult } from '@modelcontextprotocol/client'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { loadAccess } from './access.ts'
import { createAnswerWatch, type AnswerWatch } from './answer-watch.ts'
import { createMidCallAnswerer, requestResult, type RoundsEnd } from './call-rounds.ts'
import type { RelayedCall, StartRelay } from './elicitation-relay.ts'
import type { McpConnector, McpSession } from './mcp-connection.ts'
import { createMcpFetch, type McpFetch } from './mcp-fetch.ts'
import { judgeFailure } from './send-outcome.ts'
import { buildResultText, stripSecrets } from './tool-result.ts'
import { createStandaloneStream } from './standalone-stream.ts'
import type { SendOutcome, ToolSender } from './tool-sender.ts'

export interface ToolSenderOptions {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly connector: McpConnector
  readonly clock: Pick<Clock, 'after'>
  readonly store: { readonly connections: { listTools(connectionId: string): Tool[] } }
  /** False while a pause holds this call: what has not left then comes back as `held`. */
  readonly mayLeave?: (call: ToolCall) => boolean
  /** Asks the person what a server asks in the middle of a call. */
  readonly startRelay: StartRelay
}

type Request = Parameters<ToolSender['send']>[0]

/** A sender over `connector`. Outcomes are values; only `agent/bad_call` is thrown. */
export function createToolSender(options: ToolSenderOptions): ToolSender {
  return { send: (request) => send(options, request) }
}

async function send(options: ToolSenderOptions, request: Request): Promise<SendOutcome> {
  const { call, connection, grant } = request
  const access = await loadAccess(grant, options.keys).catch(keyGone)
  if (access instanceof CountersignError) return { kind: 'not_sent', reason: access.message }
  const relay = options.startRelay({ connection, call })
  const { mayLeave } = options
  const watches: AnswerWatch[] = []
  const wire = createMcpFetch({
    fetch: options.fetch,
    proofs: options.proofs,
    url: connection.url,
    access,
    frozen: { tool: call.tool, argumentsJson: call.argumentsJson },
    onCallBodyEnd: (round) => watches[round]?.onBodyEnd(),
    stream: createStandaloneStream(options.clock),
    ...(mayLeave === undefined ? {} : { mayLeave: () => mayLeave(call) }),
  })
  const outcome = await exchange(options, request, { wire, relay, watches })
  relay.withdraw()
  relay.onEnd(outcome.kind === 'done' && !outcome.isError ? 'done' : 'failed')
  return finish(outcome, relay, access?.accessToken.reveal())
}

interface Attempt {
  readonly wire: McpFetch
  readonly relay: RelayedCall
  /** One per sending. */
  readonly watches: AnswerWatch[]
}

async function exchange(
  options: ToolSenderOptions,
  { call, connection, grant }: Request,
  { wire, relay, watches }: Attempt,
): Promise<SendOutcome> {
  const { clock, connector, store } = options
  const host = new URL(connection.url).host
  const watch = (): AnswerWatch | null => watches.at(-1) ?? null
  let session: McpSession | null = null
  try {
    session = await connector.connect({
      key: connection.id,
      url: connection.url,
      fetch: wire.fetch,
      scheduleResume: (resume, delayMs) =>
        watch()?.scheduleResume(resume, delayMs) ?? (() => undefined),
      onElicitation: createMidCallAnswerer(relay, { watch, isSent: () => wire.facts.callSent }),
    })
    const tools = store.connections.listTools(connection.id)
    const tool = tools.find((candidate) => candidate.name === call.tool) ?? null
    const nextWatch = (): AnswerWatch => {
      const next = createAnswerWatch(clock)
      watches.push(next)
      return next
    }
    const { client } = session
    const end = await requestResult({ client, call, tool, wire, relay, nextWatch, clock })
    return judgeEnd(end, host)
  } catch (error) {
    if (session !== null && !wire.facts.callSent) connector.forget(connection.id)
    return judgeFailure({ facts: wire.facts, error, host, tokenType: grant?.tokenType ?? null })
  } finally {
    // Not awaited: a server that is slow to end a session must not hold up the result.
    session?.close().catch(() => undefined)
  }
}

function judgeEnd(end: RoundsEnd, host: string): SendOutcome {
  switch (end.kind) {
    case 'result':
      return buildDone(end.result)
    case 'withdrawn':
      return { kind: 'cancelled', reason: text('resource.question-withdrawn', { host }) }
    case 'unanswerable':
      return { kind: 'failed', reason: text('resource.asked-for-input', { host }) }
  }
}

/** Nothing has been sent yet: the person signs in again and nothing else is lost. */
function keyGone(error: unknown): CountersignError {
  if (isCountersignError(error, 'oauth/not_bound')) return error
  throw error
}

function buildDone(result: CallToolResult): SendOutcome {
  return { kind: 'done', resultText: buildResultText(result), isError: result.isError === true }
}

/** Takes out what no agent may read, and adds what the person should know about the server's questions. */
function finish(outcome: SendOutcome, relay: RelayedCall, token: string | undefined): SendOutcome {
  const strip = (words: string): string => stripSecrets(words, [token ?? '', ...relay.secrets])
  const remark = relay.remarks.join(' ')
  switch (outcome.kind) {
    case 'done': {
      const done = { ...outcome, resultText: strip(outcome.resultText) }
      return remark === '' ? done : { ...done, remark }
    }
    case 'challenged':
    case 'held':
      return outcome
    default:
      return { ...outcome, reason: strip([outcome.reason, remark].join(' ').trim()) }
  }
}
