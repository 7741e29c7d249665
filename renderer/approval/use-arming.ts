// Feeds the arming rules with what happens to the page, and re-renders when the button wakes.
import { useEffect, useMemo, useRef, useState } from 'react'
import { beginPress, completesPress, reduceArming, settleMs, sleepReason } from './arming.ts'
import { startArming } from './arming.ts'
import type { ArmingEvent, ArmingState, Press } from './arming.ts'

export interface Arming {
  /** Why positive buttons sleep now, for showing; the decision itself is taken anew at each press. */
  readonly asleep: ReturnType<typeof sleepReason>
  readonly begin: () => Press
  readonly completes: (press: Press | null) => boolean
  readonly onEndSeen: () => void
}

/** `contentKey` names what is shown; a new one puts every positive button to sleep at once. */
export function useArming(contentKey: string | null): Arming {
  const state = useRef<ArmingState>(undefined)
  state.current ??= startArming(document.visibilityState === 'visible', performance.now())
  const [, setTurn] = useState(0)
  // During render, so that no frame shows new content with a button that is still awake.
  state.current = reduceArming(state.current, { type: 'content', contentKey }, performance.now())

  const handle = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const current = (): ArmingState =>
      (state.current ??= startArming(document.visibilityState === 'visible', performance.now()))
    const wakeLater = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => setTurn((turn) => turn + 1), settleMs + 20)
    }
    const apply = (event: ArmingEvent): void => {
      state.current = reduceArming(current(), event, performance.now())
      setTurn((turn) => turn + 1)
      wakeLater()
    }
    return {
      apply,
      wakeLater,
      stop: () => clearTimeout(timer),
      begin: () => beginPress(current(), performance.now()),
      completes: (press: Press | null) => completesPress(press, current(), performance.now()),
    }
  }, [])

  useEffect(() => handle.wakeLater(), [handle, contentKey])
  useEffect(() => listenToPage(handle.apply, handle.stop), [handle])
  return {
    asleep: sleepReason(state.current, performance.now()),
    begin: handle.begin,
    completes: handle.completes,
    onEndSeen: () => {
      if (contentKey !== null) handle.apply({ type: 'end-seen', contentKey })
    },
  }
}

function listenToPage(apply: (event: ArmingEvent) => void, stop: () => void): () => void {
  const disturbed = (): void => apply({ type: 'disturbed' })
  const visibility = (): void =>
    apply({ type: 'visibility', visible: document.visibilityState === 'visible' })
  window.addEventListener('focus', disturbed)
  window.addEventListener('resize', disturbed)
  document.addEventListener('visibilitychange', visibility)
  return () => {
    window.removeEventListener('focus', disturbed)
    window.removeEventListener('resize', disturbed)
    document.removeEventListener('visibilitychange', visibility)
    stop()
  }
}
