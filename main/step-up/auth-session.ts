// Keeps the newest `auth_session` per issuer, sealed, for the next step-up (FiPA; protocols 3.6).
import type { Secret } from '../../shared/model/secret.ts'
import type { TokenAnswer } from '../oauth/answers.ts'

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

function authSessionName(issuer: string): string {
  return `auth-session:${issuer}`
}
