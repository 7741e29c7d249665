// Builds an interaction as it is when it opens, and says whom a widening is about.
import type { Interaction, Widening } from '../../shared/model/interaction.ts'

export type Draft = Pick<Interaction, 'kind' | 'digest' | 'expiresAtMs'> & Partial<Interaction>

export function buildInteraction(
  draft: Draft,
  { id, nowMs }: { id: string; nowMs: number },
): Interaction {
  return {
    id,
    state: 'open',
    callId: null,
    connectionId: null,
    widening: null,
    elicitation: null,
    createdAtMs: nowMs,
    answeredAtMs: null,
    answeredOn: null,
    reason: null,
    ...draft,
  }
}

/** Whom a widening is about; null where it is about all of them, or about none. */
export function agentOf(widening: Widening | null): string | null {
  if (widening === null) return null
  if (widening.what === 'rule') return widening.rule.agentId
  return 'agentId' in widening ? widening.agentId : null
}
