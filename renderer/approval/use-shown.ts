// Tells main what has really been painted, because main starts its own 500 ms from there.
import { useEffect } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'

/**
 * Calls `approval.shown` two frames after a snapshot was committed; a hidden page draws no frames.
 * Every snapshot is reported, not only new content: main may have shown something else in between that
 * never reached the screen. Saying the same again does not start main's time anew.
 */
export function useShown(bridge: ApprovalBridge, state: ApprovalState): void {
  useEffect(() => {
    if (!state.card) return undefined
    const { interactionId, digest } = state.card
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        void bridge.call('approval.shown', { interactionId, digest })
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [bridge, state])
}
