// Answers one tools/call of another agent: at once, with progress while it is held, as a task, or with a hold receipt.
import type { Clock, Log } from '../../shared/model/ports.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { text } from '../../shared/catalogue/text.ts'
import { awaitCall, type Awaited } from './await-call.ts'
import type { CallDesk } from './call-desk.ts'
import type { CallWatch } from './call-watch.ts'
import { buildCallResult, buildReceipt, isHeldCall, sayWhoWaits } from './call-words.ts'
import { openEventStream } from './event-stream.ts'
import { endedHere } from './gateway-port.ts'
import type { GatewayStore } from './gateway-store.ts'
import {
  answerResult,
  buildFault,
  buildFaultText,
  buildResultText,
  type RpcId,
} from './json-rpc.ts'
import { buildCreatedTask, type TaskForm } from './task-form.ts'

export interface ServeCallParts {
  readonly store: GatewayStore
  readonly desk: CallDesk
  readonly watch: CallWatch
  readonly clock: Clock
  readonly log: Log
  /** True once the app is going down: then no stream that ends takes a call back. */
  readonly isStopping: () => boolean
}

/** How one request wants to be answered. */
export interface Asker {
  readonly id: RpcId
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal
  /** Aborts when the client took the request back (`notifications/cancelled`). */
  readonly cancelled: AbortSignal
  /** 2026-07-28 over HTTP: closing the stream takes the call back. */
  readonly cancelsWhenGone: boolean
  readonly progressToken: RpcId | null
  /** `legacy`: the client asked for a task; `modern`: it can take one where the call is held. */
  readonly task: TaskForm | null
  /** How long it is answered with nothing but progress. */
  readonly holdMs: number
  /** Turns a tool's result, or a task that was made instead, into the result of this era. */
  readonly wrap: (result: string, type?: 'complete' | 'task') => string
  /** Called once a stream has given its answer. */
  readonly onAnswered: () => void
}

/** Longest wait before a hold receipt (design 9); clients give up at 30 s and later. */
export const longestHoldMs = 20_000
const progressEveryMs = 5_000

/** Waits for `call` in the way that `asker` understands. */
export async function serveCall(
  parts: ServeCallParts,
  call: ToolCall,
  asker: Asker,
): Promise<Response> {
  if (asker.task === 'legacy') return answerTask(parts, call, asker)
  if (asker.progressToken !== null && asker.task === null && !endedCallStates.has(call.state))
    return serveWithProgress(parts, call, asker)
  const awaited = await waitFor(parts, call, asker)
  if (awaited.why === 'gone') return leave(parts, awaited.call, asker)
  if (awaited.why !== 'ended' && asker.task !== null) return answerTask(parts, awaited.call, asker)
  return answerResult(asker.id, finish(parts, awaited.call, asker))
}

function waitFor(parts: ServeCallParts, call: ToolCall, asker: Asker): Promise<Awaited> {
  const { gone, cancelled, holdMs: forMs, task } = asker
  const isEnough = task === null ? {} : { isEnough: isHeldCall }
  return awaitCall(parts, call, { forMs, signal: AbortSignal.any([gone, cancelled]), ...isEnough })
}

/** The result, or the receipt; marks who holds what from now on. */
function finish({ desk, store }: ServeCallParts, call: ToolCall, { wrap }: Asker): string {
  if (endedCallStates.has(call.state)) {
    desk.markTaken(call)
    return wrap(buildCallResult(call))
  }
  desk.giveHandle(call)
  desk.leave(call)
  return wrap(buildReceipt(store, call))
}

function answerTask({ desk, store }: ServeCallParts, call: ToolCall, asker: Asker): Response {
  desk.giveHandle(call)
  const words = sayWhoWaits(store, call)
  const task = buildCreatedTask(asker.task ?? 'modern', call, words)
  return answerResult(asker.id, asker.wrap(task, 'task'))
}

/**
 * Nobody reads the answer. What was taken back ends; anything else stays for whoever asks for it again. Once somebody
 * holds a receipt of it, taking back a request that attached to it ends that waiting alone.
 */
function leave({ desk, isStopping }: ServeCallParts, call: ToolCall, asker: Asker): Response {
  const isShared = desk.hasHandle(call)
  if (asker.cancelled.aborted && !isShared) desk.cancel(call, text('gateway_calls.agent_cancelled'))
  else if (asker.cancelsWhenGone && !isShared && hasLeft(asker) && !isStopping())
    desk.cancel(call, text('gateway_calls.agent_left'))
  else desk.leave(call)
  return new Response('', { headers: { 'content-type': 'text/event-stream' } })
}

/** A connection that was ended on this side takes nothing back: the same call attaches to it. */
const hasLeft = ({ gone }: Asker): boolean => gone.reason !== endedHere

function serveWithProgress(parts: ServeCallParts, call: ToolCall, asker: Asker): Response {
  const { clock, store, watch, log } = parts
  const { id } = asker
  const stream = openEventStream(clock, { signal: asker.gone })
  let progress = 0
  let said = ''
  const say = (now: ToolCall, isDue: boolean): void => {
    const words = sayWhoWaits(store, now)
    if (words === said && !isDue) return
    said = words
    progress += 1
    stream.send(buildProgress(asker.progressToken ?? 0, progress, words))
  }
  let stopTimer = (): void => undefined
  const repeat = (now: () => ToolCall): void => {
    stopTimer = clock.after(progressEveryMs, () => {
      say(now(), true)
      repeat(now)
    })
  }
  let latest = call
  const stopWatching = watch.watch(call.id, (moved) => {
    latest = moved
    if (!endedCallStates.has(moved.state)) say(moved, false)
  })
  say(call, true)
  repeat(() => latest)
  void waitFor(parts, call, asker)
    .then((awaited) => {
      if (awaited.why === 'gone') void leave(parts, awaited.call, asker)
      else stream.send(buildResultText(asker.id, finish(parts, awaited.call, asker)))
    })
    .catch((error: unknown) => {
      log('error', 'The answer to another agent could not be given', error)
      const lost = text('gateway_calls.lost_connection')
      stream.send(buildFaultText(buildFault('internal', lost, { id })))
      parts.desk.leave(call)
    })
    .catch((error: unknown) => log('error', 'A call of another agent could not be kept', error))
    .finally(() => {
      stopTimer()
      stopWatching()
      stream.end()
      asker.onAnswered()
    })
  return stream.response
}

function buildProgress(progressToken: RpcId, progress: number, message: string): string {
  const params = { progressToken, progress, message }
  return JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params })
}
