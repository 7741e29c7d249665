// A journey with the agents of others wired to it: what was asked in the approval view is carried out for real.
import { randomBytes } from 'node:crypto'
import { wireAgents } from '../../main/bootstrap-agents.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import { createJourneyWorld, type JourneyWorld } from './journey-world.ts'

export type AgentsWorld = ReturnType<typeof createAgentsWorld>

export function createAgentsWorld(world: JourneyWorld = createJourneyWorld()) {
  let changes = 0
  const { agents, shownSecret } = wireAgents({
    ...world,
    makeId: () => randomBytes(16).toString('base64url'),
    randomness: { bytes: (count) => new Uint8Array(randomBytes(count)), unit: () => 0.5 },
    onChanged: () => (changes += 1),
  })
  const ask = (widening: Widening): Interaction => world.queue.openWidening(widening, null)
  return {
    ...world,
    world,
    agents,
    shownSecret,
    changes: () => changes,
    ask,
    /** As the person does in the approval view. */
    approve: ({ id: interactionId, digest }: Interaction): void =>
      world.queue.approve({ interactionId, surface: 'approval', digest, confirmation: null }),
    load: (agentId: string): Agent => {
      const agent = world.store.tasks.loadAgent(agentId)
      if (agent === null) throw new Error('no agent')
      return agent
    },
    kinds: (): string[] =>
      world.store.activity
        .list({ beforeSequence: null, limit: 1_000 })
        .map(({ kind }) => kind)
        .toReversed(),
  }
}
