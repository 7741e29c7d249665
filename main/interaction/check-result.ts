// Says whether a tool's structured result is what its own output schema promises.
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { text } from '../../shared/catalogue/text.ts'
import type { Tool } from '../../shared/model/connection.ts'
import type { CheckSchema } from './schema-checker.ts'

const structuredSchema = z.object({ structuredContent: z.unknown().optional() })

/** Words for the person where it is not; null where it is, or where that cannot be found out in time. */
export async function checkResult(
  check: CheckSchema,
  { outputSchema }: Pick<Tool, 'outputSchema'>,
  resultJson: string,
): Promise<string | null> {
  if (outputSchema === undefined) return null
  const { structuredContent } = structuredSchema.parse(JSON.parse(resultJson))
  if (structuredContent === undefined) return text('tools.result_unstructured')
  if (typeof structuredContent !== 'object' || structuredContent === null) return null
  const argumentsJson = canonicalize(structuredContent) ?? '{}'
  const verdict = await check({ schema: outputSchema, argumentsJson })
  return verdict.kind === 'misfits' ? text('tools.result_misfits') : null
}
