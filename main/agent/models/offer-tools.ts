// Which tools a model is offered, under which names, and what it is told of those that cannot be.
import type { ModelTool } from '../model.ts'
import { mendSchema, type JsonSchema } from './mend-schema.ts'
import { planTool, planToolName } from './plan-tool.ts'
import { providerName } from './tool-names.ts'

export interface OfferedTool {
  readonly name: string
  readonly description: string
  readonly inputSchema: JsonSchema
  /** Null: the plan, which is ours. */
  readonly of: ModelTool | null
}

export interface ToolOffer {
  /** By the name that the provider gets. */
  readonly tools: ReadonlyMap<string, OfferedTool>
  /** How many were left out, for want of room or because no provider takes their schema. */
  readonly leftOut: number
}

/** What OpenAI takes, ours included. */
const mostTools = 128
const longestDescription = 1_024

/** Those that `preferred` names come first, so that a task keeps the tools it uses. */
export function offerTools(
  tools: readonly ModelTool[],
  preferred: ReadonlySet<string> = new Set(),
): ToolOffer {
  const isPreferred = ({ tool }: ModelTool): boolean =>
    preferred.has(providerName(tool.connectionId, tool.name))
  const ordered = [
    ...tools.filter((each) => isPreferred(each)),
    ...tools.filter((each) => !isPreferred(each)),
  ]
  const offered = new Map<string, OfferedTool>([[planToolName, planTool]])
  for (const each of ordered) {
    if (offered.size >= mostTools) break
    const inputSchema = mendSchema(each.tool.inputSchema)
    if (inputSchema === null) continue
    const name = providerName(each.tool.connectionId, each.tool.name)
    offered.set(name, { name, description: describe(each), inputSchema, of: each })
  }
  return { tools: offered, leftOut: tools.length - (offered.size - 1) }
}

/** Untrusted words, cut to what providers take. */
function describe({ tool, connectionName }: ModelTool): string {
  const title = tool.title === null ? tool.name : tool.title
  const whole = `${connectionName}: ${title}. ${tool.description}`
  return whole.length <= longestDescription ? whole : `${whole.slice(0, longestDescription - 1)}…`
}
