// Keeps the tools that a server listed, each pinned to the definition that was accepted.
import type { Connection } from '../../shared/model/connection.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { pinTools } from './pin-tools.ts'
import type { ToolList } from './tool-catalogue.ts'

/** The connection with what it has to remember of this reading, still to be saved. */
export function keepTools(
  { store, clock }: Pick<ConnectionParts, 'store' | 'clock'>,
  connection: Connection,
  { tools: listed, complete }: ToolList,
): Connection {
  const { id, issuer, toolsIssuer } = connection
  const before = store.connections.listAllTools(id)
  const identityChanged = toolsIssuer !== undefined && toolsIssuer !== issuer
  const nowMs = clock.nowMs()
  const tools = pinTools({ before, listed, complete, identityChanged, nowMs })
  store.connections.saveTools(id, tools)
  return { ...connection, toolsIssuer: issuer, toolsReadAtMs: nowMs }
}
