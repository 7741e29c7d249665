// Builds the snapshot that the app window shows, from stored facts and what the composition root knows.
import { currentLanguage } from '../../shared/catalogue/text.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { CallSummary, InboxItem, Notice, Overview, TaskView } from '../../shared/overview.ts'
import {
  buildCallTitle,
  buildInteractionTitle,
  connectionName,
} from '../interaction/interaction-title.ts'
import type { Store } from '../store/repositories.ts'
import { buildConnectionView, buildIssuerViews, buildQueuedRevocations } from './connection-view.ts'
import { buildEndedWaits, buildWaits } from './wait-view.ts'

export interface OverviewSource {
  readonly store: Store
  readonly nowMs: number
  /** Open interactions, from the queue. */
  readonly open: readonly Interaction[]
  /** Steps of adding or signing in by connection id, newest last. */
  readonly progress: ReadonlyMap<string, readonly { step: string; done: boolean }[]>
  readonly notices: readonly Notice[]
  readonly secretsSurviveRestart: boolean
  readonly notifications: 'actions' | 'plain' | 'in_app'
  readonly sandboxUrl: string | null
  readonly dataFolder: string
  readonly version: string
  readonly selectedInteractionId: string | null
  readonly selectedCallId: string | null
}

const shownTasks = 50

/** Pure over the store: reads, never writes. Holds no secret. */
export function buildOverview(source: OverviewSource): Overview {
  const { store, nowMs } = source
  const grants = store.grants.listAllFacts()
  const deferrals = store.deferrals.listAllFacts()
  const facts = { ...source, grants }
  return {
    nowMs,
    inbox: source.open.map((interaction) => buildInboxItem(store, interaction)),
    inboxTotal: source.open.length,
    inboxGroups: [],
    rules: [],
    waits: buildWaits(facts, deferrals),
    endedWaits: buildEndedWaits(facts, deferrals),
    tasks: store.tasks.list(shownTasks).map((task) => buildTaskView(source, task)),
    connections: store.connections
      .list()
      .map((each) => buildConnectionView(facts, each, deferrals)),
    issuers: buildIssuerViews(store),
    queuedRevocations: buildQueuedRevocations(store),
    agents: store.tasks.listAgents(),
    settings: store.settings.load(),
    language: currentLanguage(),
    notices: [...source.notices],
    secretsSurviveRestart: source.secretsSurviveRestart,
    notifications: source.notifications,
    sandboxUrl: source.sandboxUrl,
    dataFolder: source.dataFolder,
    version: source.version,
    selectedInteractionId: source.selectedInteractionId,
    selectedCallId: source.selectedCallId,
  }
}

function agentName(store: Store, agentId: string | undefined): string | null {
  return store.tasks.listAgents().find((agent) => agent.id === agentId)?.name ?? null
}

/** What the inbox, the tray and the notifications name. */
export function buildInboxItem(store: Store, interaction: Interaction): InboxItem {
  const call = interaction.callId === null ? null : store.calls.load(interaction.callId)
  const { id: interactionId, kind, connectionId, createdAtMs, expiresAtMs } = interaction
  const judged = kind === 'approval' ? call : null
  return {
    interactionId,
    kind,
    asksFor: interaction.elicitation?.kind ?? null,
    title: buildInteractionTitle(store, interaction),
    agentId: call?.agentId ?? null,
    agentName: agentName(store, call?.agentId),
    connectionId,
    tool: judged?.tool ?? null,
    connectionName: connectionId === null ? null : connectionName(store, connectionId),
    risk: judged?.risk ?? null,
    riskReason: judged?.riskReason ?? null,
    createdAtMs,
    expiresAtMs,
  }
}

function buildTaskView({ store, open }: OverviewSource, task: Task): TaskView {
  const calls = new Map(store.calls.listByTask(task.id).map((call) => [call.id, call]))
  const steps = store.tasks.listSteps(task.id).map((step) => {
    const call = step.callId === null ? undefined : calls.get(step.callId)
    const { position, kind, text, createdAtMs } = step
    const summary = call === undefined ? null : summarise(store, call, open)
    return { position, kind, text, call: summary, createdAtMs }
  })
  return {
    taskId: task.id,
    agentId: task.agentId,
    agentName: agentName(store, task.agentId) ?? '',
    text: task.text,
    state: task.state,
    createdAtMs: task.createdAtMs,
    steps,
  }
}

function summarise(store: Store, call: ToolCall, open: readonly Interaction[]): CallSummary {
  const { id: callId, tool, state, risk, outcomeText, resultText, deferralId } = call
  return {
    callId,
    title: buildCallTitle(store, call),
    tool,
    connectionName: connectionName(store, call.connectionId),
    state,
    risk,
    outcomeText,
    resultText,
    interactionId: open.find((each) => each.callId === callId)?.id ?? null,
    deferralId: state === 'deferred' ? deferralId : null,
  }
}
