// What the app window shows of a plan, among the steps of its task.
import { z } from 'zod'
import { planEntrySchema, planSchema } from './model/plan.ts'
import { riskSchema } from './model/tool-call.ts'

export const planViewSchema = z.object({
  planId: z.string(),
  state: planSchema.shape.state,
  /** The question in the approval view; null where it is closed. */
  interactionId: z.string().nullable(),
  /** Why it was denied, visible; else null. */
  reason: z.string().nullable(),
  entries: z.array(
    z.object({
      position: z.number(),
      title: z.string(),
      risk: riskSchema,
      state: z.enum([...planEntrySchema.shape.state.options, 'problem']),
      edited: z.boolean(),
    }),
  ),
})
export type PlanView = z.infer<typeof planViewSchema>
