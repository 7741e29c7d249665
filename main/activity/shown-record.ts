// Puts on record that a question was in front of the person: once on each surface, and only when it really was.
import type { Interaction, Surface } from '../../shared/model/interaction.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { InteractionQueue, ShownGate } from '../interaction/queue.ts'
import type { Store } from '../store/repositories.ts'

export interface ShownRecord {
  /** The approval view has painted this; it counts once it was on screen for as long as an answer needs. */
  onPainted(interactionId: string, digest: string): void
  /** The system took a notification of it. */
  onNotified(interactionId: string): void
}

export interface ShownRecordParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'onDecision'>
  readonly shownGate: ShownGate
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/** A little over the time that the gate asks for. */
const firstLookMs = 520
const lookAgainMs = 500
/** A view that lies behind something is looked at again for ten minutes. */
const mostLooks = 1_200

export function createShownRecord(parts: ShownRecordParts): ShownRecord {
  const watching = new Set<string>()
  const look = (key: string, seen: Seen, left: number): void => {
    if (left === 0 || safely(parts, () => hasSettled(parts, seen))) {
      watching.delete(key)
      return
    }
    parts.clock.after(lookAgainMs, () => look(key, seen, left - 1))
  }
  parts.queue.onDecision(({ callId, outcome, surface }) => {
    // It could be approved there, so it was shown there: that row never comes after its decision.
    if (outcome !== 'approved' || (surface !== 'approval' && surface !== 'notification')) return
    const about = parts.store.interactions.listByCall(callId)
    const approval = about.findLast(({ kind }) => kind === 'approval')
    if (approval !== undefined) record(parts.store, approval, surface)
  })
  return {
    onPainted(interactionId, digest) {
      const key = `${interactionId} ${digest}`
      if (watching.has(key) || findApproval(parts.store, interactionId) === null) return
      watching.add(key)
      parts.clock.after(firstLookMs, () => look(key, { interactionId, digest }, mostLooks))
    },
    onNotified(interactionId) {
      safely(parts, () => {
        const interaction = findApproval(parts.store, interactionId)
        if (interaction !== null) record(parts.store, interaction, 'notification')
        return true
      })
    },
  }
}

function findApproval(store: Store, interactionId: string): Interaction | null {
  const interaction = store.interactions.load(interactionId)
  const isApproval = interaction?.kind === 'approval' && interaction.state === 'open'
  return isApproval ? interaction : null
}

interface Seen {
  readonly interactionId: string
  readonly digest: string
}

/** True once it was in front of the person, or cannot be any more. */
function hasSettled({ store, shownGate }: ShownRecordParts, seen: Seen): boolean {
  const interaction = findApproval(store, seen.interactionId)
  if (interaction === null || interaction.digest !== seen.digest) return true
  try {
    shownGate.requireShown(seen.interactionId, seen.digest)
  } catch {
    return false
  }
  record(store, interaction, 'approval')
  return true
}

/** On a full disk the record lacks this row; the decision itself is written with its own, or not taken. */
function safely({ log }: ShownRecordParts, run: () => boolean): boolean {
  try {
    return run()
  } catch (error) {
    log('warn', 'That a question was shown could not be recorded', error)
    return true
  }
}

function record(store: Store, { id, callId, digest }: Interaction, surface: Surface): void {
  const call = callId === null ? null : store.calls.load(callId)
  if (call === null) return
  store.transaction(() => {
    const isKnown = store.activity.listByCall(call.id).some(({ kind, detailJson }) => {
      if (kind !== 'call_shown') return false
      const known = JSON.parse(detailJson) as Readonly<Record<string, unknown>>
      // What the person changed is shown anew, under another digest.
      const isSame = known['interactionId'] === id && known['digest'] === digest
      return isSame && known['surface'] === surface
    })
    if (isKnown) return
    const { taskId, connectionId } = call
    const detail = { interactionId: id, digest, surface }
    store.activity.append({ kind: 'call_shown', callId, taskId, connectionId, detail })
  })
}
