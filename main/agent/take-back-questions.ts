// Takes back what servers ask in the middle of calls, when nobody will answer any more.
import type { InteractionQueue } from '../interaction/queue.ts'
import type { Store } from '../store/repositories.ts'

/** Of one call on the wire, or of all when the app stops. The call itself may still get its answer in time. */
export function takeBackQuestions(
  { store, queue }: { store: Store; queue: Pick<InteractionQueue, 'withdrawForCall'> },
  callId: string | null = null,
): void {
  for (const { id, state } of store.calls.listNotAsking()) {
    if (state === 'sending' && (callId === null || callId === id)) queue.withdrawForCall(id)
  }
}
