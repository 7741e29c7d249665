// A person who agrees to every call that the queue asks about, and gives the number it wants typed.
import type { Engine } from '../../main/bootstrap.ts'
import { buildConfirmation } from '../../main/interaction/confirmation.ts'
import type { Interaction } from '../../shared/model/interaction.ts'

const lookEveryMs = 5

/** Looks until the returned function is called. Elicitations are declined: no scenario's server is first-party. */
export function startAgreeingPerson(engine: Engine): () => void {
  const timer = setInterval(() => {
    for (const interaction of engine.queue.listOpen()) answer(engine, interaction)
  }, lookEveryMs)
  return () => clearInterval(timer)
}

function answer({ queue, store }: Engine, { id, kind, digest, callId }: Interaction): void {
  if (kind !== 'approval') {
    return queue.deny({ interactionId: id, surface: 'approval', reason: null })
  }
  const call = callId === null ? null : store.calls.load(callId)
  const confirmation = call === null ? null : (buildConfirmation(call)?.expected ?? null)
  queue.approve({ interactionId: id, surface: 'approval', digest, confirmation })
}
