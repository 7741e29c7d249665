// Keeps what main answers to a question as new as the snapshot, without asking with every change of it.
import { useEffect, useRef, useState } from 'react'
import type { Overview } from '../../../shared/overview.ts'
import type { Result } from '../../../shared/result.ts'

export interface Fresh<Value> {
  /** The newest answer, and which question it answers; null before the first. */
  readonly answer: { readonly key: string; readonly value: Value } | null
  /** Main's words on why the last question was not answered, or null. */
  readonly problem: string | null
}

/** While much changes at once, the same question is asked again this seldom. */
const againAfterMs = 1_000

/**
 * Asks `request` when `key` changes, and again after each new snapshot; null asks nothing. `request` must be the same
 * function as long as what it asks is the same.
 */
export function useFresh<Value>(
  overview: Overview,
  key: string | null,
  request: () => Promise<Result<Value>>,
): Fresh<Value> {
  const [state, setState] = useState<Fresh<Value>>({ answer: null, problem: null })
  const last = useRef<{ key: string | null; atMs: number }>({ key: null, atMs: 0 })
  useEffect(() => {
    if (key === null) {
      last.current = { key, atMs: 0 }
      return undefined
    }
    const sinceMs = performance.now() - last.current.atMs
    const waitMs = last.current.key === key ? Math.max(0, againAfterMs - sinceMs) : 0
    const timer = setTimeout(() => {
      const mine = { key, atMs: performance.now() }
      last.current = mine
      void request().then((result) => {
        // A later question wins.
        if (last.current !== mine) return
        setState(({ answer }) =>
          result.ok
            ? { answer: { key, value: result.value }, problem: null }
            : { answer, problem: result.error.message },
        )
      })
    }, waitMs)
    return () => clearTimeout(timer)
  }, [overview, key, request])
  return state
}
