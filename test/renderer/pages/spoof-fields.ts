// Puts one string into every field of a card, found by walking the card's schema, so that no new field is forgotten.
import { z } from 'zod'
import { approvalCardSchema } from '../../../shared/approval-card.ts'
import type { ApprovalCard } from '../../../shared/approval-card.ts'
import { canonicalJson } from '../../../main/interaction/digest.ts'
import { nowMs } from '../gallery/moment.ts'

/** A value that the schema accepts, with `words` for every free text in it. */
function fill(schema: z.core.$ZodType, words: string): unknown {
  if (schema instanceof z.ZodString) return words
  if (schema instanceof z.ZodNumber) return 3
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return fill(schema.unwrap(), words)
  }
  if (schema instanceof z.ZodArray) return [fill(schema.element, words)]
  if (schema instanceof z.ZodUnion) {
    const [first] = schema.options
    return first === undefined ? null : fill(first, words)
  }
  if (schema instanceof z.ZodRecord) return {}
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
    return Object.fromEntries(
      Object.entries(shape).map(([name, part]) => [name, fill(part, words)]),
    )
  }
  throw new Error(`the walk does not know ${schema.constructor.name}`)
}

/** What is not shown, or is no free text: digests, identifiers, canonical JSON. */
function withStructure(card: ApprovalCard, words: string): ApprovalCard {
  const { call } = card
  if (call === null) throw new Error('the schema has a call')
  const [row] = call.rows
  if (row === undefined) throw new Error('the schema has rows')
  const plain = { ...row, shape: 'text' as const, emphasis: null, valueJson: canonicalJson(words) }
  return {
    ...card,
    interactionId: `spoof ${words.length} ${words}`,
    digest: 'ab'.repeat(32),
    kind: 'approval',
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 500_000,
    busy: null,
    call: {
      ...call,
      rows: [
        { ...plain, pointer: '/a' },
        { ...plain, pointer: '/b', shape: 'long_text' },
        { ...plain, pointer: '/c', diff: null, decoded: null },
      ],
      argumentsJson: canonicalJson({ words }),
      editedFromJson: canonicalJson({ words }),
      byteCount: 20,
      approvedAtMs: null,
    },
    elicitation: null,
    widening: null,
    allowFor: null,
    stepUpAhead: null,
  }
}

/** An approval in which everything says `words`. */
export function cardSaying(words: string): ApprovalCard {
  const filled = fill(approvalCardSchema, words) as ApprovalCard
  return approvalCardSchema.parse(withStructure(filled, words))
}
