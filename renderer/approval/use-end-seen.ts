// Watches whether the end of the content has been inside the scrolled area, by measuring it.
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Scrolled to within this many CSS pixels is the end: at a page zoom positions are fractions. */
const tolerance = 2

/**
 * Calls `onEndSeen` whenever the end of `content` is in view on a page that is laid out and visible; may call it again.
 * Measures after every drawing, scroll and change of size, and when the page comes up: an observer that reports only
 * changes may have reported before the layout, and is not heard of again.
 */
export function useEndSeen(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  onEndSeen: () => void,
): void {
  const look = useRef(() => {})
  useEffect(() => {
    look.current = () => {
      if (isEndInView(scroller.current)) onEndSeen()
    }
    look.current()
  })
  useEffect(() => {
    const area = scroller.current
    if (!area) return undefined
    const onChange = (): void => look.current()
    const observer = new ResizeObserver(onChange)
    observer.observe(area)
    if (content.current) observer.observe(content.current)
    area.addEventListener('scroll', onChange, { passive: true })
    document.addEventListener('visibilitychange', onChange)
    return () => {
      observer.disconnect()
      area.removeEventListener('scroll', onChange)
      document.removeEventListener('visibilitychange', onChange)
    }
  }, [scroller, content])
}

function isEndInView(area: HTMLElement | null): boolean {
  if (!area || document.visibilityState !== 'visible') return false
  const { clientWidth, clientHeight, scrollTop, scrollHeight } = area
  if (clientWidth === 0 || clientHeight === 0) return false
  return scrollTop + clientHeight >= scrollHeight - tolerance
}
