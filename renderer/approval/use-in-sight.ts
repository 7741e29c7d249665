// Keeps positive buttons asleep unless the button and the host it goes to are wholly in sight (threat 41).
import { useEffect, useState } from 'react'
import type { Arming } from './use-arming.ts'

/** At a page zoom positions are fractions. */
const tolerance = 1
const mustBeSeen = '.host-row, .card-foot .button.filled'

/**
 * The arming of a card in this window: a press counts only if, at its end, everything that must be seen is inside the
 * window, however small or zoomed it is.
 */
export function useInSight(arming: Arming): Arming {
  const [inSight, setInSight] = useState(true)
  useEffect(() => {
    const look = (): void => setInSight(isInSight())
    look()
    const observer = new ResizeObserver(look)
    observer.observe(document.body)
    for (const element of document.querySelectorAll('.card-foot')) observer.observe(element)
    window.addEventListener('resize', look)
    // Scrolling does not bubble.
    document.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', look)
      document.removeEventListener('scroll', look, { capture: true })
    }
  }, [])
  return {
    ...arming,
    asleep: arming.asleep ?? (inSight ? null : 'out_of_sight'),
    completes: (press) => isInSight() && arming.completes(press),
  }
}

function isInSight(): boolean {
  return Array.from(document.querySelectorAll(mustBeSeen)).every((element) => {
    const { top, left, bottom, right, width, height } = element.getBoundingClientRect()
    const inside =
      top >= -tolerance &&
      left >= -tolerance &&
      bottom <= window.innerHeight + tolerance &&
      right <= window.innerWidth + tolerance
    return inside && width > 0 && height > 0
  })
}
