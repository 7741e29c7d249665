// Reads what the hook command sends: an agent's question before it uses a tool of its own, as that agent wrote it.
import { z } from 'zod'

/** The members of an agent's own message that count; the rest is not looked at. */
const questionSchema = z.looseObject({
  hook_event_name: z.literal('PreToolUse'),
  tool_name: z.string().min(1).max(200),
  tool_input: z.record(z.string(), z.unknown()),
  session_id: z.string().max(500).optional().catch(undefined),
  // Short enough to be kept and shown whole: an approval counts for this folder alone.
  cwd: z.string().max(1_900).optional().catch(undefined),
})

/** `hook` is the message as the agent gave it; `waitMs` is how long its process can wait for the answer. */
export const hookRequestSchema = z.object({
  client: z.string().min(1).max(200),
  waitMs: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * 60 * 1_000),
  hook: questionSchema,
})
export type HookRequest = z.infer<typeof hookRequestSchema>

/** Unlike a record, which would leave out a member called `__proto__` that the person was shown. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `pass`: not for the hook to decide, because the call comes through the gateway as well. */
export const hookAnswerSchema = z.object({
  decision: z.enum(['allow', 'deny', 'ask', 'pass']),
  reason: z.string(),
  /** What the person made of the arguments, all of it; absent where they are as they were asked for. */
  updatedInput: z.custom<Record<string, unknown>>(isObject).optional(),
})
export type HookAnswer = z.infer<typeof hookAnswerSchema>
