// Lets something leave by itself after a while, unless the person is on it or cannot see it.
import { useEffect, useRef, useState } from 'react'

const leavesAfterMs = 8_000

/** What the element needs, so that pointer or focus on it holds the time. */
export interface Hold {
  readonly onPointerEnter: () => void
  readonly onPointerLeave: () => void
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** Calls `leave` 8 s after it was last held or out of sight; never when `leaves` is false. */
export function useLeaving(leaves: boolean, leave: () => void): Hold {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => {
    if (!leaves || pointed || focused) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const restart = (): void => {
      clearTimeout(timer)
      const seen = document.visibilityState === 'visible'
      timer = seen ? setTimeout(() => latest.current(), leavesAfterMs) : undefined
    }
    restart()
    document.addEventListener('visibilitychange', restart)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', restart)
    }
  }, [leaves, pointed, focused])
  return {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  }
}
