// Compares two definitions of a tool line by line, as the person is shown what a server changed.
import { diffLines } from 'diff'
import type { DiffPiece } from '../../shared/approval-card.ts'
import type { Tool } from '../../shared/model/connection.ts'
import { canonicalJson } from './digest.ts'
import { makeVisible } from './visible.ts'

/** Bounds the effort; beyond it both are shown whole. */
const mostEdits = 2_000

type Definition = Pick<
  Tool,
  'name' | 'title' | 'description' | 'inputSchema' | 'annotations' | 'outputSchema'
>

/** Canonical JSON with a line per value; what the definition hash is over. */
function writeDefinition({ title, outputSchema, ...definition }: Definition): string {
  const { name, description, inputSchema, annotations } = definition
  const shown = { name, description, inputSchema, annotations }
  const canonical = canonicalJson({
    ...shown,
    ...(title !== null && { title }),
    ...(outputSchema !== undefined && { outputSchema }),
  })
  return `${JSON.stringify(JSON.parse(canonical), null, 2)}\n`
}

/** The old definition to the new one; a side that is not known is empty. Invisible characters are boxed. */
export function diffDefinitions(before: Definition | null, after: Definition | null): DiffPiece[] {
  const [old, now] = [before, after].map((each) => (each === null ? '' : writeDefinition(each)))
  const changes = diffLines(old ?? '', now ?? '', { maxEditLength: mostEdits }) ?? [
    { value: old ?? '', added: false, removed: true },
    { value: now ?? '', added: true, removed: false },
  ]
  return changes.flatMap(({ value, added, removed }): DiffPiece[] =>
    value === ''
      ? []
      : [{ kind: added ? 'added' : removed ? 'removed' : 'same', text: visibleLines(value) }],
  )
}

function visibleLines(value: string): string {
  return value.split('\n').map(makeVisible).join('\n')
}
