// The one tool of ours that every model is offered: laying out exact calls for the person to see at once.
import { z } from 'zod'
import { canonicalJson, freezeArguments } from '../../interaction/digest.ts'
import type { OfferedTool } from './offer-tools.ts'

export const planToolName = 'propose_plan'

export const planTool: OfferedTool = {
  name: planToolName,
  description:
    'Lay out several exact calls before making any of them, so that the person sees and approves them at once. ' +
    'They may drop some or change arguments. Afterwards call each tool with exactly the approved arguments.',
  inputSchema: {
    type: 'object',
    properties: {
      calls: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: {
          type: 'object',
          properties: {
            tool: { type: 'string', description: 'Name of the tool, as it is offered' },
            arguments: { type: 'object', description: 'Exactly what it would be called with' },
            why: { type: 'string', description: 'One short sentence for the person' },
          },
          required: ['tool', 'arguments', 'why'],
        },
      },
    },
    required: ['calls'],
  },
  of: null,
}

export interface LaidOutCall {
  readonly tool: string
  readonly argumentsJson: string
  readonly why: string
}

const planSchema = z.object({
  calls: z
    .array(
      z.object({
        tool: z.string(),
        arguments: z.record(z.string(), z.unknown()).default({}),
        why: z.string().default(''),
      }),
    )
    .min(1)
    .max(100),
})

/**
 * Throws `agent/bad_call` for unsound JSON; null for JSON that is no plan. `freezeArguments` proves first that reading
 * the text loses nothing (no key twice, no number changed), so each call's arguments may be written anew.
 */
export function readPlan(raw: string): LaidOutCall[] | null {
  const parsed = planSchema.safeParse(JSON.parse(freezeArguments(raw)))
  if (!parsed.success) return null
  return parsed.data.calls.map(({ tool, arguments: values, why }) => ({
    tool,
    argumentsJson: canonicalJson(values),
    why,
  }))
}
