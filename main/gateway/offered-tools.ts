// What an agent of others is offered: the tools it was given, cleaned and named, and the way back from name to tool.
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Agents } from '../agent/agents-port.ts'
import { digestOf } from '../interaction/digest.ts'
import { nameTools, type Named } from './tool-names.ts'

export interface OfferedToolsParts {
  readonly connections: {
    list(): Connection[]
    listTools(connectionId: string): Tool[]
  }
  readonly mayUse: Agents['mayUse']
  /** As agents may see it; null for one that no agent is offered. */
  readonly cleanTool: (tool: Tool) => Tool | null
}

export interface OfferedTool {
  readonly name: string
  readonly tool: Tool
}

export interface OfferedTools {
  list(agentId: string): OfferedTool[]
  /** Which tool this name stands for; null where this agent was not given one of that name. */
  find(agentId: string, name: string): { connectionId: string; tool: string } | null
  /** Changes whenever what `list` gives does. */
  version(agentId: string): string
  /** Connections or their tools have changed. What an agent was given is read anew each time. */
  forget(): void
}

type Entry = Named & { readonly clean: Tool }

/** Names are made over all connections, so that they stay the same when an agent is given more or less. */
export function createOfferedTools(parts: OfferedToolsParts): OfferedTools {
  let known: Map<string, Entry> | null = null
  const read = (): Map<string, Entry> => (known ??= nameTools(readEntries(parts)))
  const list = (agentId: string): OfferedTool[] =>
    [...read()].flatMap(([name, { connectionId, clean, tool }]) =>
      parts.mayUse(agentId, { connectionId, tool }) ? [{ name, tool: clean }] : [],
    )
  return {
    list,
    find: (agentId, name) => {
      const entry = read().get(name)
      if (entry === undefined) return null
      const { connectionId, tool } = entry
      return parts.mayUse(agentId, { connectionId, tool }) ? { connectionId, tool } : null
    },
    version: (agentId) =>
      digestOf(list(agentId).map(({ name, tool }) => [name, tool.definitionHash])),
    forget: () => {
      known = null
    },
  }
}

/** Tools that an agent runs itself are not ours to offer. */
function readEntries({ connections, cleanTool }: OfferedToolsParts): Entry[] {
  return connections.list().flatMap(({ id, name, kind }) => {
    if (kind === 'local') return []
    return connections.listTools(id).flatMap((tool) => {
      const clean = cleanTool(tool)
      return clean === null ? [] : [{ connectionId: id, server: name, tool: tool.name, clean }]
    })
  })
}
