// The port through which the journey sends one call to its resource server, and what can come of it.
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall, UpstreamTask } from '../../shared/model/tool-call.ts'

export type SendOutcome =
  /**
   * The server answered. `isError` is MCP's own flag: the tool ran and reported a failure. `remark`: words for the
   * person on questions of the server that were refused. `words`: how it ended, where that is not that its server ran it.
   */
  | {
      kind: 'done'
      resultText: string
      resultJson?: string
      isError: boolean
      remark?: string
      words?: string
    }
  /** 401 or 403 without effect: a definite refusal, the call may be sent again. */
  | {
      kind: 'challenged'
      challenge: Challenge
      /** One that the server named (row 6 of the decision table); never kept. */
      authSession?: Secret
    }
  /** All agents were paused before a byte left. */
  | { kind: 'held' }
  /** The bytes surely never left (refused connection, DNS, blocked address). */
  | { kind: 'not_sent'; reason: string }
  /** The bytes may have arrived and the answer is lost: never sent again on its own. */
  | { kind: 'unknown'; reason: string }
  /** The server waited for an answer that nobody wants to give any more; nothing is on its way. */
  | { kind: 'cancelled'; reason: string }
  /** A definite answer that is neither (protocol error, other HTTP status, JSON-RPC error). */
  | { kind: 'failed'; reason: string }
  /** The app goes while the server works on it as a task: it is asked after again at the next start. */
  | { kind: 'suspended' }

export interface ToolSender {
  /**
   * Sends exactly `call.argumentsJson`. The outgoing body's arguments are canonicalised and compared with the
   * call's frozen bytes in the fetch itself; a difference throws `agent/bad_call` before anything is sent.
   * A call with an `upstreamTask` was sent before: it is only asked after.
   */
  send(request: {
    connection: Connection
    call: ToolCall
    grant: Grant | null
    /** The server works on it as a task: heard before it is asked after for the first time, to be saved. */
    onTask?: (task: UpstreamTask) => void
    /** The newest grant for asking after a task; `grant` where it has none. */
    loadGrant?: () => Promise<Grant | null>
    /** Aborted with `'suspended'` when the app goes, with anything else when the person does not want it any more. */
    signal?: AbortSignal
  }): Promise<SendOutcome>
}
