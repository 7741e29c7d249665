// Looks up what is true of a call at the moment of sending, to be compared with what was frozen and shown.
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Receipts } from '../activity/receipts.ts'
import { digestNow, sha256Hex } from '../interaction/digest.ts'
import { isHeld } from '../interaction/is-held.ts'
import type { Policy } from '../interaction/policy.ts'
import type { Store } from '../store/repositories.ts'
import type { DispatchFacts, TokenFacts } from './call-event.ts'

/** Reads the stored call, its connection and its tool as they are now; judges by the policy as it is now. */
export function findDispatchFacts(
  { store, receipts }: { store: Store; receipts: Pick<Receipts, 'canSign'> },
  call: ToolCall,
  { policy, grant }: { policy: Policy; grant: Grant | null },
): DispatchFacts {
  const stored = store.calls.load(call.id) ?? call
  const connection = store.connections.load(call.connectionId)
  const tools = connection === null ? [] : store.connections.listTools(connection.id)
  const tool = tools.find(({ name }) => name === stored.tool)
  return {
    digest: connection === null ? null : digestNow(stored, connection),
    toolDefinitionHash: tool === undefined ? null : runnableHash(tool),
    policy: policy(stored),
    ...((isRuleStopped(store, stored) || isPlanStopped(store, stored)) && { ruleStopped: true }),
    paused: isHeld(store, stored),
    recordable: receipts.canSign(),
    token: grant === null ? null : describeToken(grant),
  }
}

/** While the person has not accepted a change, no call is of the definition that may run. */
function runnableHash(tool: Tool): string {
  return isToolBlocked(tool) ? `blocked:${tool.definitionHash}` : tool.definitionHash
}

function isRuleStopped({ rules }: Store, { decidedBy, ruleId }: ToolCall): boolean {
  const rule = decidedBy === 'rule' && ruleId != null ? rules.load(ruleId) : null
  return rule?.state === 'paused' || rule?.state === 'revoked'
}

/** Ended by the person, not with its task: as a rule that was revoked. */
function isPlanStopped({ plans }: Store, { decidedBy, planId }: ToolCall): boolean {
  if (decidedBy !== 'plan' || planId == null) return false
  return plans.load(planId)?.endedByPerson === true
}

function describeToken({ accessToken, issuer, acr }: Grant): TokenFacts {
  return { tokenSha256: sha256Hex(accessToken.reveal()), issuer, acr }
}
