// The two tool requests of other agents, the same in both eras: what they may use, and using it.
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { buildTextResult } from './call-words.ts'
import { answerFault, answerResult, buildFault, type RpcRequest } from './json-rpc.ts'
import { metaKeys, waitToolName } from './mcp-names.ts'
import { allowReceipt } from './output-schema.ts'
import type { OfferedTool, OfferedTools } from './offered-tools.ts'
import { sliceRawArguments } from './raw-arguments.ts'
import { serveCall, type Asker, type ServeCallParts } from './serve-call.ts'
import { answerWait, buildWaitTool } from './wait-for-call.ts'

export interface McpToolsParts extends ServeCallParts {
  readonly offered: OfferedTools
}

/** Tools of one page of a list; a page of the largest definitions is a few megabytes. */
const pageSize = 100

const callParamsSchema = z.looseObject({
  name: z.string().max(256),
  arguments: z.record(z.string(), z.unknown()).optional(),
  _meta: z.looseObject({ [metaKeys.why]: z.string().optional() }).optional(),
})
const listParamsSchema = z.looseObject({ cursor: z.string().max(64).optional() })

export interface ListedTool {
  readonly [member: string]: unknown
}

export interface ListRequest {
  readonly agent: Agent
  readonly params: unknown
  /** What this era adds to each tool of a server. */
  readonly extra?: ListedTool
  /** What this era adds to the page. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** One page as JSON text; null for a cursor that is none of ours. */
export function buildToolList(
  { offered }: Pick<McpToolsParts, 'offered'>,
  { agent, params, extra = {}, more = {} }: ListRequest,
): string | null {
  const parsed = listParamsSchema.safeParse(params)
  if (!parsed.success) return null
  const start = Number(parsed.data.cursor ?? '0')
  const own = offered.list(agent.id)
  if (!Number.isInteger(start) || start < 0 || start > own.length) return null
  const end = start + pageSize
  const page = own.slice(start, end).map((each) => ({ ...buildListed(each), ...extra }))
  // Ours comes after all of theirs.
  if (end > own.length) return JSON.stringify({ tools: [...page, buildWaitTool()], ...more })
  return JSON.stringify({ tools: page, nextCursor: String(end), ...more })
}

function buildListed({ name, tool }: OfferedTool): ListedTool {
  const { title, description, inputSchema, annotations } = tool
  const outputSchema = tool.outputSchema === undefined ? undefined : allowReceipt(tool.outputSchema)
  return {
    name,
    ...(title !== null && { title }),
    ...(description !== '' && { description }),
    // MCP wants an object at the root, and some servers leave the word out.
    inputSchema: { ...withoutHeaders(inputSchema), type: 'object' },
    ...(outputSchema !== undefined && { outputSchema }),
    annotations,
  }
}

/** Which parameters a server wants in its headers is between that server and us. */
function withoutHeaders(schema: OfferedTool['tool']['inputSchema']): Record<string, unknown> {
  if (!JSON.stringify(schema).includes('"x-mcp-header"')) return schema
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === 'x-mcp-header' ? undefined : value,
  ) as Record<string, unknown>
}

export interface CallRequestParts {
  readonly agent: Agent
  readonly message: RpcRequest
  readonly bodyText: string
}

/** Runs the whole journey. What it does is decided by the body alone, never by a header. */
export async function callTool(
  parts: McpToolsParts,
  { agent, message, bodyText }: CallRequestParts,
  asker: Asker,
): Promise<Response> {
  const { id } = message
  const params = callParamsSchema.safeParse(message.params)
  if (!params.success) {
    const fault = buildFault('invalidParams', 'Invalid params: name and arguments', { id })
    return answerFault({ ...fault, status: 200 })
  }
  const { name, arguments: given = {}, _meta: meta } = params.data
  if (name === waitToolName) return answerWait(parts, { agent, given }, asker)
  const use = parts.offered.find(agent.id, name)
  if (use === null) {
    const words = text('gateway_calls.no_such_tool', { name: name.slice(0, 64) })
    return answerFault(buildFault('invalidParams', words, { id, status: 200 }))
  }
  const why = meta?.[metaKeys.why]
  const asked = { ...use, agent, why: typeof why === 'string' ? why : '' }
  const call = takeCall(parts, { ...asked, argumentsJsonText: sliceRawArguments(bodyText) })
  if (typeof call === 'string') return answerResult(id, asker.wrap(buildTextResult(call, true)))
  return serveCall(parts, call, asker)
}

/** The call, or why it was not taken, in words for the agent. */
function takeCall(
  { desk, log }: McpToolsParts,
  asked: Parameters<ServeCallParts['desk']['ask']>[0],
): ToolCall | string {
  try {
    return desk.ask(asked)
  } catch (error) {
    if (isCountersignError(error)) return error.message
    log('error', 'A call of another agent could not be taken', error)
    return text('gateway_calls.broken')
  }
}
