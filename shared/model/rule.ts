// The rule noun: a standing decision the person made, bounded by agent, tool, argument values, time and count.
import { z } from 'zod'

/** JSON Pointer (RFC 6901) of one value inside the arguments of a call. */
const pointer = z.string().max(2_000)

/** What one value of the arguments must be. A value that no condition names is not covered: the person is asked. */
export const ruleConditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any'), pointer }),
  /** `valueJson` is canonical JSON (RFC 8785) of the value. */
  z.object({ kind: z.literal('equals'), pointer, valueJson: z.string().max(20_000) }),
  z.object({
    kind: z.literal('one_of'),
    pointer,
    valuesJson: z.array(z.string().max(20_000)).min(1).max(100),
  }),
  /** A plain decimal, compared exactly. */
  z.object({
    kind: z.literal('at_most'),
    pointer,
    limit: z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/),
  }),
  /** A file path or an address below this one, never the same start of a longer name. */
  z.object({ kind: z.literal('below'), pointer, prefix: z.string().min(1).max(4_000) }),
])
export type RuleCondition = z.infer<typeof ruleConditionSchema>

/** `allow` runs unasked; `deny` refuses unasked; `high` raises the risk class, so that a proof is asked for. */
export const ruleEffectSchema = z.enum(['allow', 'deny', 'high'])
export type RuleEffect = z.infer<typeof ruleEffectSchema>

/** `void`: the tool's definition changed since the person allowed it. `ended`: its time or its task is over, for good. */
export const ruleStateSchema = z.enum(['active', 'paused', 'revoked', 'void', 'ended'])
export type RuleState = z.infer<typeof ruleStateSchema>

/** The longest time that a rule may be given, in ms: nobody is asked for so long. What forbids may stand for longer. */
export const longestRuleMs = { allow: 31 * 86_400_000, deny: 366 * 86_400_000 } as const

const ruleShape = z.object({
  id: z.string(),
  effect: ruleEffectSchema,
  state: ruleStateSchema,
  agentId: z.string(),
  connectionId: z.string(),
  tool: z.string(),
  /** The definition that the person saw; any other voids the rule. */
  toolDefinitionHash: z.string(),
  /** Ends with this task too; null for a rule that outlives tasks. */
  taskId: z.string().nullable(),
  conditions: z.array(ruleConditionSchema).max(200),
  /** Unix ms; every rule ends. */
  expiresAtMs: z.number(),
  /** Null: as often as it likes until it ends. */
  maxUses: z.number().int().positive().nullable(),
  uses: z.number().int().nonnegative(),
  lastUsedAtMs: z.number().nullable(),
  /** The call that was on the screen when it was made, else null. */
  madeFromCallId: z.string().nullable(),
  createdAtMs: z.number(),
  /** When it was revoked or voided, else null. */
  endedAtMs: z.number().nullable(),
})
/** A row with bounds that no person can have given is no rule. */
export const ruleSchema = ruleShape.refine(({ effect, createdAtMs, expiresAtMs }) => {
  const spanMs = expiresAtMs - createdAtMs
  return spanMs > 0 && spanMs <= longestRuleMs[effect === 'allow' ? 'allow' : 'deny']
}, 'The bounds of this rule are not sound')
export type Rule = z.infer<typeof ruleSchema>

/** What the person chose beside "once": how long, how often, and for which arguments. */
export const allowForSchema = z
  .object({
    until: z.enum(['task', 'hour', 'day', 'week', 'month']),
    maxUses: z.number().int().min(1).max(1_000).nullable(),
    conditions: z.array(ruleConditionSchema).max(200),
  })
  .strict()
export type AllowFor = z.infer<typeof allowForSchema>
