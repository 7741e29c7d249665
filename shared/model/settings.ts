// The settings noun: what the person chose for the whole app.
import { z } from 'zod'

export const settingsSchema = z.object({
  appearance: z.enum(['system', 'light', 'dark']),
  /** Notifications may approve low and elevated risk. Widening it is an approval. */
  notificationApprove: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = { appearance: 'system', notificationApprove: true }
/** In place of settings that were kept and cannot be read: whatever the person had, this allows no more. */
export const narrowestSettings: Settings = { appearance: 'system', notificationApprove: false }
