// Wires the agents of others: what the person allowed them in the approval view, and what follows from it.
import { homedir } from 'node:os'
import path from 'node:path'
import type { ApprovalState } from '../shared/approval-card.ts'
import type { Widening } from '../shared/model/interaction.ts'
import { createAgents } from './agent/agents.ts'
import type { Journey } from './agent/journey-port.ts'
import { createShownSecret } from './agent/shown-secret.ts'
import type { AgentCommands, Engine, World } from './engine.ts'
import { findDataHome } from './gateway/data-home.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { makeVisible } from './interaction/visible.ts'
import type { Store } from './store/repositories.ts'

type AgentWidening = Extract<Widening, { what: 'agent_access' | 'agent_secret' | 'agent_resume' }>
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
export function wireAgents(wiring: AgentWiring): Pick<Engine, 'agents' | 'shownSecret'> {
  const { store, queue, journey, clock } = wiring
  const agents = createAgents(wiring)
  const shownSecret = createShownSecret(clock)
  queue.onWidening((widening) => {
    if (!isAgentWidening(widening)) return
    applyAgentWidening({ agents, shownSecret }, widening)
    const about = { callId: null, taskId: null, connectionId: null }
    store.activity.append({ kind: 'widened', ...about, detail: { ...widening } })
  })
  queue.onEvent(({ kind, interaction: { id, widening, state } }) => {
    if (kind !== 'closed' || state !== 'approved' || widening === null) return
    if (!isAgentWidening(widening)) return
    if (widening.what === 'agent_secret') shownSecret.show(id, widening.agentId)
    agents.tellCallersChanged()
    if (widening.what === 'agent_resume') journey.resume()
  })
  return { agents, shownSecret }
}

function applyAgentWidening(
  { agents, shownSecret }: Pick<Engine, 'agents' | 'shownSecret'>,
  widening: AgentWidening,
): void {
  const { agentId } = widening
  switch (widening.what) {
    case 'agent_access':
      return agents.allow(agentId, widening.access)
    case 'agent_resume':
      return agents.endPause(agentId)
    case 'agent_secret':
      return shownSecret.make(agentId, agents.makeSecret(agentId))
  }
}

/** What the approval view shows in place of a card once a secret was made; never the secret itself. */
export function buildReveal(
  {
    store,
    shownSecret,
    gateway,
    commands,
  }: Pick<Engine, 'store' | 'shownSecret' | 'gateway' | 'commands'>,
  interactionId: string | null,
): ApprovalState['reveal'] {
  const shown = interactionId === null ? null : shownSecret.find(interactionId)
  if (shown === null || interactionId === null) return null
  return {
    interactionId,
    agentName: makeVisible(store.tasks.loadAgent(shown.agentId)?.name ?? '?'),
    facts: { ...commands, port: gateway.state().port },
    portIsFixed: store.settings.load().gatewayPort !== null,
  }
}

/** Where the commands lie that other agents start, for a process that plain Node can follow. */
export function findCommands(mainFolder: string, folder: string): AgentCommands {
  const { platform, env } = process
  // Plain Node cannot look into the archive: beside it lies what was unpacked.
  const outside = mainFolder.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  const command = (name: string): string => path.join(outside, '..', 'commands', `${name}.mjs`)
  const usual = findDataHome({
    platform,
    env: { ...env, COUNTERSIGN_HOME: '' },
    homeFolder: homedir(),
  })
  return {
    mcpCommand: command('countersign-mcp'),
    hookCommand: command('countersign-hook'),
    home: usual === folder ? null : folder,
    shell: platform === 'win32' ? 'windows' : 'posix',
  }
}

/** Where nothing was bundled: the commands by their names alone. */
export const noCommands: AgentCommands = {
  mcpCommand: 'countersign-mcp',
  hookCommand: 'countersign-hook',
  home: null,
  shell: 'posix',
}
