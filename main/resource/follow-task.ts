// Asks after a task that a server works on until it has ended; nothing is ever sent a second time from here.
import {
  isCallToolResult,
  ProtocolError,
  type CallToolResult,
  type Client,
} from '@modelcontextprotocol/client'
import { z } from 'zod'
import type { Clock } from '../../shared/model/ports.ts'
import type { UpstreamTask } from '../../shared/model/tool-call.ts'
import { askAll, readQuestions } from './call-rounds.ts'
import { maxQuestions, type RelayedAnswer, type RelayedCall } from './elicitation-relay.ts'
import { taskStateSchema, type TaskState } from './upstream-task.ts'

/** One open way to the server. */
export interface TaskLine {
  readonly client: Client
  /** True for an error that says who may ask: it ends the asking, and the person or a new grant may help. */
  isRefusal(error: unknown): boolean
  close(): Promise<void>
}

export interface TaskFollow {
  readonly task: UpstreamTask
  readonly clock: Pick<Clock, 'after' | 'nowMs'>
  readonly relay: RelayedCall
  /** Opens a way with the newest grant; asked for again after every failure. */
  readonly open: () => Promise<TaskLine>
  readonly onStatus: (words: string) => void
  /** Aborted with `'suspended'` when the app goes, with anything else when the person does not want it any more. */
  readonly signal: AbortSignal
  /** False: it was asked after before, by an earlier process or attempt. */
  readonly isNew: boolean
}

export type TaskEnd =
  | { readonly kind: 'result'; readonly result: CallToolResult }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'cancelled' }
  /** Its server does not know it any more, or was not heard of again: it may have run. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'unanswerable' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'suspended' }

const requestTimeoutMs = 60_000
/** MCP 2025-11-25: the result is waited for, and questions come meanwhile. */
const resultTimeoutMs = 10 * 60_000
const longestBackoffMs = 5 * 60_000
/** How long a task is asked after once its server was told that nobody wants it, milliseconds. */
const cancelGraceMs = 30_000

/** Never rejects. */
export function followTask(follow: TaskFollow): Promise<TaskEnd> {
  return new TaskFollower(follow).run()
}

class TaskFollower {
  readonly #follow: TaskFollow
  #line: TaskLine | null = null
  #intervalMs: number
  #failures = 0
  /** Since when nobody wants it any more, and whether its server has been told. */
  #unwantedAtMs: number | null = null
  #told = false
  readonly #answers = new Map<string, RelayedAnswer>()
  readonly #delivered = new Set<string>()

  constructor(follow: TaskFollow) {
    this.#follow = follow
    this.#intervalMs = follow.task.pollIntervalMs
  }

  async run(): Promise<TaskEnd> {
    const { signal, clock, task, isNew } = this.#follow
    try {
      if (isNew) await this.#pause()
      for (;;) {
        if (signal.aborted && signal.reason === 'suspended') return { kind: 'suspended' }
        if (signal.aborted) this.#unwantedAtMs ??= clock.nowMs()
        const end = await this.#step()
        if (end !== null) return end
        const longestMs = Math.min(task.untilMs, (this.#unwantedAtMs ?? Infinity) + cancelGraceMs)
        if (clock.nowMs() > longestMs) return { kind: 'lost' }
        await this.#pause()
      }
    } finally {
      this.#line?.close().catch(() => undefined)
    }
  }

  /** One question and what follows from its answer; null while it goes on. */
  async #step(): Promise<TaskEnd | null> {
    try {
      this.#line ??= await this.#follow.open()
      const end = await this.#ask(this.#line)
      this.#failures = 0
      return end
    } catch (error) {
      const refused = this.#line?.isRefusal(error) ?? isRefusalOfOpening(error)
      this.#line?.close().catch(() => undefined)
      this.#line = null
      if (refused) return { kind: 'refused', error }
      // A definite answer: it does not know this task.
      if (error instanceof ProtocolError) return { kind: 'lost' }
      this.#failures += 1
      return null
    }
  }

  async #ask({ client }: TaskLine): Promise<TaskEnd | null> {
    await this.#tellCancelled(client)
    const params = { taskId: this.#follow.task.id }
    const options = { timeout: requestTimeoutMs }
    const state = await client.request({ method: 'tasks/get', params }, taskStateSchema, options)
    this.#intervalMs = state.nextPollMs ?? this.#intervalMs
    if (state.statusMessage !== undefined) this.#follow.onStatus(state.statusMessage)
    return client.getProtocolEra() === 'legacy'
      ? this.#readLegacy(client, state)
      : this.#readModern(client, state)
  }

  async #readModern(client: Client, state: TaskState): Promise<TaskEnd | null> {
    switch (state.status) {
      case 'working':
        return null
      case 'input_required':
        return this.#answer(client, state.inputRequests ?? {})
      case 'completed':
        return readResult(state.result)
      case 'failed':
        return { kind: 'failed', words: state.error?.message ?? state.statusMessage ?? '' }
      case 'cancelled':
        return { kind: 'cancelled' }
    }
  }

