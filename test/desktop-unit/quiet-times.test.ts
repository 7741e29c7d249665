// Proves when it is quiet: by the clock on the wall, over midnight, over summer time, with a clock that was set.
import { afterEach, describe, expect, test } from 'vitest'
import { endOfChoice, isQuiet } from '../../main/desktop/quiet-times.ts'

const zone = process.env['TZ']
afterEach(() => {
  process.env['TZ'] = zone
})

const at = (hour: number, minute = 0, day = 10): Date => new Date(2026, 5, day, hour, minute)
const hours = (from: number, to: number) => ({
  quietHours: { fromMinute: from * 60, toMinute: to * 60 },
  doNotDisturbUntilMs: null,
})
const until = (moment: Date | number | null) => ({
  quietHours: null,
  doNotDisturbUntilMs: moment === null ? null : Number(moment),
})

describe('quiet hours', () => {
  test.each([
    [9, 17, [9, 12, 16], [8, 17, 23, 0]],
    // Dies if: the later time is taken for the end of the same day.
    [22, 7, [22, 23, 0, 3, 6], [7, 12, 21]],
    [0, 24 - 1, [0, 12, 22], [23]],
  ])('[NOTE-05] from %i to %i', (from, to, quiet, loud) => {
    for (const hour of quiet)
      expect([hour, isQuiet(hours(from, to), at(hour))]).toEqual([hour, true])
    for (const hour of loud)
      expect([hour, isQuiet(hours(from, to), at(hour))]).toEqual([hour, false])
  })

  test('[NOTE-05] end with their minute, and the same time twice is never', () => {
    expect(isQuiet(hours(22, 7), at(6, 59))).toBe(true)
    expect(isQuiet(hours(22, 7), at(7, 0))).toBe(false)
    expect(isQuiet(hours(8, 8), at(8))).toBe(false)
  })

  test('[NOTE-05] go with the time zone of the computer, and with summer time', () => {
    const night = hours(22, 7)
    const moment = Date.UTC(2026, 0, 15, 21, 30)
    process.env['TZ'] = 'Europe/Berlin'
    expect(isQuiet(night, new Date(moment))).toBe(true)
    process.env['TZ'] = 'America/New_York'
    // Dies if: the zone of the time when they were chosen is kept.
    expect(isQuiet(night, new Date(moment))).toBe(false)
    process.env['TZ'] = 'Europe/Berlin'
    // The night in which 2:00 becomes 3:00.
    expect(isQuiet(night, new Date(Date.UTC(2026, 2, 29, 4, 59)))).toBe(true)
    expect(isQuiet(night, new Date(Date.UTC(2026, 2, 29, 5, 0)))).toBe(false)
  })
})

describe('do not disturb', () => {
  test('[NOTE-05] lasts for its hour, or until the next morning, and can be ended', () => {
    const now = at(23, 30)
    expect(endOfChoice('off', now)).toBeNull()
    expect(isQuiet(until(endOfChoice('hour', now)), at(23, 30 + 59))).toBe(true)
    expect(isQuiet(until(endOfChoice('hour', now)), at(23, 30 + 60))).toBe(false)
    expect(new Date(endOfChoice('tomorrow', now) ?? 0)).toEqual(at(8, 0, 11))
    expect(isQuiet(until(null), now)).toBe(false)
  })

  test('[NOTE-05] does not last for weeks because the clock was set back', () => {
    const end = endOfChoice('tomorrow', at(12, 0, 28))
    expect(isQuiet(until(end), at(12, 0, 28))).toBe(true)
    expect(isQuiet(until(end), at(12, 0, 1))).toBe(false)
  })
})
