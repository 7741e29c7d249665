// The preload of the bar above somebody else's page: tells main what the person pressed, and shows what main says.
import { ipcRenderer } from 'electron'
import {
  barActionChannel,
  barActions,
  barHeightChannel,
  barStateChannel,
} from '../shared/interaction-bar.ts'
import type { BarAction, BarState } from '../shared/interaction-bar.ts'
import { fillBar } from './fill-bar.ts'

const send = (action: BarAction): void => ipcRenderer.send(barActionChannel, action)

window.addEventListener('DOMContentLoaded', () => {
  for (const action of barActions) {
    document.getElementById(action)?.addEventListener('click', (event) => {
      if (event.isTrusted) send(action)
    })
  }
  // Back to the page, as from any tool bar; what the page does with the key is its own.
  document.addEventListener('keydown', ({ key, isTrusted }) => {
    if (isTrusted && (key === 'Escape' || key === 'F6')) send('to-page')
  })
  ipcRenderer.on(barStateChannel, (_event, state: BarState) => fillBar(state))
  new ResizeObserver(() => {
    ipcRenderer.send(barHeightChannel, Math.ceil(document.body.getBoundingClientRect().height))
  }).observe(document.body)
})
