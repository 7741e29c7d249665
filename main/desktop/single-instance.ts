// One instance per profile: a second start only brings the first to the front, with the link it was given.
import type { App } from 'electron'
import { deepLinkScheme, findDeepLink, parseDeepLink } from './deep-link.ts'

export interface SecondStart {
  /** The interaction a link named, else null: just come to the front. */
  readonly interactionId: string | null
}

/** False when another instance runs: exit at once, before any file of the profile is opened. */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  onSecondStart: (start: SecondStart) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_event, argv) => onSecondStart({ interactionId: findDeepLink(argv) }))
  app.on('open-url', (event, address) => {
    event.preventDefault()
    onSecondStart({ interactionId: parseDeepLink(address) })
  })
  return true
}

/** Only for an installed app: a run from sources must not take the scheme over. */
export function registerDeepLinks(
  app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient'>,
): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
}
