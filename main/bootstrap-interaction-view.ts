// Opens a page that a server names for the person: inside the app for first-party issuers, else in the system browser.
import type { Engine } from './engine.ts'
import { opensInside } from './agent/opens-inside.ts'
import type { Desktop } from './desktop/desktop.ts'
import { isLoopbackUrl } from './http/loopback.ts'
import { isPageOfIssuer } from './oauth/issuer-page.ts'

/** What a page is opened for: the view closes when that ends. */
export interface PageSubject {
  /** Identifier of a wait or a call. */
  readonly subjectId: string
  readonly issuer: string | null
}
/** False when nothing opened it. Danger: call it only on the person's press, after they saw the whole address. */
export type OpenPage = (address: string, subject: PageSubject) => Promise<boolean>

type View = Pick<Desktop, 'interactionView' | 'openExternal'>

/** For pages of URL elicitations; signing in never comes this way. */
export function createPageOpener(
  { interactionView, openExternal }: View,
  isFirstParty: (issuer: string) => boolean,
): OpenPage {
  return async (address, { subjectId, issuer }) => {
    if (issuer === null || !isFirstParty(issuer) || !isPageOfIssuer(address, issuer)) {
      return openExternal(address)
    }
    const { origin, host, protocol } = new URL(issuer)
    const isInClear = protocol === 'http:' && isLoopbackUrl(issuer)
    const opened = await interactionView.open({
      address,
      subjectId,
      issuerHost: host,
      loopbackOrigin: isInClear ? origin : null,
      isOwn: (at) => isPageOfIssuer(at, issuer),
    })
    // What cannot be shown here may still be seen there, where the person's own browser judges it.
    return opened || openExternal(address)
  }
}

/** The page of one wait. False when there is none, or nothing opened it. */
export async function openPageOfWait(
  { store, deferrals }: Pick<Engine, 'store' | 'deferrals'>,
  view: View,
  deferralId: string,
): Promise<boolean> {
  const deferral = deferrals.list().find(({ id }) => id === deferralId)
  const address = deferral?.interactionUri ?? null
  if (deferral === undefined || address === null) return false
  const open = createPageOpener(view, () => opensInside(store, deferral))
  return open(address, { subjectId: deferralId, issuer: deferral.issuer })
}
