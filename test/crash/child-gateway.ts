// Lets agents of others in at the gateway of a process that is killed or watched: who they are outlives it, secrets do not.
import type { Engine } from '../../main/engine.ts'

export interface Door {
  readonly port: number
  /** By agent; those of an earlier process have ended. */
  readonly secrets: readonly { readonly name: string; readonly secret: string }[]
}

/** Resolves when the gateway listens. Every agent may use everything of the connection. */
export async function openDoor(
  { agents, gateway, store }: Engine,
  names: readonly string[],
  connectionId: string,
): Promise<Door> {
  const secrets = names.map((name) => {
    const agent = store.tasks.listAgents().find((one) => one.name === name) ?? agents.add(name)
    store.transaction(() => agents.allow(agent.id, [{ connectionId, tools: null }]))
    return { name, secret: agents.makeSecret(agent.id).reveal() }
  })
  agents.tellCallersChanged()
  await gateway.refresh()
  const { port, problem } = gateway.state()
  if (port === null) throw new Error(problem ?? 'The gateway does not listen')
  return { port, secrets }
}
