// What the tray says: the tooltip, and the menu with everything that waits, by name or by agent.
import type { MenuItemConstructorOptions } from 'electron'
import { text } from '../../../shared/catalogue/text.ts'
import { showUnseen } from '../notifications/notification-text.ts'

/** One open interaction, as the inbox names it. */
export interface TrayEntry {
  readonly interactionId: string
  readonly title: string
  /** Null where no agent asks. */
  readonly agentName: string | null
}
export interface TrayView {
  /** In the order in which they end. */
  readonly entries: readonly TrayEntry[]
  readonly paused: boolean
  readonly doNotDisturb: boolean
  /** What else needs the person, in our words; null while all is well. */
  readonly attention: string | null
}
/** What tray and menu ask of the app; the surface goes on record. */
export interface DesktopControls {
  pauseAgents(surface: 'tray' | 'menu'): void
  /** Only asks; the approval view confirms it. */
  askResume(surface: 'tray' | 'menu'): void
  doNotDisturb(until: 'hour' | 'off'): void
}
export interface TrayActions {
  readonly openInteraction: (interactionId: string) => void
  readonly openApp: () => void
  readonly pauseAgents: () => void
  /** Only asks; the approval view confirms it. */
  readonly askResume: () => void
  readonly doNotDisturb: (until: 'hour' | 'off') => void
  readonly quit: () => void
}

/** More than these are named by their agents. */
export const mostEntries = 10
const maxLabel = 60

export function buildTooltip({ entries, paused, attention }: TrayView): string {
  const count = entries.length
  const lines = [
    count === 0
      ? text('desktop.tray-idle')
      : text(count === 1 ? 'desktop.tray-one' : 'desktop.tray-many', { count }),
    ...(paused ? [text('notify.tray_paused')] : []),
    ...(attention === null ? [] : [attention]),
  ]
  return lines.join('\n')
}

/** A desktop delivers clicks on disabled items too, so those have no action at all. */
export function buildTrayMenu(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const { paused, doNotDisturb, attention } = view
  return [
    ...(attention === null ? [] : [{ label: cutLabel(attention), click: () => actions.openApp() }]),
    ...buildWaiting(view.entries, actions),
    { type: 'separator' },
    { label: text('desktop.tray-open'), click: () => actions.openApp() },
    paused
      ? { label: text('notify.resume'), click: () => actions.askResume() }
      : { label: text('notify.pause'), click: () => actions.pauseAgents() },
    doNotDisturb
      ? { label: text('notify.disturb_again'), click: () => actions.doNotDisturb('off') }
      : { label: text('notify.do_not_disturb'), click: () => actions.doNotDisturb('hour') },
    { label: text('desktop.tray-quit'), click: () => actions.quit() },
  ]
}

function buildWaiting(
  entries: readonly TrayEntry[],
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  if (entries.length === 0) return [disabled(text('desktop.tray-none-waiting'))]
  const lines = entries.length > mostEntries ? groupByAgent(entries, actions) : null
  if (lines === null) return entries.map((entry) => entryLine(entry, actions))
  const more = lines.length - mostEntries
  return more > 0
    ? [...lines.slice(0, mostEntries), disabled(text('desktop.tray-more', { count: more }))]
    : lines
}

function entryLine(entry: TrayEntry, actions: TrayActions): MenuItemConstructorOptions {
  return {
    label: cutLabel(entry.title),
    click: () => actions.openInteraction(entry.interactionId),
  }
}

/** One line for each agent with the number of its questions; what no agent asks stays a line of its own. */
function groupByAgent(
  entries: readonly TrayEntry[],
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const groups = new Map<string, TrayEntry[]>()
  for (const entry of entries) {
    const key = entry.agentName === null ? `i:${entry.interactionId}` : `a:${entry.agentName}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    if (members.length === 1) return [entryLine(first, actions)]
    const values = { name: first.agentName ?? '', count: members.length }
    return [{ label: cutLabel(text('notify.group_many', values)), click: () => actions.openApp() }]
  })
}

function disabled(label: string): MenuItemConstructorOptions {
  return { label, enabled: false }
}

function cutLabel(title: string): string {
  const characters = Array.from(showUnseen(title, 'one-line'))
  const cut =
    characters.length > maxLabel ? [...characters.slice(0, maxLabel - 1), '…'] : characters
  // An ampersand would mark a mnemonic.
  return cut.join('').replaceAll('&', '&&')
}
