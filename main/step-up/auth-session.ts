// Keeps the newest `auth_session` per issuer, sealed, for the next step-up (FiPA; protocols 3.6).
import { Secret } from '../../shared/model/secret.ts'
import type { TokenAnswer } from '../oauth/answers.ts'
import type { OAuthClient } from '../oauth/oauth-context.ts'

/** Named secrets of the store. */
export interface SecretStore {
  save(name: string, value: Secret): Promise<void>
  load(name: string): Promise<Secret | null>
  remove(name: string): void
}

/** Overwrites the stored value with a newer one; null changes nothing. */
export async function saveAuthSession(
  secrets: SecretStore,
  issuer: string,
  session: Secret | null,
): Promise<void> {
  if (session !== null) await secrets.save(authSessionName(issuer), session)
}

/** The `auth_session` that a token endpoint's answer brought, or null (FiPA: any of them may bring one). */
export function newestAuthSession(answer: TokenAnswer): Secret | null {
  if (answer.kind === 'issued') return answer.tokens.authSession
  return answer.kind === 'refused' ? answer.refusal.authSession : null
}

/** Null when none is held. */
export function loadAuthSession(secrets: SecretStore, issuer: string): Promise<Secret | null> {
  return secrets.load(authSessionName(issuer))
}

export function removeAuthSession(secrets: SecretStore, issuer: string): void {
  secrets.remove(authSessionName(issuer))
}

/**
 * Drops what was given to another client ID or another key: an `auth_session` is of one issuer, client and key alone
 * (threat 99). Call it before a flow uses one.
 */
export async function dropForeignAuthSession(
  secrets: SecretStore,
  {
    metadata: { issuer },
    clientId,
    dpopKey,
  }: Pick<OAuthClient, 'metadata' | 'clientId' | 'dpopKey'>,
): Promise<void> {
  const name = `auth-session-owner:${issuer}`
  const owner = JSON.stringify([clientId, dpopKey.jkt])
  const known = (await secrets.load(name))?.reveal() ?? null
  if (known === owner) return
  if (known !== null) removeAuthSession(secrets, issuer)
  await secrets.save(name, new Secret(owner))
}

function authSessionName(issuer: string): string {
  return `auth-session:${issuer}`
}
