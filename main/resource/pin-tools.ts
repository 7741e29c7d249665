// Pins each tool to the definition that was seen first: what a server changes afterwards waits for the person. Pure.
import canonicalize from 'canonicalize'
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'
import type { ListedTool } from './tool-catalogue.ts'

/** Names that are remembered after their server stopped offering them: all that a person can put aside at once. */
const mostGone = 2_000

export interface Reading {
  /** Everything kept of the connection's tools, those that are gone too. */
  readonly before: readonly Tool[]
  /** What the server lists now. */
  readonly listed: readonly ListedTool[]
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
  // What went last stands first.
  return [...now, ...left.slice(0, mostGone)]
}

function pinNew({ earlierHash: _earlier, ...tool }: ListedTool, addedAtMs: number | null): Tool {
  return {
    ...tool,
    outputKnown: true,
    acceptedHash: tool.definitionHash,
    ...(addedAtMs === null ? {} : { addedAtMs }),
  }
}

function pinKnown(listed: ListedTool, old: Tool, facts: Pick<Reading, 'identityChanged'>): Tool {
  const { earlierHash: _earlier, ...tool } = listed
  const before = old.acceptedHash ?? old.definitionHash
  const isHidden = listed.hidden !== undefined
  // A row without words says less than what was kept of it when it was hidden.
  const rows = old.hidden !== undefined && old.accepted !== undefined ? [] : [old]
  const known = [knowAccepted(old, before), ...rows]
  const same = known.find((each) => isStill(each, listed)) ?? tool
  const pinned: Tool = {
    ...tool,
    definitionHash: same.definitionHash,
    ...(isHidden && old.outputKnown !== true ? {} : { outputKnown: true }),
    acceptedHash: facts.identityChanged ? unaccepted : before,
    ...(old.addedAtMs === undefined ? {} : { addedAtMs: old.addedAtMs }),
  }
  // Its words are not read while it is hidden: it has to come back as what it was.
  if (!isToolBlocked(pinned) && !isHidden) return pinned
  const kept = old.accepted ?? (old.hidden === undefined ? pickAccepted(old) : undefined)
  return kept === undefined ? pinned : { ...pinned, accepted: kept }
}

type Known = Pick<Tool, 'title' | 'outputSchema' | 'outputKnown' | 'hidden' | 'definitionHash'>

/** What was accepted: the row itself, where nothing else was since. */
function knowAccepted(old: Tool, definitionHash: string): Known {
  if (old.accepted === undefined) return { ...old, definitionHash }
  const isKnown = old.outputKnown === true ? ({ outputKnown: true } as const) : {}
  return { ...old.accepted, ...isKnown, definitionHash }
}

/**
 * Under the hash that it was pinned with, so that what the person decided by that hash goes on. One from before title and
 * result schema counted is the same where these are, as far as they were kept.
 */
function isStill(known: Known, listed: ListedTool): boolean {
  if (known.definitionHash === listed.definitionHash) return true
  if (known.definitionHash !== listed.earlierHash) return false
  const wasUnread = known.hidden !== undefined && known.outputKnown !== true
  return (
    wasUnread ||
    listed.hidden !== undefined ||
    (hasSameTitle(known, listed) && hasSameResult(known, listed))
  )
}

function hasSameTitle({ title, outputKnown }: Known, listed: Tool): boolean {
  return title === listed.title || (title === null && outputKnown !== true)
}

function hasSameResult({ outputSchema, outputKnown }: Known, listed: Tool): boolean {
  if (outputKnown !== true) return true
  return canonicalize(outputSchema ?? null) === canonicalize(listed.outputSchema ?? null)
}

/** No definition has this hash: everything of a server that became another one waits for the person. */
const unaccepted = 'none'

function pickAccepted(tool: Tool): Tool['accepted'] {
  const { title, description, inputSchema, annotations, outputSchema } = tool
  const result = outputSchema === undefined ? {} : { outputSchema }
  return { title, description, inputSchema, annotations, ...result }
}

/** As it is after the person accepted the definition that is there now. */
export function acceptTool({ accepted: _was, addedAtMs: _since, ...tool }: Tool): Tool {
  return { ...tool, acceptedHash: tool.definitionHash }
}
