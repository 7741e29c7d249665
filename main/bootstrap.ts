// The one place that wires the engine: store, vault, authorization, deferrals, questions, calls, tasks, connections.
import type { ApprovalState } from '../shared/approval-card.ts'
import { text } from '../shared/catalogue/text.ts'
import type { BootClock, Clock, Log, MakeId, Randomness } from '../shared/model/ports.ts'
import type { Settings } from '../shared/model/settings.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Overview } from '../shared/overview.ts'
import type { Journey } from './agent/journey-port.ts'
import type { Tasks } from './agent/tasks.ts'
import {
  createActivityService,
  openRecord,
  type ActivityRecord,
  type ActivityService,
  type ChooseSaveFile,
} from './bootstrap-activity.ts'
import { createShownRecord, type ShownRecord } from './activity/shown-record.ts'
import { openInBrowser, wireCalls, wireSender, type CallsWired } from './bootstrap-calls.ts'
import { wireConnections } from './bootstrap-connections.ts'
import { wireDeferrals } from './bootstrap-deferrals.ts'
import type { OpenPage } from './bootstrap-interaction-view.ts'
import { createNoticeBoard, postInteraction, type NoticeBoard } from './bootstrap-notices.ts'
import { wireRules, type Rules } from './bootstrap-rules.ts'
import { wireWidenings } from './bootstrap-widenings.ts'
import type { DeferralService } from './deferral/deferral-service.ts'
import { createCircuit } from './http/circuit.ts'
import { loadApproval, loadOverview } from './bootstrap-views.ts'
import { createGuardedFetch } from './http/guarded-fetch.ts'
import { createEditing, type Editing } from './interaction/edit.ts'
import { createInbox, type Inbox } from './agent/inbox.ts'
import type { ShownGroup } from './interaction/group.ts'
import { createInteractionQueue } from './interaction/interaction-queue.ts'
import { createProofAhead, type ProofAhead } from './interaction/proof-ahead.ts'
import type { InteractionQueue, ShownGate } from './interaction/queue.ts'
import { createDpopKeyRing } from './oauth/dpop-key-ring.ts'
import { createDpopProofs } from './oauth/dpop-proofs.ts'
import type { OAuthContext } from './oauth/oauth-context.ts'
import type { ConnectionService } from './resource/connection-service.ts'
import { createMcpConnector } from './resource/mcp-connection.ts'
import { createRevocationQueue, type RevocationQueue } from './resource/revocation-queue.ts'
import { createStepUp } from './step-up/create-step-up.ts'
import type { PasskeyCeremony, StepUp } from './step-up/obtain.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/repositories.ts'
import { openVault } from './vault/open-vault.ts'
import type { Keychain, Vault } from './vault/vault.ts'

/** The outside world, as real as the caller makes it. */
export interface World {
  /** Data folder; the database and nothing else of the engine lives there. */
  readonly folder: string
  readonly version: string
  readonly clock: Clock
  /** Absent where the platform does not number its starts. */
  readonly boot?: BootClock | null
  readonly randomness: Randomness
  readonly makeId: MakeId
  readonly log: Log
  readonly keychain: Keychain
  readonly shownGate: ShownGate
  /** True while the system says that the screen is locked; absent where it does not tell. */
  readonly isLocked?: () => boolean
  /** The schema worker as it lies beside the running code; without it arguments cannot be edited. */
  readonly schemaWorker?: URL
  readonly ceremony: PasskeyCeremony
  /** Address of this app's published client ID metadata document, where there is one. */
  readonly clientMetadataUrl?: string | null
  /** False when the system did not take the address. */
  readonly openExternal: (address: string) => Promise<boolean>
  /** Opens a page that a server named, after the person saw its address; absent means the system browser. */
  readonly openPage?: OpenPage
  readonly onWaitEnded?: (deferralId: string) => void
  /** Something that the pages show has changed. May be called often. */
  readonly onChanged: () => void
  readonly onCallChanged: (call: ToolCall) => void
  readonly onCallEnded: (call: ToolCall) => void
}

export interface Engine {
  readonly store: Store
  readonly vault: Vault
  readonly queue: InteractionQueue
  readonly rules: Rules
  /** What is open, in the order in which it ends. */
  readonly inbox: Inbox
  readonly edit: Editing
  readonly ahead: Pick<ProofAhead, 'keep'>
  readonly journey: Journey
  readonly tasks: Tasks
  readonly connections: ConnectionService
  readonly deferrals: DeferralService
  readonly stepUp: StepUp
  readonly notices: NoticeBoard
  readonly record: ActivityRecord
  /** Hears what was in front of the person. */
  readonly shown: ShownRecord
  buildActivity(chooseSaveFile: ChooseSaveFile): ActivityService
  loadOverview(facts: OverviewFacts): Promise<Overview>
  loadApproval(facts: ApprovalFacts): ApprovalState
  /** Takes up what an earlier process left. Call once, after everything listens. */
  start(): Promise<void>
  stop(): Promise<void>
}

export type OverviewFacts = Pick<
  Overview,
  'notifications' | 'sandboxUrl' | 'selectedInteractionId' | 'selectedCallId'
>
export interface ApprovalFacts {
  readonly interactionId: string | null
  /** Several on one card instead. */
  readonly group?: ShownGroup | null
  readonly busy: string | null
  readonly standalone: boolean
}

const keychainTimeoutMs = 5_000
/** The one agent that needs no installation. */
const builtInAgent = { id: 'bookkeeper', name: 'Bookkeeper', kind: 'built-in' } as const

