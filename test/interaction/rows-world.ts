// Builds argument rows at one moment and place, as card tests need them.
import type { ArgumentRow } from '../../shared/approval-card.ts'
import { canonicalJson } from '../../main/interaction/digest.ts'
import { buildRows, type RowsSource } from '../../main/interaction/rows.ts'

export const context = { nowMs: Date.UTC(2026, 10, 22, 14, 23, 19), timeZone: 'Europe/Berlin' }

export interface Extra {
  readonly before?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly editedFrom?: unknown
}

export function sourceOf(
  args: unknown,
  { before = [], properties, editedFrom }: Extra = {},
): RowsSource {
  return {
    ...context,
    argumentsJson: canonicalJson(args),
    earlier: before.map(canonicalJson),
    schema: properties === undefined ? null : { type: 'object', properties },
    editedFromJson: editedFrom === undefined ? null : canonicalJson(editedFrom),
  }
}

export function rowsOf(args: unknown, extra?: Extra): ArgumentRow[] {
  return buildRows(sourceOf(args, extra))
}

/** The row of one value under one key. */
export function rowFor(name: string, value: unknown, extra?: Extra): ArgumentRow {
  const row = rowsOf({ [name]: value }, extra)[0]
  if (row === undefined) throw new Error('no row')
  return row
}
