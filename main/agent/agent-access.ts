// What an agent may use, as sets of connections and their tools: pure, so that one place alone decides it.
import type { Agent, AgentAccess } from '../../shared/model/agent.ts'

export interface ToolUse {
  readonly connectionId: string
  readonly tool: string
}

/** The connection that stands for the tools which an agent runs itself and asks about by the hook. */
export const localConnectionId = (agentId: string): string => `local-${agentId}`

/** Begins the id of every connection that stands for an agent's own tools. */
const localStart = localConnectionId('')

/**
 * True when this agent was given this tool. Its own local tools are always its own, and never another's; nothing for an
 * agent that was revoked. `access` absent: every connection (the built-in agent).
 */
export function allowsTool(agent: Agent, { connectionId, tool }: ToolUse): boolean {
  if (agent.revokedAtMs != null) return false
  if (connectionId.startsWith(localStart)) return connectionId === localConnectionId(agent.id)
  if (agent.access === undefined) return agent.kind === 'built-in'
  const given = agent.access.find((each) => each.connectionId === connectionId)
  return given !== undefined && (given.tools === null || given.tools.includes(tool))
}

/** What is in both. `current` null: everything. An entry without tools is left out. */
export function narrowAccess(
  current: readonly AgentAccess[] | null,
  wanted: readonly AgentAccess[],
): AgentAccess[] {
  return mergeAlike(wanted).flatMap((entry) => {
    const has = current?.find(({ connectionId }) => connectionId === entry.connectionId)
    if (current !== null && has === undefined) return []
    const tools = intersect(has?.tools ?? null, entry.tools)
    return tools?.length === 0 ? [] : [{ connectionId: entry.connectionId, tools }]
  })
}

/** What is in either. */
export function widenAccess(
  current: readonly AgentAccess[],
  added: readonly AgentAccess[],
): AgentAccess[] {
  return mergeAlike([...current, ...added]).filter(({ tools }) => tools?.length !== 0)
}

/** What `wanted` has beyond `current`: this is what the person is asked for. */
export function findAdded(
  current: readonly AgentAccess[],
  wanted: readonly AgentAccess[],
): AgentAccess[] {
  return mergeAlike(wanted).flatMap((entry): AgentAccess[] => {
    const has = current.find(({ connectionId }) => connectionId === entry.connectionId)
    if (has === undefined) return entry.tools?.length === 0 ? [] : [entry]
    if (has.tools === null) return []
    if (entry.tools === null) return [entry]
    const more = entry.tools.filter((tool) => has.tools?.includes(tool) !== true)
    return more.length === 0 ? [] : [{ connectionId: entry.connectionId, tools: more }]
  })
}

/** One entry per connection. */
function mergeAlike(access: readonly AgentAccess[]): AgentAccess[] {
  const byConnection = new Map<string, AgentAccess>()
  for (const { connectionId, tools } of access) {
    const before = byConnection.get(connectionId)
    const both = before === undefined ? tools : unite(before.tools, tools)
    const unique = both === null ? null : [...new Set(both)]
    byConnection.set(connectionId, { connectionId, tools: unique })
  }
  return [...byConnection.values()]
}

type Tools = AgentAccess['tools']

const unite = (one: Tools, other: Tools): Tools =>
  one === null || other === null ? null : [...one, ...other]

function intersect(one: Tools, other: Tools): Tools {
  if (one === null) return other
  return other === null ? one : other.filter((tool) => one.includes(tool))
}
