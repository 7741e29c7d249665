// Wires what agents think with: the rehearsal model, which needs neither key nor network.
import { createRehearsalModel } from './agent/rehearsal/rehearsal-model.ts'
import type { Model } from './agent/model.ts'

/** The model of each agent, by its id. */
export function createModels(): { modelOf(agentId: string): Model } {
  const rehearsal = createRehearsalModel()
  return { modelOf: () => rehearsal }
}
