// Names tools for other agents: the server's name and the tool's, in letters that every model endpoint takes.
import { createHash } from 'node:crypto'

export interface Named {
  readonly connectionId: string
  /** The server's own name. Untrusted. */
  readonly server: string
  readonly tool: string
}

/** Model endpoints take 64 characters, and clients put their own name for us in front (`mcp__countersign__`). */
const longestName = 46
const longestServer = 16
const marks = /\p{Mark}/gu

/**
 * Names by what they stand for, unique, the same on every call while the connections are the same. Where two servers call
 * themselves alike, both carry a mark of their own: neither can take the name of the other.
 */
export function nameTools<Tool extends Named>(tools: readonly Tool[]): Map<string, Tool> {
  const servers = nameServers(tools)
  const wanted = tools.map((tool) => buildName(servers.get(tool.connectionId) ?? 'server', tool))
  const counts = countAlike(wanted)
  return new Map(
    tools.map((tool, index) => {
      const name = wanted[index] ?? ''
      return [counts.get(name) === 1 ? name : withMark(name, tool.tool), tool]
    }),
  )
}

function nameServers(tools: readonly Named[]): Map<string, string> {
  const names = new Map(tools.map(({ connectionId, server }) => [connectionId, slug(server)]))
  const counts = countAlike([...names.values()])
  return new Map(
    [...names].map(([id, name]) => [id, counts.get(name) === 1 ? name : `${name}-${mark(id)}`]),
  )
}

function buildName(server: string, { tool }: Named): string {
  const legal = tool.replaceAll(/[^A-Za-z0-9_-]/g, '_')
  const name = `${server}__${legal}`
  return legal === tool && name.length <= longestName ? name : withMark(name, tool)
}

/** Cut to make room for a mark that tells it from others that would look alike. */
function withMark(name: string, exact: string): string {
  return `${name.slice(0, longestName - 7)}-${mark(exact)}`
}

function slug(words: string): string {
  const letters = words
    .normalize('NFKD')
    .replaceAll(marks, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestServer)
    .replaceAll(/^-+|(?<!-)-+$/g, '')
  return letters === '' ? 'server' : letters
}

const mark = (exact: string): string =>
  createHash('sha256').update(exact, 'utf8').digest('hex').slice(0, 6)

function countAlike(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
