// The approval page's way to main: what its preload put on the window.
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import type { SnapshotSource } from '../parts/use-snapshot.ts'

/** The bridge of this page. The preload of `app://approval/` provides exactly this type. */
export function approvalBridge(): ApprovalBridge {
  return window.countersign as ApprovalBridge
}

/** Where the approval page's snapshots come from. */
export function approvalSource(bridge: ApprovalBridge): SnapshotSource<ApprovalState> {
  return { load: () => bridge.call('approval.load', {}), subscribe: bridge.onApproval }
}
