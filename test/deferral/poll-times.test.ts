// Proves when the next poll is, to the millisecond: interval, jitter, Retry-After, failures and the last moments.
import { describe, expect, test } from 'vitest'
import {
  isMissedExtraPoll,
  latePollAtMs,
  planRegularPoll,
  planRetry,
  planSuspendedPoll,
} from '../../main/deferral/poll-times.ts'
import type { Deferral, DeferralDialect } from '../../shared/model/deferral.ts'
import { buildDeferral } from '../store/nouns.ts'

const farMs = 1e12
/** The last exchange ended at 0, the interval is ten seconds, and no poll was sent yet. */
const at = (changes: Partial<Deferral> = {}): Deferral =>
  buildDeferral({
    lastExchangeEndAtMs: 0,
    intervalSeconds: 10,
    expiresAtMs: farMs,
    pollCount: 0,
    finalPollDone: false,
    ...changes,
  })
const chance = (unit: number) => ({ nowMs: 0, unit: () => unit })
const regular = (changes: Partial<Deferral>, retryAfter: number | null = null, unit = 0): number =>
  planRegularPoll(at(changes), chance(unit), retryAfter)
const retry = (changes: Partial<Deferral>, retryAfter: number | null = null): number =>
  planRetry(at({ failures: 1, ...changes }), retryAfter, chance(0))

describe('a regular poll', () => {
  test.each([
    [null, 10_000],
    [0, 10_000],
    [9, 10_000],
    [11, 11_000],
    [3_600, 3_600_000],
    [3_601, 3_600_000],
  ])('[DEF-14] with Retry-After %s comes after %i ms', (retryAfter, ms) => {
    expect(regular({}, retryAfter)).toBe(ms)
    expect(regular({ lastExchangeEndAtMs: 500 }, retryAfter)).toBe(ms + 500)
  })

  // Dies if: jitter makes a poll early, or a part of a millisecond is cut off.
  test.each([
    [0, 10_000],
    [0.00001, 10_001],
    [0.5, 10_500],
    [1, 11_000],
  ])('[DEF-01] with chance %d comes after %i ms', (unit, ms) => {
    expect(regular({}, null, unit)).toBe(ms)
  })

  // Dies if: the last moments are moved by a millisecond, or one extra poll is sent where none is due.
  test.each<[string, Partial<Deferral>, number]>([
    ['in time', { expiresAtMs: 13_000 }, 10_000],
    ['too late to be answered, by a little', { expiresAtMs: 12_999 }, 10_000],
    ['a second before the expiry', { expiresAtMs: 11_000 }, 10_000],
    ['nearer: the extra poll', { expiresAtMs: 10_999 }, 7_999],
    ['in the last interval, polled before it', { expiresAtMs: 10_000, pollCount: 1 }, 7_000],
    ['in the last interval, polled in it', { expiresAtMs: 9_999, pollCount: 1 }, 19_999],
    ['in the last interval, never polled', { expiresAtMs: 9_999 }, 6_999],
    ['with the extra poll done', { expiresAtMs: 9_999, finalPollDone: true }, 19_999],
    ['with no time for it', { expiresAtMs: 8_000, lastExchangeEndAtMs: 5_000 }, 18_000],
    ['with a moment for it', { expiresAtMs: 8_001, lastExchangeEndAtMs: 5_000 }, 5_001],
    ['with less than no time', { expiresAtMs: 7_000, lastExchangeEndAtMs: 5_000 }, 17_000],
    ['after the expiry', { expiresAtMs: 1_000, lastExchangeEndAtMs: 5_000 }, 15_000],
    ['at the end of a long interval', { expiresAtMs: 9_999, intervalSeconds: 60 }, 6_999],
    [
      'after a long interval',
      { expiresAtMs: 9_999, intervalSeconds: 60, finalPollDone: true },
      60_000,
    ],
  ])('[DEF-15] %s', (_name, changes, ms) => {
    expect(regular(changes)).toBe(ms)
  })

  test('[DEF-15] is moved forward to three seconds before the expiry, and no further than the interval', () => {
    expect(regular({ expiresAtMs: 13_500 }, null, 0.9)).toBe(10_500)
    expect(regular({ expiresAtMs: 13_000 }, null, 0.9)).toBe(10_000)
    expect(regular({ expiresAtMs: 12_000 }, null, 0.9)).toBe(10_000)
  })

  test.each<[DeferralDialect | undefined, number]>([
    [undefined, 5_000],
    ['dtr', 5_000],
    ['auth_req_id', 5_000],
    ['openid', 5_000],
    ['ciba', 18_000],
    ['device', 18_000],
    ['jwt_interaction', 18_000],
  ])('[DEF-15] of %s: the extra poll only where the draft allows it', (dialect, ms) => {
    expect(regular({ expiresAtMs: 8_000, ...(dialect && { dialect }) })).toBe(ms)
  })

  test('[DEF-15] a server that asked for more than the interval gets no extra poll', () => {
    expect(regular({ expiresAtMs: 8_000 }, 10)).toBe(5_000)
    expect(regular({ expiresAtMs: 8_000 }, 11)).toBe(18_000)
  })
})

describe('a poll after failures', () => {
  test('[DEF-14] keeps to interval and Retry-After at the end too', () => {
    expect(retry({})).toBe(10_000)
    expect(retry({}, 11)).toBe(11_000)
    expect(retry({}, 4_000)).toBe(3_600_000)
    expect(retry({ failures: 5, expiresAtMs: 100_000 })).toBe(97_000)
    expect(retry({ failures: 5, expiresAtMs: 12_000 })).toBe(10_000)
    expect(retry({ failures: 5, expiresAtMs: 50_000 }, 48)).toBe(48_000)
    expect(retry({ expiresAtMs: 8_000 })).toBe(5_000)
    expect(retry({ expiresAtMs: 8_000 }, 10)).toBe(5_000)
    expect(retry({ expiresAtMs: 8_000 }, 11)).toBe(18_000)
  })
})

describe('a poll of a refused OAuth client', () => {
  test.each([
    [100_000, 97_000],
    [13_000, 10_000],
    [12_000, 10_000],
    [8_000, 5_000],
  ])('[DEF-13] with the expiry at %i is at %i', (expiresAtMs, ms) => {
    expect(planSuspendedPoll(at({ expiresAtMs }))).toBe(ms)
  })
})

test('[DEF-15] the last poll is one interval after the expiry, at most thirty seconds', () => {
  expect(latePollAtMs(at({ expiresAtMs: 1_000 }))).toBe(11_000)
  expect(latePollAtMs(at({ expiresAtMs: 1_000, intervalSeconds: 30 }))).toBe(31_000)
  expect(latePollAtMs(at({ expiresAtMs: 1_000, intervalSeconds: 31 }))).toBe(31_000)
})

// Dies if: a poll within the interval is sent after the expiry, or a regular one is taken for a missed one.
test.each<[Partial<Deferral>, number, boolean]>([
  [{}, 6_999, false],
  [{}, 7_000, true],
  [{}, 9_999, true],
  [{}, 10_000, false],
  [{ finalPollDone: true }, 1, true],
  [{ finalPollDone: true }, 10_000, false],
])('[DEF-15] %j at %i is missed: %s', (changes, nowMs, isMissed) => {
  expect(isMissedExtraPoll(at({ expiresAtMs: 8_000, ...changes }), nowMs)).toBe(isMissed)
})
