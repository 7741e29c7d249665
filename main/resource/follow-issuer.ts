// Looks whether a server that was found before names another authorization server by now (RFC 9728 section 5.2).
import type { Connection } from '../../shared/model/connection.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { ensureRegistered, findNewIssuer } from './protect.ts'
import { visitServer } from './visit.ts'

/**
 * The connection with its new issuer, where we are registered anew, else as it was. Nothing that the former issuer gave
 * us goes to the new one. Never throws: what cannot be found out changes nothing.
 */
export async function followIssuer(
  parts: ConnectionParts,
  connection: Connection,
): Promise<Connection> {
  try {
    const visit = await visitServer({ ...parts, ...parts.oauth }, connection, null)
    if (visit.kind !== 'refused') return connection
    const moved = await findNewIssuer(parts, connection, visit.challenge)
    if (moved === null) return connection
    parts.log('warn', 'a server names another authorization server', { url: connection.url })
    await ensureRegistered(parts, moved.metadata)
    return moved.connection
  } catch (error) {
    parts.log('warn', 'a server could not be described anew', { url: connection.url, error })
    return connection
  }
}
