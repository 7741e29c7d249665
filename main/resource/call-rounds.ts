// Sends a call and answers what its server asks in between, round by round, until its result is there.
import {
  isInputRequiredResult,
  ProtocolError,
  type CallToolResult,
  type Client,
} from '@modelcontextprotocol/client'
import type { Progress } from '@modelcontextprotocol/client'
import { z } from 'zod'
import type { Clock } from '../../shared/model/ports.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { AnswerWatch } from './answer-watch.ts'
import type { CallRound } from './call-guard.ts'
import {
  maxQuestions,
  type RelayedAnswer,
  type RelayedCall,
  type RelayedEnd,
} from './elicitation-relay.ts'
import type { McpFetch } from './mcp-fetch.ts'

export interface CallExchange {
  readonly client: Client
  readonly takeTask: () => unknown
  readonly call: Pick<ToolCall, 'tool' | 'argumentsJson'>
  readonly tool: Tool | null
  readonly wire: Pick<McpFetch, 'allowRound'>
  readonly relay: RelayedCall
  /** A fresh watch for every sending. */
  readonly nextWatch: () => AnswerWatch
  readonly clock: Pick<Clock, 'after'>
  /** Aborted: the person does not want it any more, and the server is told so as its era has it. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export type RoundsEnd =
  | { readonly kind: 'result'; readonly result: CallToolResult }
  /** The server works on it and answers later; its own words, unread. */
  | { readonly kind: 'task'; readonly task: unknown }
  /** The person does not want it any more, and nothing is on its way. */
  | { readonly kind: 'withdrawn' }
  /** The server asks for what cannot be answered, or without an end. */
  | { readonly kind: 'unanswerable' }

/** How often one call is sent in all (protocols 10.4, threat 100). */
const maxRounds = 10
/** Questions of one round. */
const maxRequests = 5
/** The SDK's own limit, milliseconds: ours is the watch's, which leaves out the time a person takes. */
const sdkTimeoutMs = 24 * 60 * 60_000
/** How long a 2025-11-25 server is asked to keep a task, milliseconds. */
const legacyTtlMs = 24 * 60 * 60_000
/** Before a call is sent again only because its server was busy, milliseconds. */
const busyPauseMs = 1_000
/** JSON-RPC error of MCP 2025-11-25: pages have to be visited before the call may run. */
const urlElicitationRequired = -32_042

const requestSchema = z.object({ method: z.literal('elicitation/create'), params: z.unknown() })
const urlErrorSchema = z.object({
  elicitations: z.array(z.record(z.string(), z.unknown())).min(1).max(maxRequests),
})

interface Asked {
  readonly kind: 'asked'
  /** `params` of each question by the server's key; null where it is none that we answer. */
  readonly questions: ReadonlyMap<string, unknown>
  readonly requestState?: string
  /** False for an error that asks: there is no place for answers then, the call is just sent again. */
  readonly takesAnswers: boolean
}

/** Rejects as the SDK does. Every round carries the same call, a new JSON-RPC id, and what was asked for. */
export async function requestResult(exchange: CallExchange): Promise<RoundsEnd> {
  let round: CallRound = {}
  for (let sent = 1; ; sent += 1) {
    const answer = await requestOnce(exchange, round)
    if (answer.kind !== 'asked') return answer
    if (sent >= maxRounds || answer.questions.size > maxRequests) return { kind: 'unanswerable' }
    const next = await answerRound(exchange, answer)
    if ('kind' in next) return next
    exchange.wire.allowRound(next)
    round = next
  }
}

async function requestOnce(
  { client, takeTask, call, tool, nextWatch, ...exchange }: CallExchange,
  round: CallRound,
): Promise<Extract<RoundsEnd, { kind: 'result' | 'task' }> | Asked> {
  const args: Record<string, unknown> = JSON.parse(call.argumentsJson)
  // Naming the definition keeps the SDK from repeating a call after a header mismatch.
  const toolDefinition = {
    name: call.tool,
    inputSchema: { ...tool?.inputSchema, type: 'object' as const },
  }
  const { signal, onProgress } = exchange
  const options = {
    timeout: sdkTimeoutMs,
    toolDefinition,
    allowInputRequired: true,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onprogress: onProgress }),
  }
  // What an earlier answer left behind is no task of this call.
  takeTask()
  const asTask = tool?.taskSupport === 'required' ? { task: { ttl: legacyTtlMs } } : {}
  const answer = client.callTool({ name: call.tool, arguments: args, ...round, ...asTask }, options)
  try {
    const result: unknown = await nextWatch().orLost(answer)
    const task = takeTask()
    if (task !== null) return { kind: 'task', task }
    return isInputRequiredResult(result)
      ? readAsked(result.inputRequests ?? {}, result.requestState)
      : { kind: 'result', result: result as CallToolResult }
  } catch (error) {
    const asked = client.getProtocolEra() === 'legacy' ? readUrlError(error) : null
    if (asked === null) throw error
    return asked
  }
}

