// The port through which questions that a server asks in the middle of a call reach the person, and their answers.
import type { Connection } from '../../shared/model/connection.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'

/** What goes back to the server (MCP `ElicitResult`). */
export type RelayedAnswer =
  | {
      readonly action: 'accept'
      readonly content?: Readonly<Record<string, string | number | boolean | string[]>>
    }
  | { readonly action: 'decline' }
  | { readonly action: 'cancel' }

/** `withdrawn`: nobody wants the answer any more (the task was cancelled, the connection removed). */
export type RelayedEnd = RelayedAnswer | { readonly action: 'withdrawn' }

/** The questions of one attempt to send one call. Answers never cross from one call or connection to another. */
export interface RelayedCall {
  /**
   * Asks the person what `params` (of `elicitation/create`, unread) ask for, or refuses it. Only the person's press
   * in the approval view leads to `accept`. Never rejects.
   */
  answer(params: unknown): Promise<RelayedEnd>
  /** Asks whether what was opened in the browser is done; a call must not be sent again before. */
  askOpened(): Promise<RelayedEnd>
  /** The server's last word came, and nothing more is asked. `failed`: it reported a failure; a code that went just before counts as wrong. */
  onEnd(end: 'done' | 'failed'): void
  /** Takes back what is asked just now: the answer could not reach its server any more. */
  withdraw(): void
  /** What was refused or went wrong, in words for the person. */
  readonly remarks: readonly string[]
  /** What the person gave or was shown, and no agent may read: codes, assertions, addresses. */
  readonly secrets: readonly string[]
}

export type StartRelay = (about: {
  readonly connection: Connection
  readonly call: ToolCall
}) => RelayedCall

/** Questions of one call in all, over all rounds (threat 100). */
export const maxQuestions = 10
