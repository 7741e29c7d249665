// Tells main what has really been painted, because main starts its own 500 ms from there.
import { useEffect } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'

/** Calls `approval.shown` two frames after new content was committed; a hidden page draws no frames. */
export function useShown(bridge: ApprovalBridge, card: ApprovalCard | null): void {
  const interactionId = card?.interactionId ?? null
  const digest = card?.digest ?? null
  useEffect(() => {
    if (interactionId === null || digest === null) return undefined
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        void bridge.call('approval.shown', { interactionId, digest })
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [bridge, interactionId, digest])
}
