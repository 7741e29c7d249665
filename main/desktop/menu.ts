// The application menu: editing, zoom, quit; no reload, no developer tools.
import type { MenuItemConstructorOptions } from 'electron'
import { text } from '../../shared/catalogue/text.ts'
import type { TextKey } from '../../shared/catalogue/text.ts'

type MenuLabel =
  Extract<TextKey, `desktop.menu-${string}`> extends `desktop.menu-${infer Name}` ? Name : never

export interface MenuActions {
  readonly zoom: (direction: 'in' | 'out' | 'reset') => void
  /** All agents are paused now. */
  readonly paused: boolean
  readonly pauseAgents: () => void
  readonly askResume: () => void
  readonly quit: () => void
}

export function buildMenuTemplate(
  platform: NodeJS.Platform,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  return [
    {
      label: text('desktop.menu-app'),
      submenu: [
        ...(platform === 'darwin' ? macAppItems() : []),
        pauseItem(actions),
        { type: 'separator' },
        {
          label: text('desktop.menu-quit'),
          accelerator: 'CommandOrControl+Q',
          click: () => actions.quit(),
        },
      ],
    },
    { label: text('desktop.menu-edit'), submenu: editItems() },
    { label: text('desktop.menu-view'), submenu: zoomItems(actions.zoom) },
    {
      label: text('desktop.menu-window'),
      submenu: [labelled('minimize', 'minimize'), labelled('close', 'close')],
    },
  ]
}

function pauseItem({ paused, pauseAgents, askResume }: MenuActions): MenuItemConstructorOptions {
  return paused
    ? { label: text('notify.resume'), click: () => askResume() }
    : { label: text('notify.pause'), click: () => pauseAgents() }
}

/** Electron labels its roles in English on some systems, whatever the language. */
function labelled(
  role: NonNullable<MenuItemConstructorOptions['role']>,
  name: MenuLabel,
): MenuItemConstructorOptions {
  return { role, label: text(`desktop.menu-${name}`) }
}

function macAppItems(): MenuItemConstructorOptions[] {
  return [
    labelled('about', 'about'),
    { type: 'separator' },
    labelled('hide', 'hide'),
    labelled('hideOthers', 'hide-others'),
    labelled('unhide', 'unhide'),
    { type: 'separator' },
  ]
}

function editItems(): MenuItemConstructorOptions[] {
  return [
    labelled('undo', 'undo'),
    labelled('redo', 'redo'),
    { type: 'separator' },
    labelled('cut', 'cut'),
    labelled('copy', 'copy'),
    labelled('paste', 'paste'),
    labelled('selectAll', 'select-all'),
  ]
}

function zoomItems(zoom: MenuActions['zoom']): MenuItemConstructorOptions[] {
  return [
    {
      label: text('desktop.menu-zoom-in'),
      accelerator: 'CommandOrControl+Plus',
      click: () => zoom('in'),
    },
    {
      label: text('desktop.menu-zoom-out'),
      accelerator: 'CommandOrControl+-',
      click: () => zoom('out'),
    },
    {
      label: text('desktop.menu-zoom-reset'),
      accelerator: 'CommandOrControl+0',
      click: () => zoom('reset'),
    },
  ]
}
