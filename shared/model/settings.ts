// The settings noun: what the person chose for the whole app.
import { z } from 'zod'

const minuteOfDay = z.number().int().min(0).max(1_439)

/** Local time of day, in minutes since midnight; `from` after `to` means over midnight. */
export const quietHoursSchema = z.object({ fromMinute: minuteOfDay, toMinute: minuteOfDay })
export type QuietHours = z.infer<typeof quietHoursSchema>

/** What settings of an earlier version lack has its default here. */
export const settingsSchema = z.object({
  appearance: z.enum(['system', 'light', 'dark']),
  /** Notifications may approve low and elevated risk. Widening it is an approval. */
  notificationApprove: z.boolean(),
  language: z.enum(['system', 'en', 'de']).default('system'),
  /** The kill switch: no call is sent. Ending it is an approval. */
  paused: z.boolean().default(false),
  /** No notification then; the tray still tells. */
  quietHours: quietHoursSchema.nullable().default(null),
  /** As quiet hours, until this moment (Unix ms); null when off. */
  doNotDisturbUntilMs: z.number().nullable().default(null),
  startAtLogin: z.boolean().default(false),
  /** Port of the gateway on this machine; null: one that is free. */
  gatewayPort: z.number().int().min(1_024).max(65_535).nullable().default(null),
  /** The first-run screen was left. */
  firstRunDone: z.boolean().default(false),
})
export type Settings = z.infer<typeof settingsSchema>
export const defaultSettings: Settings = settingsSchema.parse({
  appearance: 'system',
  notificationApprove: true,
})
/** In place of settings that were kept and cannot be read: whatever the person had, this allows no more. */
export const narrowestSettings: Settings = {
  ...defaultSettings,
  notificationApprove: false,
  paused: true,
}
