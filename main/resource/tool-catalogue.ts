// Reads a server's tools page by page, within bounds, and reduces each to what we keep, with a hash of its definition.
import { createHash } from 'node:crypto'
import type { Client } from '@modelcontextprotocol/client'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Tool, ToolHidden } from '../../shared/model/connection.ts'
import { findHiddenReason } from './clean-tool.ts'
import { hasSoundHeaders } from './header-names.ts'

const maxTools = 500
const maxPages = 50
/** A definition beyond this is not kept, nor what comes after all of them together. Characters of JSON. */
const largestDefinition = 128 * 1024
const largestCatalogue = 8 * 1024 * 1024
/** Longest wait for one page, milliseconds. */
const pageTimeoutMs = 30_000

/** A tool as its server lists it now. */
export interface ListedTool extends Tool {
  /** The hash that it had before its title and its result schema counted. */
  readonly earlierHash?: string
}

export interface ToolList {
  readonly tools: ListedTool[]
  /** False: the server went on listing beyond every bound, or in circles; what came until then is there. */
  readonly complete: boolean
}

const pageSchema = z.looseObject({
  tools: z.array(z.unknown()),
  nextCursor: z.string().optional(),
})
const hintSchema = z.boolean().optional().catch(undefined)
const wireToolSchema = z.looseObject({
  name: z.string().max(1_000),
  title: z.string().max(1_000).optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  inputSchema: z.record(z.string(), z.unknown()),
  outputSchema: z.record(z.string(), z.unknown()).optional().catch(undefined),
  annotations: z
    .looseObject({
      title: z.string().max(1_000).optional().catch(undefined),
      readOnlyHint: hintSchema,
      destructiveHint: hintSchema,
      idempotentHint: hintSchema,
      openWorldHint: hintSchema,
    })
    .optional()
    .catch(undefined),
  execution: z
    .looseObject({ taskSupport: z.enum(['optional', 'required']).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})
type WireTool = z.infer<typeof wireToolSchema>

/**
 * The tools of the server behind `client`, in its order. One that no agent can be offered is there too and says why; a
 * name that comes twice belongs to neither. `signal` ends the reading. Rejects as the SDK does.
 */
export async function requestTools(
  client: Client,
  connectionId: string,
  signal?: AbortSignal,
): Promise<ToolList> {
  if (client.getServerCapabilities()?.tools === undefined) return { tools: [], complete: true }
  const found: ListedTool[] = []
  const cursors = new Set<string>()
  const era = client.getProtocolEra()
  let cursor: string | undefined
  do {
    const page: z.infer<typeof pageSchema> = await client.request(
      { method: 'tools/list', params: cursor === undefined ? {} : { cursor } },
      pageSchema,
      { timeout: pageTimeoutMs, ...(signal === undefined ? {} : { signal }) },
    )
    for (const each of page.tools.slice(0, maxTools + 1 - found.length)) {
      const tool = wireToolSchema.safeParse(each)
      if (tool.success) found.push(buildTool(connectionId, tool.data, era === 'modern'))
    }
    cursor = page.nextCursor
    if (cursor === undefined) break
    const isCircle = cursors.has(cursor) || page.tools.length === 0
    if (isCircle || found.length > maxTools || cursors.size >= maxPages - 1) {
      return { tools: settle(found), complete: false }
    }
    cursors.add(cursor)
  } while (cursor !== undefined)
  return { tools: settle(found), complete: found.length <= maxTools }
}

/** One row per name. Of two alike nobody knows which would run, so neither does. */
function settle(found: readonly ListedTool[]): ListedTool[] {
  const byName = new Map<string, ListedTool>()
  let size = 0
  for (const tool of found.slice(0, maxTools)) {
    size += JSON.stringify(tool).length
    const known = byName.get(tool.name)
    if (known !== undefined) byName.set(tool.name, hide(known, 'twice'))
    else byName.set(tool.name, size > largestCatalogue ? hide(tool, 'large') : tool)
  }
  return [...byName.values()]
}

/** Its words are not kept; its hashes are, to tell whether it is still the same. */
function hide(tool: ListedTool, hidden: ToolHidden): ListedTool {
  const { connectionId, name, definitionHash, earlierHash = definitionHash } = tool
  const empty = { title: null, description: '', inputSchema: {}, annotations: {} }
  return { connectionId, name, ...empty, definitionHash, earlierHash, hidden }
}

function buildTool(connectionId: string, wire: WireTool, isModern: boolean): ListedTool {
  const { name, description = '', inputSchema, outputSchema, execution } = wire
  const annotations = pickHints(wire.annotations ?? {})
  const taskSupport = isModern ? undefined : execution?.taskSupport
  const title = wire.title ?? wire.annotations?.title ?? null
  const shown = { name, description, inputSchema, annotations }
  const result = outputSchema === undefined ? {} : { outputSchema }
  const tool: ListedTool = {
    connectionId,
    ...shown,
    title,
    ...result,
    definitionHash: hashDefinition({ ...shown, ...result, ...(title !== null && { title }) }),
    earlierHash: hashDefinition(shown),
    ...(taskSupport === undefined ? {} : { taskSupport }),
  }
  if (JSON.stringify(tool).length > largestDefinition) return hide(tool, 'large')
  const reason = findHiddenReason(tool)
  if (reason !== null) return hide(tool, reason)
  return isModern && !hasSoundHeaders(inputSchema) ? hide(tool, 'header') : tool
}

function pickHints(given: NonNullable<WireTool['annotations']>): Tool['annotations'] {
  const hints: Tool['annotations'] = {}
  if (given.readOnlyHint !== undefined) hints.readOnlyHint = given.readOnlyHint
  if (given.destructiveHint !== undefined) hints.destructiveHint = given.destructiveHint
  if (given.idempotentHint !== undefined) hints.idempotentHint = given.idempotentHint
  if (given.openWorldHint !== undefined) hints.openWorldHint = given.openWorldHint
  return hints
}

/**
 * SHA-256 (hex) over the canonical JSON of what a person decides by and an agent reads: name, description, schema, hints;
 * title and result schema where there are any. How a server runs a tool (`taskSupport`) says nothing to either.
 */
export function hashDefinition(
  definition: Pick<
    Tool,
    'name' | 'description' | 'inputSchema' | 'annotations' | 'outputSchema'
  > & {
    readonly title?: string
  },
): string {
  return createHash('sha256')
    .update(canonicalize(definition) ?? '')
    .digest('hex')
}
