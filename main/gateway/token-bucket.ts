// Counts requests against a pace: so many at once, and so many each second from then on.
import type { Clock } from '../../shared/model/ports.ts'

export interface Pace {
  readonly burst: number
  readonly perSecond: number
}

export interface TokenBuckets {
  /** Null when it may go on; else after how many whole seconds the next one may. */
  take(key: string): number | null
}

interface Bucket {
  tokens: number
  atMs: number
}

/** A bucket for each key. Keys are agents: few, and known. */
export function createTokenBuckets(clock: Pick<Clock, 'monotonicMs'>, pace: Pace): TokenBuckets {
  const buckets = new Map<string, Bucket>()
  const fill = (bucket: Bucket, nowMs: number): void => {
    const earned = ((nowMs - bucket.atMs) / 1_000) * pace.perSecond
    bucket.tokens = Math.min(pace.burst, bucket.tokens + earned)
    bucket.atMs = nowMs
  }
  return {
    take(key) {
      const nowMs = clock.monotonicMs()
      const bucket = buckets.get(key) ?? { tokens: pace.burst, atMs: nowMs }
      buckets.set(key, bucket)
      fill(bucket, nowMs)
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / pace.perSecond))
      bucket.tokens -= 1
      return null
    },
  }
}
