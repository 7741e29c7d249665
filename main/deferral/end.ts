// How a wait for a token ended, told to whoever asked for it.
import type { Deferral } from '../../shared/model/deferral.ts'

export interface DeferralEnd {
  readonly deferral: Deferral
  /** The grant written in the same transaction as the end, for `succeeded`; else null. */
  readonly grantId: string | null
  /** Words for people on why it ended so (never inferred), or null. */
  readonly reason: string | null
  /** The server wants more of the person before it answers (FiPA): the challenge endpoint is where to go on. */
  readonly asksForMore?: true
}
