// A whole press, begun and ended awake, on the same content: what every positive answer needs.
import { useRef } from 'react'
import type { FocusEventHandler, KeyboardEvent, MouseEvent } from 'react'
import type { Press } from './arming.ts'
import type { Arming } from './use-arming.ts'

interface GuardedPressOptions {
  arming: Arming
  /** False while something the person must give is still missing. */
  ready: boolean
  /** Keys that press; the element's own meaning of them is taken away. */
  keys: readonly string[]
  onActivate: () => void
}
interface GuardedPress {
  onPointerDown: () => void
  onPointerCancel: () => void
  onClick: (event: MouseEvent) => void
  onKeyDown: (event: KeyboardEvent) => void
  onKeyUp: (event: KeyboardEvent) => void
  onBlur: FocusEventHandler
}

/** Repeated keys, the second click of a double click and script-made clicks never activate. */
export function useGuardedPress({
  arming,
  ready,
  keys,
  onActivate,
}: GuardedPressOptions): GuardedPress {
  const held = useRef<{ press: Press; by: string }>(null)
  const begin = (by: string): void => void (held.current = { press: arming.begin(), by })
  const drop = (): void => void (held.current = null)
  const end = (by: string): void => {
    const press = held.current?.by === by ? held.current.press : null
    drop()
    if (ready && arming.completes(press)) onActivate()
  }
  return {
    onPointerDown: () => begin('pointer'),
    onPointerCancel: drop,
    onBlur: drop,
    onClick: (event) => {
      if (!event.isTrusted || event.detail > 1) return
      // A screen reader presses without a pointer: its click is the whole press.
      if (event.detail === 0) begin('pointer')
      end('pointer')
    },
    onKeyDown: (event) => {
      if (!keys.includes(event.key)) return
      // The browser's own click on key-down would need no key-up.
      event.preventDefault()
      if (event.repeat || event.nativeEvent.isComposing || held.current !== null) return
      begin(event.key)
    },
    onKeyUp: (event) => {
      if (!keys.includes(event.key)) return
      event.preventDefault()
      end(event.key)
    },
  }
}
