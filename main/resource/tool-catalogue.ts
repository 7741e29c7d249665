// Reads a server's tools and reduces each to what we keep, with a hash of its definition.
import { createHash } from 'node:crypto'
import type { Client, Tool as McpTool } from '@modelcontextprotocol/client'
import canonicalize from 'canonicalize'
import type { Tool } from '../../shared/model/connection.ts'

const maxTools = 500

/** All tools of the server behind `client`, in its order; at most 500. */
export async function requestTools(client: Client, connectionId: string): Promise<Tool[]> {
  const { tools } = await client.listTools()
  const byName = new Map(tools.slice(0, maxTools).map((tool) => [tool.name, tool]))
  return [...byName.values()].map((tool) => buildTool(connectionId, tool))
}

function buildTool(connectionId: string, tool: McpTool): Tool {
  const description = tool.description ?? ''
  const inputSchema: Record<string, unknown> = { ...tool.inputSchema }
  const annotations = pickHints(tool.annotations ?? {})
  return {
    connectionId,
    name: tool.name,
    title: tool.title ?? tool.annotations?.title ?? null,
    description,
    inputSchema,
    annotations,
    definitionHash: hashDefinition({ name: tool.name, description, inputSchema, annotations }),
  }
}

function pickHints(given: NonNullable<McpTool['annotations']>): Tool['annotations'] {
  const hints: Tool['annotations'] = {}
  if (given.readOnlyHint !== undefined) hints.readOnlyHint = given.readOnlyHint
  if (given.destructiveHint !== undefined) hints.destructiveHint = given.destructiveHint
  if (given.idempotentHint !== undefined) hints.idempotentHint = given.idempotentHint
  if (given.openWorldHint !== undefined) hints.openWorldHint = given.openWorldHint
  return hints
}

/** SHA-256 (hex) over the canonical JSON of what a person decides by: name, description, schema, hints. */
export function hashDefinition(
  definition: Pick<Tool, 'name' | 'description' | 'inputSchema' | 'annotations'>,
): string {
  return createHash('sha256')
    .update(canonicalize(definition) ?? '')
    .digest('hex')
}
