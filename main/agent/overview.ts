// Builds the snapshot that the app window shows, from stored facts and what the composition root knows.
import { currentLanguage } from '../../shared/catalogue/text.ts'
import type { Notice, Overview } from '../../shared/overview.ts'
import type { Store } from '../store/repositories.ts'
import { buildAgentViews } from './agent-view.ts'
import { buildConnectionView, buildIssuerViews, buildQueuedRevocations } from './connection-view.ts'
import type { Inbox } from './inbox.ts'
import { buildRuleViews } from './rule-view.ts'
import { buildTaskViews, hasOlderTasks, type TaskViewSource } from './task-view.ts'
import { buildEndedWaits, buildWaits } from './wait-view.ts'

export interface OverviewSource extends Pick<TaskViewSource, 'liveWords'> {
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
  const tasks = buildTaskViews(source)
  return {
    nowMs,
    inbox: inbox.slice(0, inboxPage),
    inboxTotal: inbox.length,
    inboxGroups: source.inbox.groups().slice(0, shownGroups),
    rules: buildRuleViews(store, nowMs),
    waits: buildWaits(facts, deferrals),
    endedWaits: buildEndedWaits(facts, deferrals),
    tasks,
    olderTasks: hasOlderTasks(source, tasks),
    connections: store.connections
      .list()
      .filter(({ kind }) => kind !== 'local')
      .map((each) => buildConnectionView(facts, each, deferrals)),
    issuers: buildIssuerViews(store),
    queuedRevocations: buildQueuedRevocations(store),
    agents: buildAgentViews(store),
    models: store.models.list(),
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
