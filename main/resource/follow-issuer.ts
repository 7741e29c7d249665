// Looks whether a server that was found before names other authorization servers by now (RFC 9728 section 5.2).
import type { Connection } from '../../shared/model/connection.ts'
import { save, type Work } from './connection-work.ts'
import { forgetUnusedIssuer } from './disconnect.ts'
import { meetServer } from './meet-server.ts'
import { discoverAnew } from './protect.ts'
import { ensureRegistered } from './register.ts'

/**
 * The connection with its new issuer, where we are registered anew, else with what is offered by now. Nothing that the
 * former issuer gave us goes to the new one. Never throws: what cannot be found out changes nothing.
 */
export async function followIssuer(work: Work, connection: Connection): Promise<Connection> {
  const { parts } = work
  try {
    const visit = await meetServer({ ...parts, ...parts.oauth }, connection, null)
    if (visit.kind !== 'refused') return connection
    const anew = await discoverAnew(work, connection, visit.challenge)
    if (anew === null) return connection
    if (anew.metadata !== null) {
      parts.log('warn', 'a server names another authorization server', { url: connection.url })
      await ensureRegistered(parts, anew.metadata)
    }
    if (anew.connection !== connection) save(work, anew.connection)
    const { issuer: former } = connection
    if (former !== null && former !== anew.connection.issuer) forgetUnusedIssuer(parts, former)
    return anew.connection
  } catch (error) {
    parts.log('warn', 'a server could not be described anew', { url: connection.url, error })
    return connection
  }
}
