// The approval view's preload: exposes the answering verbs, and reports from its isolated world whether the page is visible.
import { contextBridge, ipcRenderer } from 'electron'
import { visibilityChannel } from '../shared/bridge.ts'
import type { ApprovalBridge } from '../shared/bridge.ts'
import { buildCall, buildSubscription } from './bridge.ts'
import { approvalVerbs } from './verbs.ts'

contextBridge.exposeInMainWorld('countersign', {
  // One untyped function serves every verb; the bridge's type pairs each verb with its own answer.
  call: buildCall(ipcRenderer, approvalVerbs) as ApprovalBridge['call'],
  onApproval: buildSubscription(ipcRenderer, 'approval.changed'),
} satisfies ApprovalBridge)

// The page cannot reach this: the listeners and `document` here belong to the isolated world.
const reportVisibility = (): void => {
  ipcRenderer.send(visibilityChannel, document.visibilityState)
}
document.addEventListener('visibilitychange', reportVisibility)
window.addEventListener('DOMContentLoaded', reportVisibility)
