// Sends one held call to its resource server over MCP, exactly as it was frozen, at most once per attempt.
import { ProtocolError } from '@modelcontextprotocol/client'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { UpstreamTask } from '../../shared/model/tool-call.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { GuardedFetch } from '../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../oauth/dpop.ts'
import type { DpopProofs } from '../oauth/dpop-proofs.ts'
import { loadAccess } from './access.ts'
import { createAnswerWatch, type AnswerWatch } from './answer-watch.ts'
import type { ReportedProgress } from './call-progress.ts'
import { cleanProgress } from './clean-progress.ts'
import {
  createMidCallAnswerer,
  requestResult,
  type CallExchange,
  type RoundsEnd,
} from './call-rounds.ts'
import type { RelayedCall, StartRelay } from './elicitation-relay.ts'
import type { McpConnector, McpSession } from './mcp-connection.ts'
import { hasChanged } from './fresh-tools.ts'
import { createMcpFetch, type Access, type McpFetch } from './mcp-fetch.ts'
import { mapStrings } from './result-json.ts'
import { judgeFailure } from './send-outcome.ts'
import { followCall } from './send-task.ts'
import { stripSecrets } from './strip-secrets.ts'
import { buildDone } from './tool-result.ts'
import { readUpstreamTask } from './upstream-task.ts'
import { createStandaloneStream } from './standalone-stream.ts'
import type { SendOutcome, ToolSender } from './tool-sender.ts'

export interface ToolSenderOptions {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly connector: McpConnector
  readonly clock: Pick<Clock, 'after' | 'nowMs'>
  readonly store: { readonly connections: { listTools(connectionId: string): Tool[] } }
  /** False while a pause holds this call: what has not left then comes back as `held`. */
  readonly mayLeave?: (call: ToolCall) => boolean
  /** What a server tells of a call while it is under way, unread and as often as it likes. */
  readonly onProgress?: (callId: string, progress: ReportedProgress) => void
  /** The tools of this connection are not what was read. */
  readonly onToolsChanged?: (connectionId: string) => void
  /** Whether a structured result is what the tool's output schema says, in words where it is not; null where it is. */
  readonly checkResult?: (tool: Tool, resultJson: string) => Promise<string | null>
  /** Asks the person what a server asks in the middle of a call. */
  readonly startRelay: StartRelay
}

/** How long a session stays open after its call was cancelled, milliseconds. */
const lingerMs = 2_000

type Request = Parameters<ToolSender['send']>[0]

/** A sender over `connector`. Outcomes are values; only `agent/bad_call` is thrown. */
export function createToolSender(options: ToolSenderOptions): ToolSender {
  return { send: (request) => send(options, request) }
}

async function send(given: ToolSenderOptions, request: Request): Promise<SendOutcome> {
  const { call, connection, grant } = request
  const access = await loadAccess(grant, given.keys).catch(keyGone)
  if (access instanceof CountersignError) return { kind: 'not_sent', reason: access.message }
  const relay = given.startRelay({ connection, call })
  const tokens = access === null ? [] : [access.accessToken.reveal()]
  const onToken = (token: string): void => void tokens.push(token)
  const { onProgress } = given
  const options: ToolSenderOptions =
    onProgress === undefined
      ? given
      : { ...given, onProgress: cleanProgress(onProgress, () => [...tokens, ...relay.secrets]) }
  const sent: SendOutcome | UpstreamTask =
    call.upstreamTask ?? (await sendOnce(options, request, { access, relay }))
  const isTask = !('kind' in sent)
  const isNew = call.upstreamTask === undefined
  if (isTask && isNew) request.onTask?.(sent)
  const outcome = isTask
    ? await followCall(options, request, { task: sent, isNew, relay, onToken })
    : sent
  relay.withdraw()
  relay.onEnd(outcome.kind === 'done' && !outcome.isError ? 'done' : 'failed')
  const checked = await checkDone(options, call, outcome)
  return finish(checked, relay, tokens)
}

function sendOnce(
  options: ToolSenderOptions,
  request: Request,
  { access, relay }: { readonly access: Access | null; readonly relay: RelayedCall },
): Promise<SendOutcome | UpstreamTask> {
  const { call, connection } = request
  const watches: AnswerWatch[] = []
  const wire = createMcpFetch({
    fetch: options.fetch,
    proofs: options.proofs,
    url: connection.url,
    access,
    frozen: { tool: call.tool, argumentsJson: call.argumentsJson },
    onCallBodyEnd: (round) => watches[round]?.onBodyEnd(),
    stream: createStandaloneStream(options.clock),
    ...(options.mayLeave && { mayLeave: () => options.mayLeave?.(call) !== false }),
  })
  return exchange(options, request, { wire, relay, watches })
}

interface Attempt {
  readonly wire: McpFetch
  readonly relay: RelayedCall
  /** One per sending. */
  readonly watches: AnswerWatch[]
}

