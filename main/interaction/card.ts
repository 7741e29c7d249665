// Builds what the approval view shows for one interaction, from stored facts and frozen bytes only.
import type { ApprovalCall, ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'
import { buildAgentFacts } from './agent-facts.ts'
import { buildAllowForOffer } from './allow-for.ts'
import { buildConfirmation } from './confirmation.ts'
import { isEditable } from './edit.ts'
import { buildCallTitle, buildCardTitle, connectionName, hostOf } from './interaction-title.ts'
import { warnOfNames } from './name-warnings.ts'
import { findNeededScope } from './needed-scope.ts'
import type { ReadingContext } from './reading.ts'
import { describePausedThings, findPausedThings } from './paused-things.ts'
import { buildPlanEntries } from './plan-card.ts'
import { buildRows, listTakenOut } from './rows.ts'
import { findExpectedProof } from './step-up-ahead.ts'
import { buildToolChanges } from './tool-changes.ts'
import { makeVisible } from './visible.ts'

const shownBefore = 5
const comparedBefore = 20

export interface CardSource extends ReadingContext {
  readonly store: Store
  readonly interaction: Interaction
  /** What happens now while an answer is being worked on, or null when the person may answer. */
  readonly busy: string | null
}

/** The card of one interaction. Its digest is what the answer must name. */
export function buildApprovalCard(source: CardSource): ApprovalCard {
  const { store, interaction, busy } = source
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  return {
    interactionId: interaction.id,
    kind: interaction.kind,
    digest: interaction.digest,
    title: buildCardTitle(store, interaction),
    ...namesOf(source, call),
    createdAtMs: interaction.createdAtMs,
    expiresAtMs: interaction.expiresAtMs,
    call: call === null ? null : buildCardCall(source, call),
    elicitation: interaction.elicitation,
    widening: interaction.widening,
    ...aboutTask(source),
    ...(interaction.widening?.what === 'tool_change' && {
      toolChanges: buildToolChanges(store, interaction.widening),
    }),
    ...(interaction.widening?.what === 'agent_access' && {
      agentFacts: buildAgentFacts(store, interaction.widening),
    }),
    ...offersOf(source, call),
    busy,
  }
}

/** What a plan or the pause of a task is about. */
function aboutTask(source: CardSource): Pick<ApprovalCard, 'plan' | 'pausedFacts'> {
  const { widening } = source.interaction
  const plan = buildPlanEntries(source)
  if (plan !== null) return { plan }
  if (widening?.what !== 'task_resume') return {}
  return { pausedFacts: describePausedThings(findPausedThings(source.store, widening.taskId)) }
}

type Offers = Pick<ApprovalCard, 'confirmation' | 'allowFor' | 'stepUpAhead' | 'editable'>

/** What an approval asks of the person, and what it lets them add. */
function offersOf({ store, interaction }: CardSource, call: ToolCall | null): Offers {
  if (interaction.kind !== 'approval' || call === null) {
    return { confirmation: null, allowFor: null, stepUpAhead: null, editable: false }
  }
  const confirmation = buildConfirmation(call)
  return {
    // The number to type stays in main.
    confirmation: confirmation && { label: confirmation.label, hint: confirmation.hint },
    allowFor: buildAllowForOffer([call], store),
    stepUpAhead: findExpectedProof(store, call)?.ahead ?? null,
    editable: isEditable(store, interaction, call),
  }
}

type Names = Pick<ApprovalCard, 'agentName' | 'agentClaimedName' | 'nameWarnings' | 'taskText'>

/** Who asks and for what, with a warning for every name that can be taken for another. */
function namesOf({ store, interaction }: CardSource, call: ToolCall | null): Names {
  const owner = call ?? ownerOf(interaction)
  const agent = owner === null ? null : store.tasks.loadAgent(owner.agentId)
  const claimed = agent === null ? null : claimedNameOf(agent)
  const task = owner === null ? null : store.tasks.load(owner.taskId)
  const { connectionId } = interaction
  const connection = connectionId === null ? null : store.connections.load(connectionId)
  return {
    agentName: agent === null ? null : makeVisible(agent.name),
    agentClaimedName: claimed === null ? null : makeVisible(claimed),
    taskText: task === null ? null : makeVisible(task.text),
    nameWarnings: warnOfNames({
      agent: agent?.name ?? null,
      claimed,
      connection: connection?.name ?? null,
      tool: call?.tool ?? null,
    }),
  }
}

/** Whose plan or task a widening is about; null for any other. */
function ownerOf({ widening }: Interaction): { agentId: string; taskId: string } | null {
  return widening?.what === 'plan' || widening?.what === 'task_resume' ? widening : null
}

/** What it calls itself where that is not its name; of one that runs elsewhere, what it said when it came. */
function claimedNameOf({ name, claimedName, lastClient }: Agent): string | null {
  const claimed = claimedName ?? lastClient?.name ?? null
  return claimed === name ? null : claimed
}

function buildCardCall(source: CardSource, call: ToolCall): ApprovalCall {
  const { store } = source
  const { agentId, connectionId, tool, argumentsJson } = call
  const earlier = store.calls.listAlike({ agentId, connectionId, tool, limit: comparedBefore })
  const rowsSource = { ...source, ...argumentsOf(store, call, earlier) }
  const connection = store.connections.load(connectionId)
  const scope = findNeededScope(store, call)
  return {
    callId: call.id,
    tool: makeVisible(tool),
    connectionName: connectionName(store, connectionId),
    host: connection === null ? '' : placeOf(connection),
    audience: audienceOf(connection),
    scope: scope === null ? null : makeVisible(scope),
    risk: call.risk,
    riskReason: call.riskReason,
    rows: buildRows(rowsSource),
    argumentsJson,
    byteCount: Buffer.byteLength(argumentsJson, 'utf8'),
    why: makeVisible(call.why),
    before: earlier.slice(0, shownBefore).flatMap((each) => describeBefore(store, each)),
    editedFromJson: call.editedFromJson ?? null,
    takenOut: listTakenOut(rowsSource),
    approvedAtMs: call.decidedBy === 'person' && call.state !== 'denied' ? call.decidedAtMs : null,
  }
}

/** The arguments with what they are held against: earlier ones that ran, the tool's schema, the agent's own request. */
function argumentsOf(store: Store, call: ToolCall, earlier: readonly ToolCall[]) {
  const tool = store.connections
    .listTools(call.connectionId)
    .find(({ definitionHash }) => definitionHash === call.toolDefinitionHash)
  return {
    argumentsJson: call.argumentsJson,
    earlier: earlier.filter((each) => each.state === 'done').map((each) => each.argumentsJson),
    schema: tool?.inputSchema ?? null,
    editedFromJson: call.editedFromJson ?? null,
  }
}

function placeOf({ kind, url }: Connection): string {
  return kind === 'local' ? text('hook.host') : hostOf(url)
}

/** Named only where it says more than the host of the server does. */
function audienceOf(connection: Connection | null): string | null {
  const resource = connection?.resource ?? null
  return resource === null || resource === connection?.url ? null : makeVisible(resource)
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
