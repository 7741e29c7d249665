// Keeps the keyboard off the buttons when one card takes the place of another.
import { useEffect, useRef } from 'react'

/** Where the focused element went away with the old content, the focus goes to the new title. */
export function useNeutralFocus(contentKey: string | null): void {
  const lastFocused = useRef<Element>(null)
  useEffect(() => {
    const onFocusIn = (event: FocusEvent): void => {
      lastFocused.current = event.target instanceof Element ? event.target : null
    }
    document.addEventListener('focusin', onFocusIn)
    return () => document.removeEventListener('focusin', onFocusIn)
  }, [])
  useEffect(() => {
    const goneWithContent = lastFocused.current !== null && !lastFocused.current.isConnected
    if (goneWithContent && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('h1')?.focus()
    }
  }, [contentKey])
}
