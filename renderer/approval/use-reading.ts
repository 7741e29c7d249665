// Follows how far the person has read a card that scrolls, and takes them on.
import { useRef } from 'react'
import type { RefObject } from 'react'
import { useEndSeen } from './use-end-seen.ts'

export interface Reading {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  /** Scrolls to what comes next. */
  readonly readOn: () => void
}

/** `onEndSeen`: the end of it has been in view; may be called again. */
export function useReading(onEndSeen: () => void): Reading {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  useEndSeen(scroller, content, onEndSeen)
  const readOn = (): void => {
    const area = scroller.current
    // A little less than a page, so that no line is jumped over.
    area?.scrollBy({ top: area.clientHeight * 0.85 })
  }
  return { scroller, content, readOn }
}
