// Names for a card what an agent would get: every tool of every connection, as they are called and where they are.
import type { AgentFacts } from '../../shared/approval-card.ts'
import type { Widening } from '../../shared/model/interaction.ts'
import type { Store } from '../store/repositories.ts'
import { connectionName, hostOf } from './interaction-title.ts'
import { makeVisibleLine } from './visible.ts'

type AccessWidening = Extract<Widening, { what: 'agent_access' }>

/** A connection that is gone meanwhile gives nothing, and is left out. */
export function buildAgentFacts(store: Store, { access }: AccessWidening): AgentFacts {
  return access.flatMap(({ connectionId, tools }) => {
    const connection = store.connections.load(connectionId)
    if (connection === null) return []
    const offered = store.connections.listTools(connectionId).map(({ name }) => name)
    return [
      {
        connectionName: connectionName(store, connectionId),
        host: hostOf(connection.url),
        whole: tools === null,
        tools: (tools ?? offered).map((name) => makeVisibleLine(name, 200)),
      },
    ]
  })
}
