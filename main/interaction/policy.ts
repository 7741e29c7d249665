// Decides without a person what may be decided without one: what only reads at a trusted server runs, the rest is asked.
import type { ToolCall } from '../../shared/model/tool-call.ts'

export interface PolicyDecision {
  readonly decision: 'allow' | 'ask' | 'deny'
  /** The rule that decided, else null. */
  readonly ruleId: string | null
}
export type Policy = (call: ToolCall) => PolicyDecision

/** The default policy. It never denies by itself; a policy that does stops a call even after it was approved. */
export const decidePolicy: Policy = (call) => ({
  decision: call.risk === 'low' ? 'allow' : 'ask',
  ruleId: null,
})
