// The application menu: editing, zoom, quit; no reload, no developer tools.
import type { MenuItemConstructorOptions } from 'electron'
import { text } from '../../shared/catalogue/text.ts'

export interface MenuActions {
  readonly zoom: (direction: 'in' | 'out' | 'reset') => void
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
      submenu: [{ role: 'minimize' }, { role: 'close' }],
    },
  ]
}

function macAppItems(): MenuItemConstructorOptions[] {
  return [
    { role: 'about' },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
  ]
}

function editItems(): MenuItemConstructorOptions[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
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
