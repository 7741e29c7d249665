// The steps that every change of arguments by the person has in common: frozen, checked, bound anew in one transaction.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { Risk, ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { freezeArguments } from './digest.ts'
import type { InteractionQueue, ShownGate } from './queue.ts'
import { refusalError } from './refusal-words.ts'
import type { SchemaVerdict } from './schema-check.ts'
import type { CheckSchema } from './schema-checker.ts'
import { makeVisibleLine } from './visible.ts'

export interface EditParts {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'tellChanged'>
  readonly shownGate: ShownGate
  readonly clock: Pick<Clock, 'nowMs'>
  readonly checkSchema: CheckSchema
}

export interface EditRequest {
  readonly interactionId: string
  /** Of what was shown. */
  readonly digest: string
  /** Raw JSON text as the person wrote it. */
  readonly argumentsJson: string
}

export type EditOutcome =
  | { readonly outcome: 'edited' | 'unchanged' }
  /** Nothing changed. `pointer` (RFC 6901) is where the tool's schema does not allow it. */
  | { readonly outcome: 'refused'; readonly pointer: string; readonly message: string }

/** What is edited: a held call, or an entry of a plan. */
export interface Editable {
  /** As they are now, with the schema of the tool as it was shown. Throws when this is no longer what is asked. */
  load(): { readonly argumentsJson: string; readonly schema: Readonly<Record<string, unknown>> }
  /** Runs in a transaction, after a check that took a while: looks again whether this is still what is asked. */
  save(argumentsJson: string): Interaction
}

/**
 * Changes what is asked; approves nothing. Throws what `target` throws, `interaction/not_shown`, and
 * `interaction/bad_edit` for text that is no sound JSON object or a schema that cannot be checked.
 */
export async function editShown(
  { store, queue, shownGate, checkSchema }: EditParts,
  { interactionId, digest, argumentsJson: raw }: EditRequest,
  target: Editable,
): Promise<EditOutcome> {
  const before = target.load()
  shownGate.requireShown(interactionId, digest)
  const argumentsJson = freezeEdited(raw)
  if (argumentsJson === before.argumentsJson) return { outcome: 'unchanged' }
  const verdict = await checkSchema({ schema: before.schema, argumentsJson })
  if (verdict.kind === 'unusable') throw badEdit(text('edit.cannot_check'))
  if (verdict.kind === 'misfits') return refuse(verdict)
  queue.tellChanged(store.transaction(() => target.save(argumentsJson)))
  return { outcome: 'edited' }
}

/** Throws `interaction/gone` where this is not the open question that was shown, `interaction/expired`. */
export function requireAsked(
  interaction: Interaction | null,
  { digest, nowMs }: { digest: string; nowMs: number },
): asserts interaction is Interaction {
  if (interaction?.state !== 'open' || interaction.digest !== digest)
    throw refusalError('interaction/gone')
  if (nowMs >= interaction.expiresAtMs) throw refusalError('interaction/expired')
}

/** The tool is gone, or not the one the person was shown. */
export function toolChanged(): CountersignError {
  return badEdit(text('edit.tool_changed'))
}

type Changed = Pick<ToolCall, 'argumentsJson' | 'editedFromJson'>

/** What the agent asked for, where it is not the same again. */
export function editedFrom(before: Changed, argumentsJson: string): string | null {
  const original = before.editedFromJson ?? before.argumentsJson
  return original === argumentsJson ? null : original
}

const ranks: Readonly<Record<Risk, number>> = { low: 0, elevated: 1, high: 2 }
type Risky = Pick<ToolCall, 'risk' | 'riskReason'>

/** Its risk never falls below what it was. */
export function keepRisk(before: Risky, judged: Risky): Risky {
  const { risk, riskReason } = ranks[judged.risk] > ranks[before.risk] ? judged : before
  return { risk, riskReason }
}

function freezeEdited(raw: string): string {
  try {
    return freezeArguments(raw)
  } catch (error) {
    if (!isCountersignError(error)) throw error
    throw badEdit(text('edit.bad_json', { problem: error.message }))
  }
}

function refuse({ pointer, words }: Extract<SchemaVerdict, { kind: 'misfits' }>): EditOutcome {
  const place = pointer === '' ? text('edit.whole') : makeVisibleLine(pointer.slice(1), 200)
  const message = text('edit.misfit', { place, words: makeVisibleLine(words, 300) })
  return { outcome: 'refused', pointer, message }
}

function badEdit(message: string): CountersignError {
  return new CountersignError('interaction/bad_edit', message)
}
