// What a restart finds out about calls that were waiting: a deferral that went on or ended, a grant already there.
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { endedDeferralStates, type DeferralEnd } from '../../shared/model/deferral.ts'
import type { Store } from '../store/repositories.ts'
import type { CallEvent } from './call-event.ts'
import { listCallGrants } from './pick-grant.ts'

/**
 * The event an earlier process could not save for a call in `stepping_up` or `deferred`, or null when its wait just
 * goes on (deferred) or left no trace (stepping_up). Undefined where the call went on while it was looked up: one that
 * is on its way would end as unknown if it were picked up by what it was.
 */
export async function findWaitAfterRestart(
  store: Store,
  call: ToolCall,
): Promise<CallEvent | null | undefined> {
  const found = await findWait(store, call)
  const now = store.calls.load(call.id)
  return now?.state === call.state && now.attempts === call.attempts ? found : undefined
}

async function findWait(store: Store, call: ToolCall): Promise<CallEvent | null> {
  const grants = await listCallGrants(store.grants, call.id)
  const grantId = grants.find((grant) => grant.id !== call.grantId)?.id ?? null
  const all = store.deferrals.listAllFacts()
  const facts = all.filter((deferral) => deferral.callId === call.id)
  if (call.state === 'deferred') {
    const own = all.find((deferral) => deferral.id === call.deferralId)
    const state = own?.state ?? 'invalid'
    if (!endedDeferralStates.has(state)) return null
    const deferralId = own?.id ?? call.deferralId ?? ''
    const standing = own?.callId === null ? await findStanding(store, call) : null
    return { kind: 'deferral_ended', deferralId, state, grantId: grantId ?? standing, reason: null }
  }
  const attempt = call.attempts
  if (grantId !== null) return { kind: 'obtained', attempt, outcome: { kind: 'granted', grantId } }
  const alive = facts.find(
    (deferral) => deferral.id !== call.deferralId && !endedDeferralStates.has(deferral.state),
  )
  if (alive === undefined) return null
  return { kind: 'obtained', attempt, outcome: { kind: 'deferred', deferralId: alive.id } }
}

/** Whose wait has ended: the call's it was begun for, or of every call that waits for the same sign-in or renewal. */
export function listEndedWaits(
  { calls }: Store,
  { deferral, ...end }: DeferralEnd,
): { callId: string; event: CallEvent }[] {
  const { id: deferralId, state, callId } = deferral
  const event = { kind: 'deferral_ended', deferralId, state, ...end } as const
  if (callId !== null) return [{ callId, event }]
  const waiting = calls.listNotAsking().filter((call) => call.deferralId === deferralId)
  return waiting.map((call) => ({ callId: call.id, event }))
}

/** What a sign-in that the call waited for has brought. */
async function findStanding(store: Store, call: ToolCall): Promise<string | null> {
  const [newest] = await store.grants.listStanding(call.connectionId)
  return newest?.id ?? null
}

/** Removes the grants of purpose `call` whose call has ended: they served their one call. */
export async function sweepCallGrants(
  store: Store,
  hasEnded: (callId: string) => boolean,
): Promise<void> {
  for (const grant of await store.grants.listAll()) {
    if (grant.purpose === 'call' && grant.callId !== null && hasEnded(grant.callId)) {
      store.grants.remove(grant.id)
    }
  }
}
