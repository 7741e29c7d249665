// A person who agrees to every call that the queue asks about, and to forms as their server filled them in.
import type { Engine } from '../../main/engine.ts'
import { buildConfirmation } from '../../main/interaction/confirmation.ts'
import { contentOf, firstDraft } from '../../renderer/approval/elicitation-answer.ts'
import type { Interaction } from '../../shared/model/interaction.ts'

const lookEveryMs = 5

/** Looks until the returned function is called. Proofs and pages are declined: no scenario's server is first-party. */
export function startAgreeingPerson(engine: Engine): () => void {
  const timer = setInterval(() => {
    for (const interaction of engine.queue.listOpen()) answer(engine, interaction)
  }, lookEveryMs)
  return () => clearInterval(timer)
}

function answer({ queue, store }: Engine, interaction: Interaction): void {
  const { id, kind, digest, callId, elicitation } = interaction
  if (elicitation?.kind === 'form') {
    const content = contentOf(elicitation, firstDraft(elicitation)) ?? {}
    return queue.answer({ interactionId: id, digest, answer: { action: 'accept', content } })
  }
  if (kind !== 'approval') {
    return queue.deny({ interactionId: id, surface: 'approval', reason: null })
  }
  const call = callId === null ? null : store.calls.load(callId)
  const confirmation = call === null ? null : (buildConfirmation(call)?.expected ?? null)
  queue.approve({ interactionId: id, surface: 'approval', digest, confirmation })
}
