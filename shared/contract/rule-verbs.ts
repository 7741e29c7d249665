// The verbs of rules: the app window pauses, revokes and forbids; anything that would let more run it only asks for.
import { z } from 'zod'
import { allowForSchema } from '../model/rule.ts'
import { ruleDetailSchema } from '../rule-view.ts'

const id = z.string().min(1).max(200)
const byRule = z.object({ ruleId: id }).strict()
const done = z.object({ done: z.literal(true) })
const forbids = z.enum(['deny', 'high'])

export const ruleVerbs = {
  'rule.load': { surface: 'app', widens: false, input: byRule, output: ruleDetailSchema },
  /** Takes effect at once: what was allowed and has not been sent is asked about again. */
  'rule.pause': { surface: 'app', widens: false, input: byRule, output: done },
  'rule.revoke': { surface: 'app', widens: false, input: byRule, output: done },
  /** Only asks: the approval view shows both rules in full and confirms. */
  'rule.ask': {
    surface: 'app',
    widens: false,
    input: z
      .object({
        ruleId: id,
        change: z.enum(['resume', 'limits', 'again', 'lift']),
        allowFor: allowForSchema.nullable(),
      })
      .strict(),
    output: done,
  },
  /** Every call of the same agent to the same tool is refused, or counts as high risk, from now on. */
  'rule.deny-alike': {
    surface: 'app',
    widens: false,
    input: z.object({ callId: id, effect: forbids }).strict(),
    output: done,
  },
  /** As `rule.deny-alike`, for what is shown; the shown call is denied too. */
  'approval.deny-alike': {
    surface: 'approval',
    widens: false,
    input: z.object({ interactionId: id, digest: id }).strict(),
    output: done,
  },
} as const
