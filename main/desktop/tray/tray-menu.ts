// What the tray says: the tooltip and the menu with everything that waits, by name.
import type { MenuItemConstructorOptions } from 'electron'
import { text } from '../../../shared/catalogue/text.ts'
import { showUnseen } from '../notifications/notification-text.ts'

/** One open interaction, as the inbox names it. */
export interface TrayEntry {
  readonly interactionId: string
  readonly title: string
}
export interface TrayActions {
  readonly openInteraction: (interactionId: string) => void
  readonly openApp: () => void
  readonly quit: () => void
}

const maxEntries = 10
const maxLabel = 60

export function buildTooltip(count: number): string {
  if (count === 0) return text('desktop.tray-idle')
  return count === 1 ? text('desktop.tray-one') : text('desktop.tray-many', { count })
}

/** A desktop delivers clicks on disabled items too, so those have no action at all. */
export function buildTrayMenu(
  entries: readonly TrayEntry[],
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const shown = entries.slice(0, maxEntries).map((entry) => ({
    label: buildLabel(entry.title),
    click: () => actions.openInteraction(entry.interactionId),
  }))
  const more = entries.length - shown.length
  return [
    ...(entries.length === 0 ? [disabled(text('desktop.tray-none-waiting'))] : shown),
    ...(more > 0 ? [disabled(text('desktop.tray-more', { count: more }))] : []),
    { type: 'separator' },
    { label: text('desktop.tray-open'), click: () => actions.openApp() },
    { label: text('desktop.tray-quit'), click: () => actions.quit() },
  ]
}

function disabled(label: string): MenuItemConstructorOptions {
  return { label, enabled: false }
}

function buildLabel(title: string): string {
  const characters = Array.from(showUnseen(title, 'one-line'))
  const cut =
    characters.length > maxLabel ? [...characters.slice(0, maxLabel - 1), '…'] : characters
  // An ampersand would mark a mnemonic.
  return cut.join('').replaceAll('&', '&&')
}
