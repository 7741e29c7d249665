// What one call's relayed questions have in common: who asks, what was asked already, and how one is refused.
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { ElicitationKind } from '../../shared/model/elicitation.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import type { AskPorts } from './ask-person.ts'
import type { AnswerContent } from './elicitation-answer.ts'
import type { Lockout } from './lockout.ts'

export interface RelayPorts extends Omit<AskPorts, 'queue'> {
  readonly queue: Pick<InteractionQueue, 'askElicitation' | 'withdrawForCall'>
  readonly lockout: Lockout
  readonly store: {
    readonly authorizationServers: { load(issuer: string): AuthorizationServer | null }
    readonly activity: {
      append(entry: {
        kind: 'call_question'
        callId: string
        taskId: string
        connectionId: string
        detail: Readonly<Record<string, unknown>>
      }): unknown
    }
  }
  /** Opens the system browser, without a shell. Rejects when it does not open. */
  readonly openExternal: (url: string) => Promise<void>
}

export type RelayedEnd =
  | { readonly action: 'accept'; readonly content?: AnswerContent }
  | { readonly action: 'decline' | 'cancel' | 'withdrawn' }

/** One call and what has been asked in it. */
export interface Relay {
  readonly ports: RelayPorts
  readonly connection: Connection
  readonly call: Pick<ToolCall, 'id' | 'taskId' | 'connectionId'>
  readonly host: string
  readonly startedAtMs: number
  readonly remarks: string[]
  readonly secrets: string[]
  asked: number
  asking: number
  /** Nobody wants to be asked anything more for this call. */
  withdrawn: boolean
  /** The server itself took back what is asked now. */
  takenBack: boolean
  /** What was asked last; null for what could not be read. */
  kind: ElicitationKind | null
  wrongCodes: number
  /** A one-time code went with the previous answer. */
  codeSent: boolean
}

/** Said to the person with the call's end, and to the server by `decline` or `cancel` alone. */
export function refuse(
  relay: Relay,
  remark: string,
  action: 'decline' | 'cancel' = 'decline',
): RelayedEnd {
  if (!relay.remarks.includes(remark)) relay.remarks.push(remark)
  return { action }
}
