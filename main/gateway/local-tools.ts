// Keeps the tools that an agent runs itself: one connection per agent that nothing is ever sent to, and a tool per name.
import type { Agent } from '../../shared/model/agent.ts'
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { localConnectionId } from '../agent/agent-access.ts'

export interface LocalToolsParts {
  readonly store: {
    transaction<Value>(run: () => Value): Value
    readonly connections: {
      load(connectionId: string): Connection | null
      save(connection: Connection): void
      listTools(connectionId: string): Tool[]
      saveTools(connectionId: string, tools: readonly Tool[]): void
    }
  }
  readonly clock: Pick<Clock, 'nowMs'>
  /** As for the tools of servers. */
  readonly hashDefinition: (definition: LocalDefinition) => string
}

type LocalDefinition = Pick<Tool, 'name' | 'description' | 'inputSchema' | 'annotations'>

/** More names than any agent has tools of its own. */
const mostTools = 300

/**
 * Tools of Claude Code that only look at files of this computer. What fetches from elsewhere is not among them: an
 * address can carry out what was read.
 */
const readOnly: ReadonlySet<string> = new Set(['Read', 'Glob', 'Grep', 'LS', 'NotebookRead'])

/** The connection's id; null when this agent has used up the names it can have. Runs in the caller's transaction. */
export function ensureLocalTool(
  { store, clock, hashDefinition }: LocalToolsParts,
  agent: Agent,
  name: string,
): string | null {
  const { connections } = store
  const connectionId = localConnectionId(agent.id)
  const known = connections.load(connectionId)
  if (known === null) {
    connections.save(buildConnection(connectionId, agent.name, clock.nowMs()))
  } else if (known.name !== agent.name) connections.save({ ...known, name: agent.name })
  const tools = connections.listTools(connectionId)
  if (tools.some((tool) => tool.name === name)) return connectionId
  if (tools.length >= mostTools) return null
  const definition = buildDefinition(name)
  const definitionHash = hashDefinition(definition)
  const tool: Tool = { connectionId, title: null, ...definition, definitionHash }
  connections.saveTools(connectionId, [...tools, tool])
  return connectionId
}

function buildConnection(id: string, name: string, addedAtMs: number): Connection {
  return {
    id,
    kind: 'local',
    name,
    url: id,
    resource: null,
    issuer: null,
    scopesSupported: [],
    status: 'ready',
    statusText: null,
    trustedForReading: false,
    addedAtMs,
  }
}

/** Nobody tells us its schema: any object will do, and every value of it is shown. */
function buildDefinition(name: string): LocalDefinition {
  return {
    name,
    description: '',
    inputSchema: { type: 'object' },
    annotations: readOnly.has(name) ? { readOnlyHint: true } : {},
  }
}
