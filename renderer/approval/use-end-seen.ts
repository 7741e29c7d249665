// Watches whether the end of the content has been inside the scrolled area.
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Calls `onEndSeen` each time `end` comes into view; at once when nothing overflows. */
export function useEndSeen(
  scroller: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
  onEndSeen: () => void,
): void {
  const latest = useRef(onEndSeen)
  useEffect(() => {
    latest.current = onEndSeen
  })
  useEffect(() => {
    if (!scroller.current || !end.current) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current()
      },
      { root: scroller.current },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [scroller, end])
}
