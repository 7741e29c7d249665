// When the next poll may and should happen: interval, jitter, backoff, the last moments (DTR -01, protocols 12.5).
import type { Deferral, DeferralDialect } from '../../shared/model/deferral.ts'
import type { Now } from './event.ts'

/** The last useful poll begins this long before the code expires. */
export const finalLeadMs = 3000
const longestGraceMs = 30_000
const longestBackoffMs = 300_000
const longestRetryAfterMs = 3_600_000
const jitterShare = 0.1
/** A regular poll nearer than this to the expiry would be answered too late. */
const tightestLeadMs = 1000
/** Only these drafts allow one poll within the interval shortly before the end; device and CIBA polls never come early. */
const withExtraPoll: ReadonlySet<DeferralDialect> = new Set<DeferralDialect>([
  'dtr',
  'auth_req_id',
  'openid',
])

/** The poll at or after this moment is the last one: a decision made in time may still be there. */
export function latePollAtMs(deferral: Deferral): number {
  return deferral.expiresAtMs + Math.min(intervalMs(deferral), longestGraceMs)
}

/**
 * After an answer: the interval from the end of the exchange, plus 0 to 10 percent. `retryAfterSeconds` is a lower bound,
 * up to an hour.
 */
export function planRegularPoll(
  deferral: Deferral,
  now: Now,
  retryAfterSeconds: number | null = null,
): number {
  const retryAfterMs = Math.min((retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs)
  const delayMs = Math.max(intervalMs(deferral), retryAfterMs)
  return fitToExpiry(deferral, {
    earliestMs: deferral.lastExchangeEndAtMs + delayMs,
    wantedMs: withJitter(deferral.lastExchangeEndAtMs, delayMs, now),
    mayAddOne: retryAfterMs <= intervalMs(deferral),
  })
}

/** After the failure that `deferral.failures` counts; `retryAfterSeconds` is a lower bound, up to an hour. */
export function planRetry(deferral: Deferral, retryAfterSeconds: number | null, now: Now): number {
  const retryAfterMs = Math.min((retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs)
  const shortestMs = Math.max(intervalMs(deferral), retryAfterMs)
  const doubledMs = Math.max(intervalMs(deferral), 5000) * 2 ** (deferral.failures - 1)
  const delayMs = Math.max(shortestMs, Math.min(doubledMs, longestBackoffMs))
  return fitToExpiry(deferral, {
    earliestMs: deferral.lastExchangeEndAtMs + shortestMs,
    wantedMs: withJitter(deferral.lastExchangeEndAtMs, delayMs, now),
    mayAddOne: retryAfterMs <= intervalMs(deferral),
  })
}

/** While the server refuses our OAuth client: one more try at the end of the code's life. */
export function planSuspendedPoll(deferral: Deferral): number {
  const earliestMs = deferral.lastExchangeEndAtMs + intervalMs(deferral)
  const wantedMs = Math.max(earliestMs, deferral.expiresAtMs - finalLeadMs)
  return fitToExpiry(deferral, { earliestMs, wantedMs, mayAddOne: true })
}

interface PollWish {
  readonly earliestMs: number
  readonly wantedMs: number
  /** False where the server asked for more time than the interval. */
  readonly mayAddOne: boolean
}

/** Moves a poll that would come too late before the expiry, if the interval allows; else after the grace. */
function fitToExpiry(deferral: Deferral, { earliestMs, wantedMs, mayAddOne }: PollWish): number {
  const lastUsefulMs = deferral.expiresAtMs - finalLeadMs
  if (wantedMs <= lastUsefulMs) return wantedMs
  if (earliestMs <= lastUsefulMs) return lastUsefulMs
  if (earliestMs <= deferral.expiresAtMs - tightestLeadMs) return earliestMs
  if (mayAddOne && isExtraPollDue(deferral)) return lastUsefulMs
  return Math.max(wantedMs, latePollAtMs(deferral))
}

/** One extra poll shortly before the expiry, where no regular poll fell into the last interval. */
function isExtraPollDue(deferral: Deferral): boolean {
  if (!withExtraPoll.has(deferral.dialect ?? 'dtr')) return false
  if (deferral.finalPollDone || deferral.expiresAtMs - finalLeadMs <= deferral.lastExchangeEndAtMs)
    return false
  const polledLately = deferral.lastExchangeEndAtMs > deferral.expiresAtMs - intervalMs(deferral)
  return deferral.pollCount === 0 || !polledLately
}

/** The extra poll is allowed before the expiry only; whoever slept through it, or may have, keeps to the interval. */
export function isMissedExtraPoll(deferral: Deferral, nowMs: number): boolean {
  const isEarly = nowMs < deferral.lastExchangeEndAtMs + intervalMs(deferral)
  return isEarly && (deferral.finalPollDone || nowMs >= deferral.expiresAtMs - tightestLeadMs)
}

function withJitter(fromMs: number, delayMs: number, now: Now): number {
  return Math.ceil(fromMs + delayMs * (1 + jitterShare * now.unit()))
}

function intervalMs(deferral: Deferral): number {
  return deferral.intervalSeconds * 1000
}
