// What a test notification brought back: which way it went, whether it was seen to, and what to do when it failed.
import { z } from 'zod'

export const notificationTestSchema = z.object({
  /** Who showed it: a service with buttons, one without, or only the app itself. */
  way: z.enum(['actions', 'plain', 'in_app']),
  /** The service's own name and version, as it gives them; null where it gives none. Untrusted. */
  service: z.string().nullable(),
  /** What it says it can do. Untrusted. */
  capabilities: z.array(z.string()),
  /** Until the service had taken it; null when none did. */
  shownMs: z.number().nullable(),
  /** `unreported`: this way never tells what became of it. */
  end: z.enum(['button', 'body', 'closed', 'nothing', 'unreported']),
  /** What went wrong and what to do about it, in our words; null when all is well. */
  problem: z.string().nullable(),
})
export type NotificationTest = z.infer<typeof notificationTestSchema>
