// Shows what a server changed about its tools: each definition that was accepted against the one that is there now.
import type { ToolChange } from '../../shared/approval-card.ts'
import type { Widening } from '../../shared/model/interaction.ts'
import type { Store } from '../store/repositories.ts'
import { diffDefinitions } from './definition-diff.ts'
import { makeVisibleLine } from './visible.ts'

/** A tool that is not as the question says any more is left out: accepting the question does not accept it either. */
export function buildToolChanges(
  store: Pick<Store, 'connections'>,
  { connectionId, tools }: Extract<Widening, { what: 'tool_change' }>,
): ToolChange[] {
  const now = new Map(store.connections.listTools(connectionId).map((tool) => [tool.name, tool]))
  return tools.flatMap(({ name, definitionHash }) => {
    const tool = now.get(name)
    if (tool?.definitionHash !== definitionHash) return []
    const before = tool.accepted === undefined ? null : { name, ...tool.accepted }
    const pieces = diffDefinitions(before, tool)
    const isChanged = pieces.some(({ kind }) => kind !== 'same')
    return [{ name: makeVisibleLine(name, 200), pieces: isChanged ? pieces : [] }]
  })
}
