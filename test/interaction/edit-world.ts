// A journey world whose held calls can be edited, with the real schema check or one of the test's own.
import { createEditing, editArguments } from '../../main/interaction/edit.ts'
import type { EditOutcome } from '../../main/interaction/edit-steps.ts'
import type { CheckSchema } from '../../main/interaction/schema-checker.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { createJourneyWorld, type JourneyWorld } from '../agent/journey-world.ts'
import type { MemoryStore } from '../fakes/memory-store.ts'

export const schemaWorker = new URL('../../main/schema-worker.ts', import.meta.url)

export interface EditWorld extends JourneyWorld {
  /** The open approval of a call. */
  question(callId: string): Interaction
  edit(callId: string, args: unknown, change?: { digest?: string }): Promise<EditOutcome>
  /** Raw text as the person wrote it. */
  editText(callId: string, argumentsJson: string): Promise<EditOutcome>
}

/** Without `checkSchema` the real worker checks. */
export function createEditWorld(checkSchema?: CheckSchema, store?: MemoryStore): EditWorld {
  const world = createJourneyWorld(store)
  const question = (callId: string): Interaction => {
    const open = world.store.interactions.listOpenOfCall(callId)[0]
    if (open === undefined) throw new Error('nothing is open')
    return open
  }
  const shownGate = {
    requireShown: () => {
      if (!world.shown) throw new CountersignError('interaction/not_shown', 'not shown')
    },
  }
  const edit = (callId: string, argumentsJson: string, digest?: string): Promise<EditOutcome> => {
    const { id: interactionId, digest: shown } = question(callId)
    const request = { interactionId, digest: digest ?? shown, argumentsJson }
    const parts = { store: world.store, queue: world.queue, shownGate, clock: world.clock }
    if (checkSchema !== undefined) return editArguments({ ...parts, checkSchema }, request)
    return createEditing({ ...parts, schemaWorker })(request)
  }
  return Object.assign(world, {
    question,
    edit: (callId: string, args: unknown, change: { digest?: string } = {}) =>
      edit(callId, JSON.stringify(args), change.digest),
    editText: (callId: string, argumentsJson: string) => edit(callId, argumentsJson),
  })
}

/** The code of the error that this rejects with, or `ok`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'ok',
    (error: unknown) => (error instanceof CountersignError ? error.code : String(error)),
  )
}
