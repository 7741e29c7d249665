// Shows the tools of a connection to the person: those that need a look first, then as their server lists them.
import type { ToolView } from '../../shared/connection-view.ts'
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'
import { cleanWords } from '../resource/clean-tool.ts'
import type { Store } from '../store/repositories.ts'

/** As much of the server's words as a list shows. */
const longestWords = 4_096
const order = { blocked: 0, new: 1, hidden: 3 } as const

export function buildToolViews(
  store: Pick<Store, 'connections'>,
  connectionId: string,
): ToolView[] {
  const shown = store.connections.listAllTools(connectionId).filter(({ gone }) => gone !== true)
  const rank = ({ state }: ToolView): number => (state === undefined ? 2 : order[state])
  return shown.map(buildToolView).toSorted((one, other) => rank(one) - rank(other))
}

/** The page draws what nobody sees in a name; in descriptions it is gone, as it is for agents. */
function buildToolView(tool: Tool): ToolView {
  const { name, title, description, annotations, hidden } = tool
  const state = stateOf(tool)
  return {
    name,
    title: cleanWords(title ?? name, 200),
    description: cleanWords(description, longestWords),
    reads: annotations.readOnlyHint === true,
    ...(state === null ? {} : { state }),
    ...(hidden === undefined ? {} : { hidden }),
  }
}

function stateOf(tool: Tool): NonNullable<ToolView['state']> | null {
  if (tool.hidden !== undefined) return 'hidden'
  if (isToolBlocked(tool)) return 'blocked'
  return tool.addedAtMs === undefined ? null : 'new'
}
