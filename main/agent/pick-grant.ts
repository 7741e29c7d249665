// Arms a call: picks the grant it is sent with, the one obtained for it first, else a standing one.
import type { Grant } from '../../shared/model/grant.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { GrantRepository } from '../store/repositories.ts'

/** Null when there is none: the call is then sent without, and the server's refusal says what is needed. */
export async function pickGrant(
  grants: GrantRepository,
  call: ToolCall,
  nowMs: number,
): Promise<Grant | null> {
  if (call.grantId !== null) {
    const own = await grants.load(call.grantId)
    if (own !== null && maySend(own, call)) return own
  }
  const standing = await grants.listStanding(call.connectionId)
  const alive = standing.find((grant) => grant.expiresAtMs === null || grant.expiresAtMs > nowMs)
  return alive ?? standing[0] ?? null
}

/** A grant of purpose `call` serves only that call, and a grant only its own connection. */
function maySend(grant: Grant, call: ToolCall): boolean {
  const forThis = grant.purpose === 'standing' || grant.callId === call.id
  return forThis && grant.connectionId === call.connectionId
}

/** The grants that were obtained for exactly this call. */
export async function listCallGrants(grants: GrantRepository, callId: string): Promise<Grant[]> {
  const all = await grants.listAll()
  return all.filter((grant) => grant.purpose === 'call' && grant.callId === callId)
}
