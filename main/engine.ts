// The engine as the rest of main sees it, and the outside world that it is given.
import type { ApprovalState } from '../shared/approval-card.ts'
import type { BootClock, Clock, Log, MakeId, Randomness } from '../shared/model/ports.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import type { Overview } from '../shared/overview.ts'
import type { Agents } from './agent/agents-port.ts'
import type { Journey } from './agent/journey-port.ts'
import type { Models } from './agent/models/models-port.ts'
import type { ShownSecret } from './agent/shown-secret.ts'
import type { SnippetFacts } from '../shared/agent-snippets.ts'
import type { Tasks } from './agent/tasks-port.ts'
import type { ActivityRecord, ActivityService, ChooseSaveFile } from './bootstrap-activity.ts'
import type { ShownRecord } from './activity/shown-record.ts'
import type { OpenPage } from './bootstrap-interaction-view.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import type { Plans } from './bootstrap-plans.ts'
import type { Rules } from './bootstrap-rules.ts'
import type { ToolReview } from './bootstrap-tools.ts'
import type { DeferralService } from './deferral/deferral-service.ts'
import type { Editing } from './interaction/edit.ts'
import type { Inbox } from './agent/inbox.ts'
import type { ShownGroup } from './interaction/group.ts'
import type { ProofAhead } from './interaction/proof-ahead.ts'
import type { Gateway } from './gateway/gateway-port.ts'
import type { InteractionQueue, ShownGate } from './interaction/queue.ts'
import type { CallProgressBoard } from './resource/call-progress.ts'
import type { ConnectionService } from './resource/connection-service.ts'
import type { PasskeyCeremony, StepUp } from './step-up/obtain.ts'
import type { Store } from './store/repositories.ts'
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
  /** The YAML worker, likewise; without it no OpenAPI document in YAML can be read. */
  readonly yamlWorker?: URL
  /** Where the commands lie that other agents start; left out where there are none. */
  readonly commands?: AgentCommands
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

/** What a person pastes into another agent depends on these. */
export type AgentCommands = Omit<SnippetFacts, 'secret' | 'port'>

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
  readonly plans: Plans
  readonly models: Models
  readonly agents: Agents
  /** The secret that an approval has just made, while its page is open. */
  readonly shownSecret: ShownSecret
  readonly commands: AgentCommands
  readonly connections: ConnectionService
  /** Tools that their server changed. */
  readonly toolReview: ToolReview
  /** What servers say of calls that are under way. */
  readonly callProgress: CallProgressBoard
  /** Where other agents come in. */
  readonly gateway: Gateway
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
