// What the pages, the tray and the notifications are shown of the engine: snapshots, built anew each time.
import type { ApprovalState } from '../shared/approval-card.ts'
import { currentLanguage } from '../shared/catalogue/text.ts'
import type { Interaction } from '../shared/model/interaction.ts'
import type { Overview } from '../shared/overview.ts'
import { buildOverview } from './agent/overview.ts'
import { buildReveal } from './bootstrap-agents.ts'
import type { ApprovalFacts, Engine, OverviewFacts, World } from './engine.ts'
import { buildApprovalCard } from './interaction/card.ts'
import { buildGroupCard } from './interaction/group-card.ts'
import type { ShownGroup } from './interaction/group.ts'
import { isHeld } from './interaction/is-held.ts'
import { isHeldByPause } from './interaction/pause-hold.ts'

export interface Viewed {
  readonly world: World
  readonly store: Engine['store']
  readonly vault: Engine['vault']
  readonly notices: Engine['notices']
  readonly wired: Pick<Engine, 'inbox' | 'connections' | 'gateway' | 'tasks'>
}

export async function loadOverview(
  { world, store, vault, notices, wired }: Viewed,
  facts: OverviewFacts,
): Promise<Overview> {
  const connections = store.connections.list()
  return buildOverview({
    ...facts,
    store,
    nowMs: world.clock.nowMs(),
    inbox: wired.inbox,
    liveWords: (taskId) => wired.tasks.liveWords(taskId),
    progress: new Map(connections.map(({ id }) => [id, wired.connections.progressOf(id)])),
    notices: notices.list(),
    secretsSurviveRestart: vault.survivesRestart,
    gateway: wired.gateway.state(),
    dataFolder: world.folder,
    version: world.version,
  })
}

export function loadApproval(
  engine: Pick<Engine, 'store' | 'queue' | 'inbox' | 'shownSecret' | 'gateway' | 'commands'> & {
    world: World
  },
  { interactionId, group: shown = null, busy, standalone }: ApprovalFacts,
): ApprovalState {
  const { world, store, queue, inbox } = engine
  const reveal = buildReveal(engine, interactionId)
  const asked = interactionId === null || reveal !== null ? null : interactionId
  const interaction = asked === null ? null : queue.load(asked)
  const nowMs = world.clock.nowMs()
  const when = { nowMs, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }
  return {
    nowMs,
    card: interaction === null ? null : buildApprovalCard({ ...when, store, interaction, busy }),
    group:
      shown === null ? null : buildGroupCard({ ...when, ...sizesOf(inbox, shown), store, shown }),
    reveal,
    paused: isPausedHere(store, interaction),
    language: currentLanguage(),
    openCount: store.interactions.countOpen(),
    standalone,
    appearance: store.settings.load().appearance,
  }
}

/** Nothing on the page can be approved: a pause of all agents holds it, or one of its agent or of its task. */
function isPausedHere(store: Engine['store'], interaction: Interaction | null): boolean {
  if (interaction === null) return store.settings.load().paused
  if (store.settings.load().paused) return isHeldByPause(interaction)
  const { callId, widening } = interaction
  const call = callId === null ? null : store.calls.load(callId)
  const subject = widening?.what === 'plan' ? widening : call
  return subject !== null && isHeld(store, subject)
}

function sizesOf(
  inbox: Engine['inbox'],
  { groupId }: ShownGroup,
): { count: number; leftOut: number } {
  return { count: inbox.membersOf(groupId).length, leftOut: inbox.leftOutOf(groupId) }
}
