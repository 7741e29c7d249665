// What is known while one refused call is being helped, and what is remembered of it between its refusals.
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'
import type { RouteRow } from './route.ts'
import type { Party } from './step-up-parts.ts'

export interface CallRequest {
  readonly call: ToolCall
  readonly connection: Connection
  readonly challenge: Challenge
}

/** What belongs to one call while the app runs; everything in it is added to. */
export interface CallProgress {
  readonly usedRows: Set<RouteRow>
  /** References (null: none was named) for which a fresh authorization was asked, */
  readonly remedied: Set<string | null>
  /** and for which a kept grant was tried. */
  readonly reused: Set<string | null>
  /** The `auth_session` that the resource server named with the newest refusal, or null. */
  offeredAuthSession: Secret | null
}

export interface CallSituation {
  readonly request: CallRequest
  readonly party: Party
  readonly progress: CallProgress
  /** The grant a refresh could renew, or null. */
  readonly refreshable: Grant | null
  readonly hadToken: boolean
  readonly signal: AbortSignal
  readonly mayPrompt: () => Promise<void>
  /** What an exchange is made of: the standing grant's access token, fresh; null without one. */
  readonly subjectToken: (() => Promise<Secret>) | null
}

export function createCallProgress(): CallProgress {
  return {
    usedRows: new Set(),
    remedied: new Set(),
    reused: new Set(),
    offeredAuthSession: null,
  }
}
