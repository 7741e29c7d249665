// One open interaction as the inbox, the tray and the notifications name it.
import type { Interaction } from '../../shared/model/interaction.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { buildInteractionTitle, connectionName } from '../interaction/interaction-title.ts'
import type { Store } from '../store/repositories.ts'

export function buildInboxItem(store: Store, interaction: Interaction): InboxItem {
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  const { id: interactionId, kind, connectionId, createdAtMs, expiresAtMs } = interaction
  const { widening } = interaction
  const isOfTask = widening?.what === 'plan' || widening?.what === 'task_resume'
  const agentId = call?.agentId ?? (isOfTask ? widening.agentId : null)
  const judged = kind === 'approval' ? call : null
  return {
    interactionId,
    kind,
    asksFor: interaction.elicitation?.kind ?? null,
    title: buildInteractionTitle(store, interaction),
    agentId,
    agentName: agentName(store, agentId ?? undefined),
    connectionId,
    tool: judged?.tool ?? null,
    connectionName: connectionId === null ? null : connectionName(store, connectionId),
    risk: judged?.risk ?? null,
    riskReason: judged?.riskReason ?? null,
    createdAtMs,
    expiresAtMs,
  }
}

/** Null for nobody and for an agent that is not known any more. */
export function agentName(store: Store, agentId: string | undefined): string | null {
  return store.tasks.listAgents().find((agent) => agent.id === agentId)?.name ?? null
}
