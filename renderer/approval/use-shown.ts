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
    const content = contentOf(state)
    if (!content) return undefined
    const { interactionId, digest } = content
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        void bridge.call('approval.shown', { interactionId, digest })
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [bridge, state])
}

/** What the state shows, by what an answer to it must name; null while it is nothing. */
export function contentOf({
  card,
  group,
}: ApprovalState): { interactionId: string; digest: string } | null {
  return group === null ? card : { interactionId: group.groupId, digest: group.digest }
}
