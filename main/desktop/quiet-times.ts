// Knows when the person is not to be disturbed: quiet hours by the clock on the wall, and do-not-disturb until a moment.
import type { Settings } from '../../shared/model/settings.ts'

/** Longest do-not-disturb that can be chosen; a longer one means that the clock was set back since. */
const longestMs = 36 * 60 * 60_000
const minutesPerDay = 24 * 60
const hourMs = 60 * 60_000
/** When "until tomorrow" ends, local time. */
const morningHour = 8

export type QuietSettings = Pick<Settings, 'quietHours' | 'doNotDisturbUntilMs'>

/** `at` is read in the time zone this computer has now, so that a journey or a summer time is followed at once. */
export function isQuiet({ quietHours, doNotDisturbUntilMs }: QuietSettings, at: Date): boolean {
  const leftMs = (doNotDisturbUntilMs ?? 0) - at.getTime()
  if (leftMs > 0 && leftMs <= longestMs) return true
  if (quietHours === null) return false
  const minute = at.getHours() * 60 + at.getMinutes()
  const { fromMinute, toMinute } = quietHours
  const passed = (minute - fromMinute + minutesPerDay) % minutesPerDay
  // Both the same means none, not all day.
  return passed < (toMinute - fromMinute + minutesPerDay) % minutesPerDay
}

/** The moment (Unix ms) that a choice of do-not-disturb lasts to; null for none. */
export function endOfChoice(until: 'hour' | 'tomorrow' | 'off', at: Date): number | null {
  if (until === 'off') return null
  if (until === 'hour') return at.getTime() + hourMs
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, morningHour).getTime()
}
