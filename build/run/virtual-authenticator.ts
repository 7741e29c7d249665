// Gives the app's passkey pages a software authenticator from outside, over the DevTools protocol (trials only).
import { DevToolsConnection } from './devtools-connection.ts'
import type { DevToolsEvent } from './devtools-connection.ts'

/** A passkey as the DevTools protocol carries it. */
export type Credential = Readonly<Record<string, unknown>> & { readonly credentialId: string }

/** A platform authenticator that knows its user and needs no press. */
export const authenticatorOptions = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

/**
 * Adds an authenticator to every web page the app opens, before the page runs, except the app's own pages.
 * Passkeys made on one page are there on the next: each ceremony is a page of its own. Given the same
 * `credentials` again, they are there after a restart of the app too.
 * Gives a function that lets go of the app.
 */
export async function attachVirtualAuthenticator(
  devToolsAddress: string,
  credentials = new Map<string, Credential>(),
): Promise<() => void> {
  const connection = await DevToolsConnection.open(devToolsAddress)
  connection.onEvent((event) => {
    const handled = handleEvent(connection, credentials, event)
    // A page may close while it is being prepared; there is nothing left to do for it then.
    handled.catch(() => undefined)
  })
  await connection.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  })
  return () => connection.close()
}

async function handleEvent(
  connection: DevToolsConnection,
  credentials: Map<string, Credential>,
  event: DevToolsEvent,
): Promise<void> {
  if (event.method === 'Target.attachedToTarget') {
    const { sessionId, targetInfo } = event.params as AttachedParams
    if (targetInfo.type === 'page' && !targetInfo.url.startsWith('app://')) {
      await addAuthenticator(connection, sessionId, credentials).catch(() => undefined)
    }
    await connection.send('Runtime.runIfWaitingForDebugger', {}, sessionId)
  }
  if (
    event.method === 'WebAuthn.credentialAdded' ||
    event.method === 'WebAuthn.credentialAsserted'
  ) {
    const { credential } = event.params as { credential: Credential }
    credentials.set(credential.credentialId, credential)
  }
}

type AttachedParams = { sessionId: string; targetInfo: { type: string; url: string } }

async function addAuthenticator(
  connection: DevToolsConnection,
  sessionId: string,
  credentials: ReadonlyMap<string, Credential>,
): Promise<void> {
  await connection.send('WebAuthn.enable', {}, sessionId)
  const options = authenticatorOptions
  const added = await connection.send('WebAuthn.addVirtualAuthenticator', { options }, sessionId)
  const { authenticatorId } = added as { authenticatorId: string }
  for (const credential of credentials.values()) {
    await connection.send('WebAuthn.addCredential', { authenticatorId, credential }, sessionId)
  }
}
