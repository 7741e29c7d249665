// Decides without a person what may be decided without one: what only reads at a trusted server runs, the rest is asked.
import type { ToolCall } from '../../shared/model/tool-call.ts'

export type PolicyDecision = 'allow' | 'ask' | 'deny'
export type Policy = (call: Pick<ToolCall, 'risk' | 'riskReason'>) => PolicyDecision

/** The default policy. It never denies by itself; a policy that does stops a call even after it was approved. */
export const decidePolicy: Policy = (call) => (call.risk === 'low' ? 'allow' : 'ask')
