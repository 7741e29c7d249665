// Pins each tool to the definition that was seen first: what a server changes afterwards waits for the person. Pure.
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'

/** Names that are remembered after their server stopped offering them. */
const mostGone = 500

export interface Reading {
  /** Everything kept of the connection's tools, those that are gone too. */
  readonly before: readonly Tool[]
  /** What the server lists now. */
  readonly listed: readonly Tool[]
  /** False where the server did not list to an end: what is missing may still be there. */
  readonly complete: boolean
  /** The server names another authorization server than the one under which its tools were accepted. */
  readonly identityChanged: boolean
  readonly nowMs: number
}

/**
 * What is to be kept (threats 125, 126). A tool that is seen for the first time is accepted as it is; one whose
 * definition is not the accepted one is blocked and keeps what was accepted, to be compared. One that is gone stays
 * pinned, so that it cannot come back as another.
 */
export function pinTools({ before, listed, ...facts }: Reading): Tool[] {
  const known = new Map(before.map((tool) => [tool.name, tool]))
  const names = new Set(listed.map(({ name }) => name))
  const isFirst = before.length === 0
  const now = listed.map((tool) => {
    const old = known.get(tool.name)
    return old === undefined
      ? pinNew(tool, isFirst ? null : facts.nowMs)
      : pinKnown(tool, old, facts)
  })
  const missing = before.filter(({ name }) => !names.has(name))
  const left = facts.complete ? missing.map((tool): Tool => ({ ...tool, gone: true })) : missing
  return [...now, ...left.slice(-mostGone)]
}

function pinNew(tool: Tool, addedAtMs: number | null): Tool {
  return {
    ...tool,
    acceptedHash: tool.definitionHash,
    ...(addedAtMs === null ? {} : { addedAtMs }),
  }
}

function pinKnown(tool: Tool, old: Tool, facts: Pick<Reading, 'identityChanged'>): Tool {
  const acceptedHash = facts.identityChanged ? unaccepted : (old.acceptedHash ?? old.definitionHash)
  const pinned: Tool = {
    ...tool,
    acceptedHash,
    ...(old.addedAtMs === undefined ? {} : { addedAtMs: old.addedAtMs }),
  }
  if (!isToolBlocked(pinned)) return pinned
  const accepted = old.accepted ?? (old.hidden === undefined ? pickAccepted(old) : undefined)
  return accepted === undefined ? pinned : { ...pinned, accepted }
}

/** No definition has this hash: everything of a server that became another one waits for the person. */
const unaccepted = 'none'

function pickAccepted({ title, description, inputSchema, annotations }: Tool): Tool['accepted'] {
  return { title, description, inputSchema, annotations }
}

/** As it is after the person accepted the definition that is there now. */
export function acceptTool({ accepted: _was, addedAtMs: _since, ...tool }: Tool): Tool {
  return { ...tool, acceptedHash: tool.definitionHash }
}
