// The one place that wires the engine: store, vault, authorization, deferrals, questions, calls, tasks, connections.
import type { Settings } from '../shared/model/settings.ts'
import type { ToolCall } from '../shared/model/tool-call.ts'
import { noCommands, wireAgents } from './bootstrap-agents.ts'
import { createActivityService, openRecord, type ActivityRecord } from './bootstrap-activity.ts'
import { createShownRecord } from './activity/shown-record.ts'
import { openInBrowser, wireCalls, wireSender, type CallsWired } from './bootstrap-calls.ts'
import { wireConnections } from './bootstrap-connections.ts'
import { hearProgress, type ProgressWorld } from './bootstrap-progress.ts'
import { wireDeferrals } from './bootstrap-deferrals.ts'
import { hearCalls, wireGatewayCalls, type HeardWorld } from './bootstrap-gateway-calls.ts'
import { wireGateway } from './bootstrap-gateway.ts'
import { createNoticeBoard, postInteraction, type NoticeBoard } from './bootstrap-notices.ts'
import { wireRules } from './bootstrap-rules.ts'
import { tellStoreNews } from './bootstrap-store.ts'
import { wireWidenings } from './bootstrap-widenings.ts'
import { createCircuit } from './http/circuit.ts'
import { loadApproval, loadOverview } from './bootstrap-views.ts'
import { createGuardedFetch } from './http/guarded-fetch.ts'
import { addProgress } from './agent/call-progress-view.ts'
import { createEditing } from './interaction/edit.ts'
import { createInbox } from './agent/inbox.ts'
import { createInteractionQueue } from './interaction/interaction-queue.ts'
import { createProofAhead } from './interaction/proof-ahead.ts'
import { createDpopKeyRing } from './oauth/dpop-key-ring.ts'
import { createDpopProofs } from './oauth/dpop-proofs.ts'
import type { OAuthContext } from './oauth/oauth-context.ts'
import { createMcpConnector } from './resource/mcp-connection.ts'
import { createRevocationQueue, type RevocationQueue } from './resource/revocation-queue.ts'
import { createStepUp } from './step-up/create-step-up.ts'
import { openStore } from './store/open-store.ts'
import { openVault } from './vault/open-vault.ts'
import type { World, Engine } from './engine.ts'

const keychainTimeoutMs = 5_000
/** The one agent that needs no installation. */
const builtInAgent = { id: 'bookkeeper', name: 'Bookkeeper', kind: 'built-in' } as const

/** Opens the data folder and wires the engine; nothing runs before `start`. */
export async function openEngine(world: World): Promise<Engine> {
  const { clock, randomness, makeId, log, folder } = world
  const { keychain } = world
  const vault = await openVault({ keychain, randomness, clock, log, timeoutMs: keychainTimeoutMs })
  const opened = openStore({ folder, vault, clock, log })
  const record = await openRecord(world, opened, vault)
  const { store } = record
  if (store.tasks.listAgents().length === 0) store.tasks.saveAgent(builtInAgent)
  const notices = createNoticeBoard({ clock, makeId, onChanged: world.onChanged })
  tellStoreNews(opened, { clock, log, notices })
  const heard = hearProgress(hearCalls(world))
  const wired = wire(heard, record, notices)
  const calls = wireGatewayCalls(heard, { store, ...wired })
  const gateway = wireGateway({ ...world, ...wired, store, notices, calls })
  const commands = world.commands ?? noCommands
  return {
    store,
    vault,
    notices,
    record,
    commands,
    buildActivity: (chooseSaveFile) => createActivityService({ record, world, chooseSaveFile }),
    ...wired,
    callProgress: heard.callProgress,
    gateway,
    loadOverview: async (facts) => {
      const parts = { world, store, vault, notices, wired: { ...wired, gateway } }
      return addProgress(await loadOverview(parts, facts), (id) => heard.callProgress.latest(id))
    },
    loadApproval: (facts) => loadApproval({ world, store, ...wired, gateway, commands }, facts),
    start: () => startEngine({ ...wired, gateway }, record, notices),
    stop: () => stopEngine({ ...wired, gateway }, record),
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
  | 'plans'
  | 'models'
  | 'agents'
  | 'shownSecret'
  | 'connections'
  | 'toolReview'
  | 'deferrals'
  | 'stepUp'
>

type Heard = HeardWorld & ProgressWorld

function wire(world: Heard, { store, receipts }: ActivityRecord, notices: NoticeBoard): Wired {
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
  const tooled = { ...world, ...facts, ...calls, queue, rules, onChanged: world.onToolsChanged }
  const { connections, toolReview } = wireConnections(tooled)
  const { agents, shownSecret } = wireAgents({ ...world, store, queue, journey: calls.journey })
  wireWidenings(queue, { store, connections, journey: calls.journey, onChanged })
  const edit = createEditing({ ...world, store, queue })
  const asked = { queue, shown, rules, inbox, edit, ahead }
  return { ...asked, ...calls, agents, shownSecret, connections, toolReview, deferrals, stepUp }
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

/** The order matters: questions first, then calls that may ask them, then the waits that end calls, then who may call. */
async function startEngine(
  wired: Wired & Pick<Engine, 'gateway'>,
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
  await wired.gateway.refresh()
}

async function stopEngine(
  wired: Wired & Pick<Engine, 'gateway'>,
  record: ActivityRecord,
): Promise<void> {
  await wired.gateway.stop()
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
