// The application menu, drawn anew when the language changes or the agents are paused.
import type { AppWindow } from './app-window.ts'
import type { ApprovalView } from './approval-view.ts'
import type { ElectronMain } from './desktop-options.ts'
import type { InteractionView } from './interaction-view/interaction-view.ts'
import type { Lifetime } from './lifetime.ts'
import { buildMenuTemplate } from './menu.ts'
import type { DesktopControls } from './tray/tray-menu.ts'

export interface AppMenuOptions {
  readonly electron: ElectronMain
  readonly platform: NodeJS.Platform
  readonly lifetime: Lifetime
  readonly controls: DesktopControls
}

export interface AppMenu {
  install(): void
  showPaused(paused: boolean): void
}

/** The application menu, drawn anew when what it offers changes. */
export function openAppMenu(
  options: AppMenuOptions,
  views: readonly [AppWindow, ApprovalView, InteractionView],
): AppMenu {
  let paused = false
  const install = (): void => installMenu(options, views, paused)
  install()
  return {
    install,
    showPaused: (now) => {
      if (now === paused) return
      paused = now
      install()
    },
  }
}

function installMenu(
  { electron, platform, lifetime, controls }: AppMenuOptions,
  [appWindow, approvalView, interactionView]: readonly [AppWindow, ApprovalView, InteractionView],
  paused: boolean,
): void {
  const template = buildMenuTemplate(platform, {
    zoom: (direction) => {
      appWindow.zoom(direction)
      approvalView.zoomTo(appWindow.zoomFactor())
      interactionView.zoomTo(appWindow.zoomFactor())
    },
    paused,
    pauseAgents: () => controls.pauseAgents('menu'),
    askResume: () => controls.askResume('menu'),
    quit: () => lifetime.quit(),
  })
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template))
}
