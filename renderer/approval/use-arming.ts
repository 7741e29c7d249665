// Feeds the arming rules with what happens to the page, and re-renders when the button wakes.
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { ArmingEvent, Press, SleepReason } from './arming.ts'
import { createArmingKeeper } from './arming-keeper.ts'
import type { ArmingKeeper } from './arming-keeper.ts'

export interface Arming {
  /** Why positive buttons sleep now, for showing; the decision itself is taken anew at each press. */
  readonly asleep: SleepReason | null
  readonly begin: () => Press
  readonly completes: (press: Press | null) => boolean
  readonly onEndSeen: () => void
  /** Something else is under the pointer now, on the same card: the time starts anew. */
  readonly onRearranged: () => void
  /** The answer would do something else now: the time starts anew, and the end has to be seen again. */
  readonly onChanged: () => void
}

/** `contentKey` names what is shown; a new one puts every positive button to sleep at once. */
export function useArming(contentKey: string | null): Arming {
  const [keeper] = useState(keeperOfPage)
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot)
  useLayoutEffect(() => keeper.apply({ type: 'content', contentKey }), [keeper, contentKey])
  useEffect(() => listenToPage(keeper.apply), [keeper])
  return {
    // In the frame that brings new content the keeper does not know it yet.
    asleep: snapshot.contentKey === contentKey ? snapshot.asleep : 'settling',
    begin: keeper.begin,
    onRearranged: () => keeper.apply({ type: 'disturbed' }),
    onChanged: () => keeper.apply({ type: 'changed' }),
    completes: keeper.completes,
    onEndSeen: () => {
      if (contentKey !== null) keeper.apply({ type: 'end-seen', contentKey })
    },
  }
}

function keeperOfPage(): ArmingKeeper {
  return createArmingKeeper({
    visible: document.visibilityState === 'visible',
    monotonicMs: () => performance.now(),
    after: (delayMs, run) => void setTimeout(run, delayMs),
  })
}

function listenToPage(apply: (event: ArmingEvent) => void): () => void {
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
  }
}
