// Builds the snapshot that the app window shows, from stored facts and what the composition root knows.
import { currentLanguage } from '../../shared/catalogue/text.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { CallSummary, Notice, Overview, TaskView } from '../../shared/overview.ts'
import { buildCallTitle, connectionName } from '../interaction/interaction-title.ts'
import type { Store } from '../store/repositories.ts'
import { buildAgentViews } from './agent-view.ts'
import { buildConnectionView, buildIssuerViews, buildQueuedRevocations } from './connection-view.ts'
import { agentName } from './inbox-item.ts'
import type { Inbox } from './inbox.ts'
import { heldByPause, isPaused } from './pause.ts'
import { buildRuleViews } from './rule-view.ts'
import { buildEndedWaits, buildWaits } from './wait-view.ts'

export interface OverviewSource {
  readonly store: Store
  readonly nowMs: number
  readonly inbox: Pick<Inbox, 'list' | 'groups' | 'interactionOf'>
  /** Steps of adding or signing in by connection id, newest last. */
  readonly progress: ReadonlyMap<string, readonly { step: string; done: boolean }[]>
  readonly notices: readonly Notice[]
  readonly secretsSurviveRestart: boolean
  readonly notifications: 'actions' | 'plain' | 'in_app'
  readonly sandboxUrl: string | null
  readonly gateway: Overview['gateway']
  readonly dataFolder: string
  readonly version: string
  readonly selectedInteractionId: string | null
  readonly selectedCallId: string | null
}

const shownTasks = 50
/** What a snapshot carries; the page asks for more as it is scrolled to. */
const inboxPage = 200
const shownGroups = 300

/** Pure over the store: reads, never writes. Holds no secret. */
export function buildOverview(source: OverviewSource): Overview {
  const { store, nowMs } = source
  const grants = store.grants.listAllFacts()
  const deferrals = store.deferrals.listAllFacts()
  const facts = { ...source, grants }
  const inbox = source.inbox.list()
  return {
    nowMs,
    inbox: inbox.slice(0, inboxPage),
    inboxTotal: inbox.length,
    inboxGroups: source.inbox.groups().slice(0, shownGroups),
    rules: buildRuleViews(store, nowMs),
    waits: buildWaits(facts, deferrals),
    endedWaits: buildEndedWaits(facts, deferrals),
    tasks: buildTaskViews(source),
    connections: store.connections
      .list()
      .filter(({ kind }) => kind !== 'local')
      .map((each) => buildConnectionView(facts, each, deferrals)),
    issuers: buildIssuerViews(store),
    queuedRevocations: buildQueuedRevocations(store),
    agents: buildAgentViews(store),
    settings: store.settings.load(),
    language: currentLanguage(),
    notices: [...source.notices],
    secretsSurviveRestart: source.secretsSurviveRestart,
    notifications: source.notifications,
    sandboxUrl: source.sandboxUrl,
    gateway: source.gateway,
    dataFolder: source.dataFolder,
    version: source.version,
    selectedInteractionId: source.selectedInteractionId,
    selectedCallId: source.selectedCallId,
  }
}

const mostStepsOfTask = 60
const fewestStepsOfTask = 4
const mostSteps = 400

/** The newest tasks whole as far as a person reads; of the others the end, so that a flood of calls costs no more. */
function buildTaskViews(source: OverviewSource): TaskView[] {
  let left = mostSteps
  return source.store.tasks.list(shownTasks).map((task) => {
    const limit = Math.max(fewestStepsOfTask, Math.min(mostStepsOfTask, left))
    const view = buildTaskView(source, task, limit)
    left -= view.steps.length
    return view
  })
}

function buildTaskView(source: OverviewSource, task: Task, limit: number): TaskView {
  const { store, inbox } = source
  const steps = store.tasks.listLastSteps(task.id, limit).map((step) => {
    const call = step.callId === null ? null : store.calls.load(step.callId)
    const { position, kind, text, createdAtMs } = step
    const summary = call === null ? null : summarise(store, call, inbox)
    return { position, kind, text, call: summary, createdAtMs }
  })
  return {
    taskId: task.id,
    agentId: task.agentId,
    agentName: agentName(store, task.agentId) ?? '',
    text: task.text,
    state: isHeld(store, task) ? 'paused' : task.state,
    createdAtMs: task.createdAtMs,
    steps,
  }
}

/** The pause holds something of it, and nothing of it is on the wire. */
function isHeld(store: Store, { id, state }: Task): boolean {
  if (!isPaused(store) || (state !== 'running' && state !== 'waiting')) return false
  const states = store.calls.listAliveStates(id).map((call) => call.state)
  return states.some((each) => heldByPause.has(each)) && !states.includes('sending')
}

function summarise(store: Store, call: ToolCall, inbox: OverviewSource['inbox']): CallSummary {
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
    interactionId: inbox.interactionOf(callId),
    deferralId: state === 'deferred' ? deferralId : null,
  }
}