/** Opens the data folder and wires the engine; nothing runs before `start`. */
export async function openEngine(world: World): Promise<Engine> {
  const { clock, randomness, makeId, log, folder } = world
  const { keychain } = world
  const vault = await openVault({ keychain, randomness, clock, log, timeoutMs: keychainTimeoutMs })
  const opened = openStore({ folder, vault, clock, log })
  const record = await openRecord(world, opened.store, vault)
  const { recoveredFrom } = opened
  const { store } = record
  if (store.tasks.listAgents().length === 0) store.tasks.saveAgent(builtInAgent)
  const notices = createNoticeBoard({ clock, makeId, onChanged: world.onChanged })
  if (recoveredFrom !== null) postRecovered(notices, recoveredFrom)
  const wired = wire(world, record, notices)
  return {
    store,
    vault,
    notices,
    record,
    buildActivity: (chooseSaveFile) => createActivityService({ record, world, chooseSaveFile }),
    ...wired,
    loadOverview: (facts) => loadOverview({ world, store, vault, notices, wired }, facts),
    loadApproval: (facts) => loadApproval({ world, store, ...wired }, facts),
    start: () => startEngine(wired, record, notices),
    stop: () => stopEngine(wired, record),
  }
}

type Wired = Pick<
  Engine,
  | 'queue'
  | 'shown'
  | 'rules'
  | 'inbox'
  | 'edit'
  | 'ahead'
  | 'journey'
  | 'tasks'
  | 'connections'
  | 'deferrals'
  | 'stepUp'
>

function wire(world: World, { store, receipts }: ActivityRecord, notices: NoticeBoard): Wired {
  const { clock, makeId, log, shownGate, onChanged } = world
  const { oauth, patientOAuth } = wireOAuth(world)
  const keys = createDpopKeyRing({ secrets: store.secrets, makeId, log })
  const settings = (): Settings => store.settings.load()
  const queue = createInteractionQueue({ store, clock, makeId, shownGate, settings, log })
  // Before the journey hears of a decision: that something was shown stands before what was decided about it.
  const shown = createShownRecord({ ...world, store, queue })
  const rules = wireRules({ ...world, store, queue, notices })
  const inbox = createInbox({ store, queue, log })
  const revocations = createRevocationQueue({ ...world, store, oauth, keys })
  const deferrals = wireDeferrals({
    ...world,
    revocations,
    store,
    oauth: patientOAuth,
    keys,
    onChange: onChanged,
    onInteraction: (deferral) => postInteraction({ store, notices }, deferral),
    onEnd: (end) => {
      world.onWaitEnded?.(end.deferral.id)
      if (end.deferral.callId === null) connections.onDeferralEnd(end)
      calls.journey.onDeferralEnd(end)
    },
  })
  const openExternal = (address: string): Promise<void> => openInBrowser(world, address)
  const dropTokens: RevocationQueue['revoke'] = (unwanted) => revocations.revoke(unwanted)
  const ahead = createProofAhead({ ...world, store })
  const ports = { ...world, store, queue, ahead, deferrals, oauth, keys, openExternal, dropTokens }
  const stepUp = createStepUp(ports)
  const connector = createMcpConnector(world.version)
  const sender = wireSender(world, { store, queue, stepUp, oauth, keys, connector })
  const onCallChanged = (call: ToolCall): void => {
    if (call.state === 'sending') connections.onGrantUsed(call.connectionId)
    inbox.onCallChanged(call)
    world.onCallChanged(call)
  }
  const callParts = { store, receipts, queue, ahead, sender, stepUp, deferrals }
  const calls: CallsWired = wireCalls({ ...world, onCallChanged }, callParts)
  const facts = { store, oauth, keys, connector, stepUp, deferrals, revocations, notices }
  const onToolsRead = (connectionId: string): void => {
    rules.onToolsRead(connectionId)
    onChanged()
  }
  const connections = wireConnections({ ...world, ...facts, onChanged: onToolsRead })
  wireWidenings(queue, { store, connections, journey: calls.journey, onChanged })
  const edit = createEditing({ ...world, store, queue })
  return { queue, shown, rules, inbox, edit, ahead, ...calls, connections, deferrals, stepUp }
}

/** Polls keep to their own schedule: the circuit counts them and never holds them back. */
function wireOAuth({ clock, randomness, log }: World): {
  oauth: OAuthContext
  patientOAuth: OAuthContext
} {
  const fetch = createGuardedFetch({ clock })
  const circuit = createCircuit({ clock })
  const proofs = createDpopProofs({ clock, randomness })
  const oauth = { fetch: circuit.guard(fetch), clock, randomness, proofs, log }
  return { oauth, patientOAuth: { ...oauth, fetch: circuit.watch(fetch) } }
}

/** The order matters: questions first, then calls that may ask them, then the waits that end calls. */
async function startEngine(
  wired: Wired,
  record: ActivityRecord,
  notices: NoticeBoard,
): Promise<void> {
  void record.check(notices)
  wired.queue.start()
  wired.rules.start()
  wired.journey.start()
  await wired.deferrals.start()
  wired.tasks.resume()
  wired.connections.start()
}

async function stopEngine(wired: Wired, record: ActivityRecord): Promise<void> {
  wired.tasks.stop()
  wired.journey.stop()
  wired.queue.stop()
  wired.rules.stopWaiting()
  wired.connections.stop()
  await Promise.all([wired.deferrals.stop(), wired.journey.settle()])
  await wired.tasks.whenIdle()
  await record.stop()
  record.store.close()
}

function postRecovered(notices: NoticeBoard, file: string): void {
  const title = text('announce.recovered_title')
  notices.post({ tone: 'bad', title, body: text('announce.recovered', { file }), callId: null })
}
