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
  /** Another one after each `forget` by which `list` gives something else. */
  version(agentId: string): string
  /** Connections, their tools or what agents were given have changed. What may be called is read anew each time. */
  forget(): void
}

type Entry = Named & { readonly clean: Tool }

/** Names are made over all connections, so that they stay the same when an agent is given more or less. */
export function createOfferedTools(parts: OfferedToolsParts): OfferedTools {
  let known: Map<string, Entry> | null = null
  /** By agent; one agent can have hundreds of sessions that are all told of a change. */
  const versions = new Map<string, string>()
  const read = (): Map<string, Entry> => (known ??= nameTools(readEntries(parts)))
  const list = (agentId: string): OfferedTool[] => {
    const may = parts.mayUse(agentId)
    return [...read()].flatMap(([name, { connectionId, clean, tool }]) =>
      may({ connectionId, tool }) ? [{ name, tool: clean }] : [],
    )
  }
  return {
    list,
    find: (agentId, name) => {
      const entry = read().get(name)
      if (entry === undefined) return null
      const { connectionId, tool } = entry
      return parts.mayUse(agentId)({ connectionId, tool }) ? { connectionId, tool } : null
    },
    version: (agentId) => {
      const version =
        versions.get(agentId) ??
        digestOf(list(agentId).map(({ name, tool }) => [name, tool.definitionHash]))
      versions.set(agentId, version)
      return version
    },
    forget: () => {
      known = null
      versions.clear()
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
