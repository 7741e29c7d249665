// Wires the agents of others: what the person allowed them in the approval view, and what follows from it.
import { createAgents } from './agent/agents.ts'
import type { Agents } from './agent/agents-port.ts'
import type { Journey } from './agent/journey-port.ts'
import type { World } from './engine.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import type { Store } from './store/repositories.ts'
import type { Widening } from '../shared/model/interaction.ts'

type AgentWidening = Extract<
  Widening,
  { what: 'agent_access' | 'agent_secret' | 'agent_resume' }
>
const agentWidenings: ReadonlySet<Widening['what']> = new Set<AgentWidening['what']>([
  'agent_access',
  'agent_secret',
  'agent_resume',
])

export function isAgentWidening(widening: Widening): widening is AgentWidening {
  return agentWidenings.has(widening.what)
}

export interface AgentWiring extends Pick<World, 'clock' | 'makeId' | 'randomness' | 'onChanged'> {
  readonly store: Store
  readonly journey: Pick<Journey, 'cancel' | 'resume'>
  readonly queue: Pick<InteractionQueue, 'withdrawForAgent' | 'onWidening' | 'onEvent'>
}

/** What was approved is carried out by the transaction that saves the approval; what follows from it comes after. */
export function wireAgents(wiring: AgentWiring): Agents {
  const { store, queue, journey } = wiring
  const agents = createAgents(wiring)
  queue.onWidening((widening) => {
    if (!isAgentWidening(widening)) return
    applyAgentWidening(agents, widening)
    const about = { callId: null, taskId: null, connectionId: null }
    store.activity.append({ kind: 'widened', ...about, detail: { ...widening } })
  })
  queue.onEvent(({ kind, interaction: { widening, state } }) => {
    if (kind !== 'closed' || state !== 'approved' || widening === null) return
    if (!isAgentWidening(widening)) return
    agents.tellCallersChanged()
    if (widening.what === 'agent_resume') journey.resume()
  })
  return agents
}

function applyAgentWidening(agents: Agents, widening: AgentWidening): void {
  switch (widening.what) {
    case 'agent_access':
      return agents.allow(widening.agentId, widening.access)
    case 'agent_resume':
      return agents.endPause(widening.agentId)
    case 'agent_secret':
      return void agents.makeSecret(widening.agentId)
  }
}
