// Knows which questions nobody may answer positively while all agents are paused.
import type { Interaction } from '../../shared/model/interaction.ts'

/** All but the question that ends the pause, and what is not about a call: signing in is the person's own doing. */
export function isHeldByPause({
  kind,
  widening,
  callId,
}: Pick<Interaction, 'kind' | 'widening' | 'callId'>): boolean {
  return kind === 'elicitation' ? callId !== null : widening?.what !== 'resume_agents'
}