/** `params` of each question by the server's key; null where it is none that we answer. */
export function readQuestions(
  inputRequests: Readonly<Record<string, unknown>>,
): Map<string, unknown> {
  const questions = new Map<string, unknown>()
  for (const [key, value] of Object.entries(inputRequests)) {
    const request = requestSchema.safeParse(value)
    questions.set(key, request.success ? (request.data.params ?? {}) : null)
  }
  return questions
}

function readAsked(
  inputRequests: Readonly<Record<string, unknown>>,
  requestState: string | undefined,
): Asked {
  const questions = readQuestions(inputRequests)
  const state = requestState === undefined ? {} : { requestState }
  return { kind: 'asked', questions, takesAnswers: true, ...state }
}

function readUrlError(error: unknown): Asked | null {
  if (!(error instanceof ProtocolError) || error.code !== urlElicitationRequired) return null
  const data = urlErrorSchema.safeParse(error.data)
  if (!data.success) return null
  const questions = data.data.elicitations.map(
    (params, index) => [String(index), { ...params, mode: 'url' }] as const,
  )
  return { kind: 'asked', questions: new Map(questions), takesAnswers: false }
}

async function answerRound(
  exchange: CallExchange,
  { questions, requestState, takesAnswers }: Asked,
): Promise<CallRound | RoundsEnd> {
  if (questions.size === 0) await pause(exchange.clock)
  const answers = await askAll(exchange.relay, questions)
  if (answers === null) return { kind: 'unanswerable' }
  if (answers === 'withdrawn') return { kind: 'withdrawn' }
  const agreed = [...answers.values()].every(({ action }) => action === 'accept')
  if (!takesAnswers) return agreed ? {} : { kind: 'withdrawn' }
  return {
    ...(answers.size === 0 ? {} : { inputResponses: Object.fromEntries(answers) }),
    ...(requestState === undefined ? {} : { requestState }),
  }
}

/** The answers by key, null where one is no question that can be answered. In the server's order; after the first that is not accepted nothing more is asked. */
export async function askAll(
  relay: RelayedCall,
  questions: ReadonlyMap<string, unknown>,
): Promise<Map<string, RelayedAnswer> | 'withdrawn' | null> {
  const answers = new Map<string, RelayedAnswer>()
  const pages: string[] = []
  let no: RelayedAnswer | null = null
  for (const [key, params] of questions) {
    if (params === null) return null
    const end: RelayedEnd = no ?? (await relay.answer(params))
    if (end.action === 'withdrawn') return 'withdrawn'
    if (end.action !== 'accept') no = end
    else if (isUrlMode(params)) pages.push(key)
    answers.set(key, end)
  }
  if (pages.length === 0 || no !== null) return answers
  // That a page was opened does not say that anything was done there: only sending again tells.
  const done = await relay.askOpened()
  if (done.action === 'withdrawn') return 'withdrawn'
  for (const key of pages) answers.set(key, done)
  return answers
}

function isUrlMode(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'mode' in params && params.mode === 'url'
}

function pause(clock: Pick<Clock, 'after'>): Promise<void> {
  return new Promise((resolve) => void clock.after(busyPauseMs, resolve))
}

/** Answers what an MCP 2025-11-25 server asks while it works on the call, one at a time. */
export function createMidCallAnswerer(
  relay: RelayedCall,
  at: {
    readonly watch: () => Pick<AnswerWatch, 'whileAsking' | 'giveUp'> | null
    readonly isSent: () => boolean
  },
): (params: unknown, signal: AbortSignal) => Promise<RelayedAnswer> {
  let asked = 0
  let last: Promise<unknown> = Promise.resolve()
  const answer = async (params: unknown, signal: AbortSignal): Promise<RelayedAnswer> => {
    // Taken back while another was asked: that one is not this one, and nobody needs to see this one.
    if (signal.aborted) return { action: 'cancel' }
    const takeBack = (): void => relay.withdraw()
    signal.addEventListener('abort', takeBack)
    const end = await relay.answer(params)
    signal.removeEventListener('abort', takeBack)
    return end.action === 'withdrawn' ? { action: 'cancel' } : end
  }
  return (params, signal) => {
    const watch = at.watch()
    asked += 1
    if (watch === null || !at.isSent()) return Promise.resolve({ action: 'cancel' })
    if (asked > maxQuestions) {
      watch.giveUp()
      return Promise.resolve({ action: 'cancel' })
    }
    const answered = watch.whileAsking(last.then(() => answer(params, signal)))
    last = answered
    return answered
  }
}
