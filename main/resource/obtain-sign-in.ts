// Obtains a standing grant for a connection, and registers anew where the server no longer knows us.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { parseStoredMetadata } from '../oauth/server-metadata.ts'
import type { SignInOutcome } from './connection-parts.ts'
import type { Work } from './connection-work.ts'
import { ensureRegistered, registerForCiba } from './register.ts'

/**
 * A server that no longer knows our registration gets one new one, and the sign-in is begun again. A client ID that a
 * person entered is never replaced: they are told to check it.
 */
export async function obtainSignIn(
  work: Work,
  connection: Connection,
  anew: boolean,
): Promise<SignInOutcome> {
  const { parts } = work
  await registerForCiba(parts, connection.issuer ?? '')
  const first = await beginSignIn(work, connection, anew)
  const unknown = 'oauthError' in first && first.oauthError === 'invalid_client'
  const server = unknown ? parts.store.authorizationServers.load(connection.issuer ?? '') : null
  if (server === null) return first
  if (server.preRegistered === true) {
    const { host } = new URL(server.issuer)
    return { kind: 'failed', reason: text('resource.client-refused', { host }) }
  }
  parts.store.authorizationServers.save({ ...server, clientId: null })
  await ensureRegistered(parts, parseStoredMetadata(server.metadataJson))
  return beginSignIn(work, connection, anew)
}

async function beginSignIn(
  work: Work,
  connection: Connection,
  anew: boolean,
): Promise<SignInOutcome> {
  const { id } = connection
  const browser = new AbortController()
  work.browsers.set(id, browser)
  const onProgress = (step: string): void => work.progress.begin(id, step)
  const ask = { onProgress, browserSignal: browser.signal, anew }
  const outcome = await work.parts.signIn(connection, ask)
  if (work.browsers.get(id) === browser) work.browsers.delete(id)
  return outcome
}
