// Gives the door its services about agents: what narrows is done at once, what widens is asked for.
import { text } from '../shared/catalogue/text.ts'
import { buildSnippet } from '../shared/agent-snippets.ts'
import { CountersignError } from '../shared/errors.ts'
import type { AgentAccess } from '../shared/model/agent.ts'
import type { Widening } from '../shared/model/interaction.ts'
import { findAdded } from './agent/agent-access.ts'
import { loadAgentDetail } from './agent/agent-view.ts'
import { buildReveal } from './bootstrap-agents.ts'
import type { Engine } from './engine.ts'
import type { SecretClipboard } from './desktop/secret-clipboard.ts'
import type { AgentServices } from './ipc/agent-handlers.ts'

export interface AgentServiceParts {
  readonly engine: Engine
  readonly clipboard: SecretClipboard
  /** The person asked for it: its card is shown at once when it opens. */
  readonly expectQuestion: () => void
}

export function buildAgentServices(parts: AgentServiceParts): AgentServices['otherAgents'] {
  const { engine } = parts
  const { agents, store, gateway } = engine
  return {
    load: (agentId) => loadAgentDetail(store, agentId, gateway.state()),
    add: (name) => agents.add(name).id,
    rename: (agentId, name) => agents.rename(agentId, name),
    limit: (agentId, access) => agents.limit(agentId, access),
    pause: (agentId) => agents.pause(agentId),
    revoke: (agentId) => agents.revoke(agentId),
    askAccess: (agentId, access) => askAccess(parts, agentId, access),
    askResume: (agentId) => ask(parts, { what: 'agent_resume', agentId }),
    askSecret: (agentId) => askSecret(parts, agentId),
    readSecret: (interactionId) => requireShown(engine, interactionId),
    copySecret: async ({ interactionId, snippet }) => {
      const secret = requireShown(engine, interactionId)
      const reveal = buildReveal(engine, interactionId)
      if (snippet === null || reveal == null) return parts.clipboard.copy(secret)
      const built = buildSnippet({ ...reveal.facts, secret }, snippet.client, snippet.way)
      if (built !== null) await parts.clipboard.copy(built.text)
    },
  }
}

function ask({ engine, expectQuestion }: AgentServiceParts, widening: Widening): void {
  expectQuestion()
  engine.queue.openWidening(widening, null)
}

/** Only what is there to be given, and what the agent does not have by now. */
function askAccess(
  parts: AgentServiceParts,
  agentId: string,
  wanted: readonly AgentAccess[],
): void {
  const { store } = parts.engine
  const agent = store.tasks.loadAgent(agentId)
  if (agent === null || agent.revokedAtMs != null) throw gone()
  const access = findAdded(agent.access ?? [], wanted).flatMap((entry) => {
    const connection = store.connections.load(entry.connectionId)
    if (connection === null || connection.kind === 'local') return []
    const names = store.connections.listTools(connection.id).map(({ name }) => name)
    const tools = entry.tools?.filter((tool) => names.includes(tool)) ?? null
    return tools?.length === 0 ? [] : [{ ...entry, tools }]
  })
  if (agent.access === undefined || access.length === 0)
    throw new CountersignError('ipc/bad_input', text('agents.nothing_to_give'))
  ask(parts, { what: 'agent_access', agentId, access })
}

function askSecret(parts: AgentServiceParts, agentId: string): void {
  const agent = parts.engine.store.tasks.loadAgent(agentId)
  if (agent?.kind !== 'gateway' || agent.revokedAtMs != null) throw gone()
  ask(parts, { what: 'agent_secret', agentId })
}

/** Danger: the secret in clear. */
function requireShown({ shownSecret }: Engine, interactionId: string): string {
  const shown = shownSecret.find(interactionId)
  if (shown !== null) return shown.secret.reveal()
  throw new CountersignError('interaction/gone', text('agents.secret_gone'))
}

const gone = () => new CountersignError('agent/gone', text('agents.gone'))
