// The values of auth_session: one at a time, bound to a DPoP key, renewed in every answer.
import { saveSecret } from '../record.ts'
import { buildSecretValue } from '../secret-value.ts'
import { saveViolation, type AuthSession, type World } from '../world.ts'

/** A session of a client and key that nobody has proved anything in. */
export function buildSession(clientId: string, jkt: string): AuthSession {
  return { value: '', clientId, jkt, signedInAt: null, pending: null }
}

/** Gives a session a new value; the old one is dead at once. */
export function renewSession(world: World, session: AuthSession): string {
  world.authSessions.delete(session.value)
  session.value = buildSecretValue('as')
  world.authSessions.set(session.value, session)
  saveSecret(world.record, 'auth_session', session.value)
  return session.value
}

/** The session of a value; null when unknown or used with another key (a violation). */
export function findSession(world: World, value: string, jkt: string): AuthSession | null {
  const session = world.authSessions.get(value)
  if (!session) return null
  if (session.jkt === jkt) return session
  saveViolation(world, 'other_key', 'auth_session used with another DPoP key')
  return null
}
