// Tells main where the window leaves room for the approval view, whenever that changes.
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'

/** Reports the element's place in whole CSS pixels of the page; all zero once it is gone. */
export function usePanePlace(bridge: AppBridge, element: RefObject<HTMLElement | null>): void {
  const reported = useRef('')
  useEffect(() => {
    const report = (): void => {
      const rect = element.current?.getBoundingClientRect()
      if (!rect) return
      const place = wholePixels(rect)
      const key = Object.values(place).join(' ')
      if (key === reported.current) return
      reported.current = key
      void bridge.call('interaction.place', place)
    }
    report()
    // What stands around the pane may move it without changing its size.
    const observer = new ResizeObserver(report)
    for (const watched of [element.current, document.body, ...siblingsOf(element.current)]) {
      if (watched) observer.observe(watched)
    }
    window.addEventListener('resize', report)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', report)
      reported.current = ''
      void bridge.call('interaction.place', { x: 0, y: 0, width: 0, height: 0 })
    }
  }, [bridge, element])
}

function siblingsOf(element: HTMLElement | null): Element[] {
  return [...(element?.closest('.app')?.children ?? [])]
}

function wholePixels(rect: DOMRect): { x: number; y: number; width: number; height: number } {
  const x = Math.max(0, Math.ceil(rect.left))
  const y = Math.max(0, Math.ceil(rect.top))
  return {
    x,
    y,
    width: Math.max(0, Math.floor(rect.right) - x),
    height: Math.max(0, Math.floor(rect.bottom) - y),
  }
}
