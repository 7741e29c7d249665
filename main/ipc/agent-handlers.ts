// Answers the verbs of agents.
import type { AgentDetail } from '../../shared/agent-view.ts'
import type { Input } from '../../shared/contract.ts'
import type { AgentAccess } from '../../shared/model/agent.ts'
import type { Handlers } from './handlers.ts'

export interface AgentServices {
  readonly otherAgents: {
    /** Throws `agent/gone`. */
    load(agentId: string): AgentDetail
    /** Its id. */
    add(name: string): string
    rename(agentId: string, name: string): void
    limit(agentId: string, access: readonly AgentAccess[]): void
    pause(agentId: string): void
    revoke(agentId: string): void
    /** These only ask. */
    askAccess(agentId: string, access: readonly AgentAccess[]): void
    askResume(agentId: string): void
    askSecret(agentId: string): void
    /** Danger: in clear, for the approval view alone. Throws `interaction/gone` once it was left. */
    readSecret(interactionId: string): string
    copySecret(request: Input<'approval.copy-secret'>): Promise<void>
  }
}

type AgentVerb =
  Extract<keyof Handlers, `agent.${string}`> | 'approval.read-secret' | 'approval.copy-secret'
const done = { done: true } as const

export function agentHandlers(services: () => Promise<AgentServices>): Pick<Handlers, AgentVerb> {
  const act =
    <Given>(run: (agents: AgentServices['otherAgents'], given: Given) => void) =>
    async (given: Given): Promise<typeof done> => {
      run((await services()).otherAgents, given)
      return done
    }
  return {
    'agent.load': async ({ agentId }) => (await services()).otherAgents.load(agentId),
    'agent.add': async ({ name }) => ({ agentId: (await services()).otherAgents.add(name) }),
    'agent.rename': act((agents, { agentId, name }) => agents.rename(agentId, name)),
    'agent.limit': act((agents, { agentId, access }) => agents.limit(agentId, access)),
    'agent.pause': act((agents, { agentId }) => agents.pause(agentId)),
    'agent.revoke': act((agents, { agentId }) => agents.revoke(agentId)),
    'agent.ask-access': act((agents, { agentId, access }) => agents.askAccess(agentId, access)),
    'agent.ask-resume': act((agents, { agentId }) => agents.askResume(agentId)),
    'agent.ask-secret': act((agents, { agentId }) => agents.askSecret(agentId)),
    'approval.read-secret': async ({ interactionId }) => ({
      secret: (await services()).otherAgents.readSecret(interactionId),
    }),
    'approval.copy-secret': async (request) => {
      await (await services()).otherAgents.copySecret(request)
      return done
    },
  }
}
