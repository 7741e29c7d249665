// The calls that are on their way just now: sends each, and lets it be cancelled, or left for the next start.
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { ToolCall, UpstreamTask } from '../../shared/model/tool-call.ts'
import type { SendOutcome, ToolSender } from '../resource/tool-sender.ts'
import type { StepUp } from '../step-up/obtain.ts'
import type { Store } from '../store/repositories.ts'
import { requestSending } from './journey-requests.ts'
import { pickGrant } from './pick-grant.ts'

export interface SendingParts {
  readonly store: Store
  readonly sender: ToolSender
  readonly stepUp: StepUp
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
}

export class Sendings {
  readonly #parts: SendingParts
  readonly #aborts = new Map<string, AbortController>()

  constructor(parts: SendingParts) {
    this.#parts = parts
  }

  /**
   * Null where the connection is gone. Without a grant it picks one itself. `onTask` saves what it hears before it
   * returns, or does not throw. Never rejects.
   */
  async send(
    { call, grant: given }: { call: ToolCall; grant: Grant | null | undefined },
    onTask: (task: UpstreamTask) => void,
  ): Promise<SendOutcome | null> {
    const { store, clock } = this.#parts
    const connection = this.#loadConnection(call)
    if (connection === null) return null
    if (connection === undefined) return { kind: 'unknown', reason: '' }
    const abort = new AbortController()
    this.#aborts.set(call.id, abort)
    const loadGrant = (): Promise<Grant | null> => pickGrant(store.grants, call, clock.nowMs())
    const grant = given === undefined ? await loadGrant().catch(() => null) : given
    let task: UpstreamTask | null = null
    const hear = (begun: UpstreamTask): void => onTask((task = begun))
    const request = { connection, call, grant, signal: abort.signal, onTask: hear, loadGrant }
    const outcome = await requestSending(this.#parts, request)
    this.#aborts.delete(call.id)
    if (task === null || outcome.kind !== 'challenged') return outcome
    onTask(task)
    return this.#isTaskSaved(call.id) ? outcome : { kind: 'unknown', reason: '' }
  }

  /** Undefined where nobody knows: what follows a task must be told of it all the same. */
  #loadConnection({ connectionId }: ToolCall): Connection | null | undefined {
    try {
      return this.#parts.store.connections.load(connectionId)
    } catch (error) {
      this.#parts.log('error', 'A call could not be sent', error)
      return undefined
    }
  }

  /** Of a task that no disk took nobody can ask later, and sending its call again would run it twice. */
  #isTaskSaved(callId: string): boolean {
    try {
      return this.#parts.store.calls.load(callId)?.upstreamTask !== undefined
    } catch {
      return false
    }
  }

  /** Tells the server that nobody wants it any more. One that asks something hears that as the answer instead. */
  cancel(callId: string): void {
    const isAsking = this.#parts.store.interactions.listOpenOfCall(callId).length > 0
    if (!isAsking) this.#aborts.get(callId)?.abort('cancelled')
  }

  /** The app goes: what a server works on as a task is asked after again at the next start. */
  suspendTasks(): void {
    for (const [callId, abort] of this.#aborts) {
      const { upstreamTask } = this.#parts.store.calls.load(callId) ?? {}
      if (upstreamTask !== undefined) abort.abort('suspended')
    }
  }
}
