// Decides where the page of a wait opens: inside the app only for an authorization server the person marked first-party.
import type { Deferral } from '../../shared/model/deferral.ts'
import { isPageOfIssuer } from '../oauth/issuer-page.ts'
import type { Store } from '../store/repositories.ts'

/** Never for signing in, which is the system browser's alone, nor for a page that is not the server's own. */
export function opensInside(
  { authorizationServers }: Pick<Store, 'authorizationServers'>,
  { issuer, interactionUri, callId, dialect }: Deferral,
): boolean {
  if (interactionUri === null || callId === null || dialect === 'device') return false
  const isFirstParty = authorizationServers.load(issuer)?.firstParty === true
  return isFirstParty && isPageOfIssuer(interactionUri, issuer)
}
