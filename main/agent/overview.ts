// Builds the snapshot that the app window shows, from stored facts and what the composition root knows.
import { getDomain } from 'tldts'
import { text } from '../../shared/catalogue/text.ts'
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Grant } from '../../shared/model/grant.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type {
  CallSummary,
  ConnectionView,
  InboxItem,
  Notice,
  Overview,
  TaskView,
  WaitItem,
} from '../../shared/overview.ts'
import {
  buildCallTitle,
  buildInteractionTitle,
  connectionName,
  hostOf,
} from '../interaction/interaction-title.ts'
import { parseStoredMetadata, withdrawsDeferralCodes } from '../oauth/server-metadata.ts'
import type { Store } from '../store/repositories.ts'
import { buildTimeline } from './timeline.ts'

export interface OverviewSource {
  readonly store: Store
  readonly nowMs: number
  /** Open interactions, from the queue. */
  readonly open: readonly Interaction[]
  /** Every grant, loaded beforehand because opening secrets takes time; only facts of them are shown. */
  readonly grants: readonly Grant[]
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
  const waiting = store.deferrals
    .listAllFacts()
    .filter((deferral) => !endedDeferralStates.has(deferral.state))
  return {
    nowMs,
    inbox: source.open.map((interaction) => buildInboxItem(store, interaction)),
    waits: waiting.flatMap((deferral) => buildWaitItem(source, deferral)),
    tasks: store.tasks.list(shownTasks).map((task) => buildTaskView(source, task)),
    connections: store.connections.list().map((each) => buildConnectionView(source, each)),
    agents: store.tasks.listAgents(),
    settings: store.settings.load(),
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
    title: buildInteractionTitle(store, interaction),
    agentName: agentName(store, call?.agentId),
    connectionName: connectionId === null ? null : connectionName(store, connectionId),
    risk: judged?.risk ?? null,
    riskReason: judged?.riskReason ?? null,
    createdAtMs,
    expiresAtMs,
  }
}

function readMetadata(store: Store, issuer: string | null): Readonly<Record<string, unknown>> {
  const server = issuer === null ? null : store.authorizationServers.load(issuer)
  if (server === null) return {}
  try {
    const metadata: unknown = JSON.parse(server.metadataJson)
    return typeof metadata === 'object' && metadata !== null ? { ...metadata } : {}
  } catch {
    return {}
  }
}

/** Neither the same host nor the same registrable domain, by the public suffix list (protocols 11). */
function isElsewhere(uri: string, issuer: string): boolean {
  if (hostOf(uri) === hostOf(issuer)) return false
  const options = { allowPrivateDomains: true }
  const own = getDomain(issuer, options)
  return own === null || getDomain(uri, options) !== own
}

function canCancelAtServer({ authorizationServers }: Store, issuer: string): boolean {
  const server = authorizationServers.load(issuer)
  return server !== null && withdrawsDeferralCodes(parseStoredMetadata(server.metadataJson))
}

function buildWaitItem(source: OverviewSource, deferral: Deferral): WaitItem[] {
  const { store } = source
  const facts = describeWaiting(store, deferral)
  if (facts === null) return []
  const { interactionUri } = deferral
  return [
    {
      deferralId: deferral.id,
      ...facts,
      connectionName: connectionName(store, deferral.connectionId),
      state: deferral.state,
      waitingForHost: hostOf(deferral.issuer),
      serverWords: deferral.serverWords,
      startedAtMs: deferral.startedAtMs,
      nextCheckAtMs: deferral.nextPollAtMs,
      intervalSeconds: deferral.intervalSeconds,
      expiresAtMs: deferral.expiresAtMs,
      checks: deferral.pollCount,
      canOpenInteraction: interactionUri !== null,
      interactionHost: interactionUri === null ? null : hostOf(interactionUri),
      interactionIsElsewhere:
        interactionUri !== null && isElsewhere(interactionUri, deferral.issuer),
      canCancelAtServer: canCancelAtServer(store, deferral.issuer),
      userCode: deferral.userCode ?? null,
      bindingMessage: deferral.bindingMessage ?? null,
      survivesRestart: source.secretsSurviveRestart,
      timeline: buildTimeline(store, deferral, source.nowMs),
    },
  ]
}

/** Whose wait it is: a call's, or a connection's that signs in. Null when that is gone. */
function describeWaiting(
  store: Store,
  { callId, connectionId }: Deferral,
): Pick<WaitItem, 'callId' | 'taskId' | 'title' | 'agentName' | 'taskText'> | null {
  if (callId === null) {
    const name = connectionName(store, connectionId)
    const title = text('agent.wait_sign_in', { name })
    return { callId, taskId: null, title, agentName: '', taskText: '' }
  }
  const call = store.calls.load(callId)
  if (call === null) return null
  const { taskId } = call
  const title = buildCallTitle(store, call)
  const taskText = store.tasks.load(taskId)?.text ?? ''
  return { callId, taskId, title, agentName: agentName(store, call.agentId) ?? '', taskText }
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

function buildConnectionView(source: OverviewSource, connection: Connection): ConnectionView {
  const { store } = source
  const { issuer } = connection
  const server = issuer === null ? null : store.authorizationServers.load(issuer)
  const firstParty = server?.firstParty ?? false
  const enrols = 'passkey_enrolment_acr_value' in readMetadata(store, issuer)
  return {
    connectionId: connection.id,
    name: connectionName(store, connection.id),
    url: connection.url,
    host: hostOf(connection.url),
    status: connection.status,
    statusText: connection.statusText,
    progress: (source.progress.get(connection.id) ?? []).map((each) => ({ ...each })),
    issuer,
    issuerHost: issuer === null ? null : hostOf(issuer),
    onThisComputer: isLoopback(connection.url),
    firstParty,
    trustedForReading: connection.trustedForReading,
    canRegisterPasskey: firstParty && enrols,
    tools: store.connections.listTools(connection.id).map((tool) => ({
      name: tool.name,
      title: tool.title ?? tool.name,
      description: tool.description,
      reads: tool.annotations.readOnlyHint === true,
    })),
    grants: source.grants
      .filter((grant) => grant.connectionId === connection.id && grant.purpose === 'standing')
      .map((grant) => ({
        issuerHost: hostOf(grant.issuer),
        scopes: grant.scope.split(' ').filter((scope) => scope !== ''),
        boundToThisDevice: grant.tokenType === 'DPoP',
        expiresAtMs: grant.expiresAtMs,
      })),
  }
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