  /** Its result is asked for by itself, and blocks until it is there; questions come as requests meanwhile. */
  async #readLegacy(client: Client, { status }: TaskState): Promise<TaskEnd | null> {
    if (status === 'working') return null
    if (status === 'cancelled') return { kind: 'cancelled' }
    const params = { taskId: this.#follow.task.id }
    const options = { timeout: resultTimeoutMs }
    try {
      const schema = z.looseObject({})
      return readResult(await client.request({ method: 'tasks/result', params }, schema, options))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      return { kind: 'failed', words: error.message }
    }
  }

  /** Each key once, however often the server lists it (Tasks extension: clients de-duplicate keys across polls). */
  async #answer(
    client: Client,
    inputRequests: Readonly<Record<string, unknown>>,
  ): Promise<TaskEnd | null> {
    const asked = readQuestions(inputRequests)
    const fresh = new Map([...asked].filter(([key]) => !this.#answers.has(key)))
    if (this.#answers.size + fresh.size > maxQuestions) return this.#giveUp(client, 'unanswerable')
    const answers = await askAll(this.#follow.relay, fresh)
    if (answers === null) return this.#giveUp(client, 'unanswerable')
    if (answers === 'withdrawn') return this.#giveUp(client, 'cancelled')
    for (const [key, answer] of answers) this.#answers.set(key, answer)
    const due = [...asked.keys()].filter((key) => !this.#delivered.has(key))
    if (due.length === 0) return null
    const inputResponses = Object.fromEntries(due.map((key) => [key, this.#answers.get(key)]))
    const params = { taskId: this.#follow.task.id, inputResponses }
    const options = { timeout: requestTimeoutMs }
    await client.request({ method: 'tasks/update', params }, z.looseObject({}), options)
    for (const key of due) this.#delivered.add(key)
    return null
  }

  async #giveUp(client: Client, kind: 'unanswerable' | 'cancelled'): Promise<TaskEnd> {
    await this.#cancel(client).catch(() => undefined)
    return { kind }
  }

  async #tellCancelled(client: Client): Promise<void> {
    if (this.#unwantedAtMs === null || this.#told) return
    this.#told = true
    await this.#cancel(client).catch((error: unknown) => {
      // It has ended already, or cannot be cancelled: what became of it is there to be asked for all the same.
      if (!(error instanceof ProtocolError)) throw error
    })
  }

  /** Cooperative: what became of it is still asked for afterwards. */
  async #cancel(client: Client): Promise<void> {
    const params = { taskId: this.#follow.task.id }
    const options = { timeout: requestTimeoutMs }
    await client.request({ method: 'tasks/cancel', params }, z.looseObject({}), options)
  }

  /** Until the next time, or until somebody ends it. */
  #pause(): Promise<void> {
    const { clock, signal } = this.#follow
    const backoffMs = this.#intervalMs * 2 ** Math.min(this.#failures, 10)
    const delayMs = this.#failures === 0 ? this.#intervalMs : Math.min(backoffMs, longestBackoffMs)
    return new Promise((resolve) => {
      if (signal.aborted && this.#unwantedAtMs === null) return resolve()
      const done = (): void => {
        stop()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const stop = clock.after(delayMs, done)
      signal.addEventListener('abort', done)
    })
  }
}

/** Set by whoever opens: a 401 or 403 to the opening itself. */
export class TaskRefused extends Error {}
const isRefusalOfOpening = (error: unknown): boolean => error instanceof TaskRefused

function readResult(raw: unknown): TaskEnd {
  return isCallToolResult(raw) ? { kind: 'result', result: raw } : { kind: 'lost' }
}