async function exchange(
  options: ToolSenderOptions,
  request: Request,
  { wire, relay, watches }: Attempt,
): Promise<SendOutcome | UpstreamTask> {
  const { call, connection, grant, signal } = request
  const { clock, connector } = options
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
      onToolsChanged: () => options.onToolsChanged?.(connection.id),
    })
    const isOther = await hasChanged(session.client, request, clock)
    if (isOther) options.onToolsChanged?.(connection.id)
    const tool = findTool(options, call)
    // Opening a session takes its time: another reading may have found meanwhile what this one did not look for.
    if (isOther || (tool !== null && isToolBlocked(tool))) {
      return { kind: 'not_sent', reason: text('tools.changed_unsent', { host }) }
    }
    if (signal?.aborted === true) return unwanted(wire, host)
    const nextWatch = (): AnswerWatch => {
      const next = createAnswerWatch(clock)
      watches.push(next)
      return next
    }
    const about = { ...session, call, tool, wire, relay, nextWatch, clock }
    const end = await requestResult({ ...about, ...listen(options, request) })
    return judgeEnd(end, host, clock.nowMs())
  } catch (error) {
    if (session !== null && !wire.facts.callSent) connector.forget(connection.id)
    const isDefinite = error instanceof ProtocolError || wire.facts.refusal !== null
    if (signal?.aborted === true && !isDefinite) return unwanted(wire, host)
    return judgeFailure({ facts: wire.facts, error, host, tokenType: grant?.tokenType ?? null })
  } finally {
    // Not awaited: a server that is slow to end a session must not hold up the result.
    const close = (): void => void session?.close().catch(() => undefined)
    // That it is not wanted any more is still on its way.
    if (signal?.aborted === true) clock.after(lingerMs, close)
    else close()
  }
}

function listen(
  { onProgress }: ToolSenderOptions,
  { call, signal }: Request,
): Pick<CallExchange, 'signal' | 'onProgress'> {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (said) => onProgress(call.id, said) }),
  }
}

function findTool({ store }: ToolSenderOptions, call: Request['call']): Tool | null {
  const tools = store.connections.listTools(call.connectionId)
  return tools.find(({ name }) => name === call.tool) ?? null
}

/** The person does not want it any more. What has left may have run all the same. */
function unwanted({ facts }: McpFetch, host: string): SendOutcome {
  return facts.callSent
    ? { kind: 'unknown', reason: text('tools.cancelled_under_way', { host }) }
    : { kind: 'cancelled', reason: text('tools.cancelled_unsent') }
}

function judgeEnd(end: RoundsEnd, host: string, nowMs: number): SendOutcome | UpstreamTask {
  switch (end.kind) {
    case 'result':
      return buildDone(end.result)
    case 'task': {
      const reason = text('resource.answer-invalid', { host })
      return readUpstreamTask(end.task, nowMs) ?? { kind: 'unknown', reason }
    }
    case 'withdrawn':
      return { kind: 'cancelled', reason: text('resource.question-withdrawn', { host }) }
    case 'unanswerable':
      return { kind: 'failed', reason: text('resource.asked-for-input', { host }) }
  }
}

/** A structured result that is not what its tool promises is passed on, and said. */
async function checkDone(
  options: ToolSenderOptions,
  call: Request['call'],
  outcome: SendOutcome,
): Promise<SendOutcome> {
  if (outcome.kind !== 'done' || outcome.isError || outcome.resultJson === undefined) return outcome
  const tool = findTool(options, call)
  if (tool?.outputSchema === undefined) return outcome
  const remark = (await options.checkResult?.(tool, outcome.resultJson)) ?? null
  return remark === null ? outcome : { ...outcome, remark }
}

/** Nothing has been sent yet: the person signs in again and nothing else is lost. */
function keyGone(error: unknown): CountersignError {
  if (isCountersignError(error, 'oauth/not_bound')) return error
  throw error
}

/** Takes out what no agent may read, and adds what the person should know about the server's questions. */
function finish(outcome: SendOutcome, relay: RelayedCall, tokens: readonly string[]): SendOutcome {
  const strip = (words: string): string => stripSecrets(words, [...tokens, ...relay.secrets])
  const remark = [...relay.remarks].join(' ')
  switch (outcome.kind) {
    case 'done': {
      const { resultText, resultJson } = outcome
      const json = resultJson === undefined ? {} : { resultJson: mapStrings(resultJson, strip) }
      const done = { ...outcome, resultText: strip(resultText), ...json }
      const remarks = [outcome.remark ?? '', remark].filter((each) => each !== '').join(' ')
      return remarks === '' ? done : { ...done, remark: remarks }
    }
    case 'challenged':
    case 'held':
    case 'suspended':
      return outcome
    default:
      return { ...outcome, reason: strip([outcome.reason, remark].join(' ').trim()) }
  }
}
