// What the preloads put on the windows of the real app, for functions that tests run inside its pages.
import type { AppBridge, ApprovalBridge } from '../shared/bridge.ts'

declare global {
  interface Window {
    /** Each page has its own; which one it is the test knows. */
    readonly countersign: AppBridge & ApprovalBridge
  }
}
