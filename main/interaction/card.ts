// Builds what the approval view shows for one interaction, from stored facts and frozen bytes only.
import type { ApprovalCall, ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildAllowForOffer } from './allow-for.ts'
import { buildConfirmation } from './confirmation.ts'
import { buildCallTitle, buildCardTitle, connectionName, hostOf } from './interaction-title.ts'
import { buildRows } from './rows.ts'
import { makeVisible } from './visible.ts'

const shownBefore = 5
const comparedBefore = 20

export interface CardSource {
  readonly store: Store
  readonly interaction: Interaction
  /** What happens now while an answer is being worked on, or null when the person may answer. */
  readonly busy: string | null
}

/** The card of one interaction. Its digest is what the answer must name. */
export function buildApprovalCard({ store, interaction, busy }: CardSource): ApprovalCard {
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  const confirmation =
    interaction.kind === 'approval' && call !== null ? buildConfirmation(call) : null
  const agent = store.tasks.listAgents().find((each) => each.id === call?.agentId)
  const task = call === null ? null : store.tasks.load(call.taskId)
  return {
    interactionId: interaction.id,
    kind: interaction.kind,
    digest: interaction.digest,
    title: buildCardTitle(store, interaction),
    agentName: agent?.name ?? null,
    agentClaimedName: agent?.claimedName == null ? null : makeVisible(agent.claimedName),
    taskText: task === null ? null : makeVisible(task.text),
    createdAtMs: interaction.createdAtMs,
    expiresAtMs: interaction.expiresAtMs,
    call: call === null ? null : buildCardCall(store, call),
    elicitation: interaction.elicitation,
    widening: interaction.widening,
    confirmation:
      confirmation === null ? null : { label: confirmation.label, hint: confirmation.hint },
    busy,
    allowFor:
      interaction.kind === 'approval' && call !== null ? buildAllowForOffer([call], store) : null,
    stepUpAhead: null,
    editable: false,
  }
}

function buildCardCall(store: Store, call: ToolCall): ApprovalCall {
  const { agentId, connectionId, tool } = call
  const earlier = store.calls.listAlike({ agentId, connectionId, tool, limit: comparedBefore })
  const ran = earlier.filter((each) => each.state === 'done').map((each) => each.argumentsJson)
  const connection = store.connections.load(connectionId)
  return {
    callId: call.id,
    tool: makeVisible(tool),
    connectionName: connectionName(store, connectionId),
    host: connection === null ? '' : hostOf(connection.url),
    scope: call.lastChallenge?.scope ?? null,
    risk: call.risk,
    riskReason: call.riskReason,
    rows: buildRows(call.argumentsJson, ran),
    argumentsJson: call.argumentsJson,
    byteCount: Buffer.byteLength(call.argumentsJson, 'utf8'),
    why: makeVisible(call.why),
    before: earlier.slice(0, shownBefore).flatMap((each) => describeBefore(store, each)),
    editedFromJson: call.editedFromJson ?? null,
    approvedAtMs: call.decidedBy === 'person' && call.state !== 'denied' ? call.decidedAtMs : null,
  }
}

const beforeKeys = {
  done: 'interaction.before_done',
  denied: 'interaction.before_denied',
  expired: 'interaction.before_expired',
  cancelled: 'interaction.before_cancelled',
  failed: 'interaction.before_failed',
  unknown: 'interaction.before_unknown',
} as const

function describeBefore(store: Store, call: ToolCall): string[] {
  if (!(call.state in beforeKeys)) return []
  const key = beforeKeys[call.state as keyof typeof beforeKeys]
  return [text(key, { title: buildCallTitle(store, call) })]
}
