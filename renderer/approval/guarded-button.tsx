// The only button that answers positively. Never in a form, and never focused by itself.
import type { ReactElement } from 'react'
import type { Arming } from './use-arming.ts'
import { useGuardedPress } from './use-guarded-press.ts'

const pressingKeys = ['Enter', ' ']

interface GuardedButtonProps {
  arming: Arming
  /** False while something the person must give is still missing. */
  ready: boolean
  onActivate: () => void
  children: string
}

export function GuardedButton(props: GuardedButtonProps): ReactElement {
  const press = useGuardedPress({ ...props, keys: pressingKeys })
  const asleep = !props.ready || props.arming.asleep !== null
  return (
    // Asleep it stays reachable, so that the focus is not lost while it wakes.
    <button type="button" className="button filled" aria-disabled={asleep} {...press}>
      {props.children}
    </button>
  )
}
