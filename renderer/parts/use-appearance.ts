// Puts the chosen appearance on the page; `system` leaves it to the operating system.
import { useLayoutEffect } from 'react'

/** Sets `data-theme` on the root element while mounted. */
export function useAppearance(appearance: 'system' | 'light' | 'dark'): void {
  useLayoutEffect(() => {
    if (appearance === 'system') document.documentElement.removeAttribute('data-theme')
    else document.documentElement.dataset['theme'] = appearance
  }, [appearance])
}
