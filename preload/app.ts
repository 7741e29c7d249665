// The app window's preload: exposes the app's verbs and the overview, nothing else.
import { contextBridge, ipcRenderer } from 'electron'
import type { AppBridge } from '../shared/bridge.ts'
import { buildCall, buildSubscription } from './bridge.ts'
import { appVerbs } from './verbs.ts'

contextBridge.exposeInMainWorld('countersign', {
  // One untyped function serves every verb; the bridge's type pairs each verb with its own answer.
  call: buildCall(ipcRenderer, appVerbs) as AppBridge['call'],
  onOverview: buildSubscription(ipcRenderer, 'overview.changed'),
} satisfies AppBridge)
