// What the pages, the tray and the notifications are shown of the engine: snapshots, built anew each time.
import type { ApprovalState } from '../shared/approval-card.ts'
import { currentLanguage } from '../shared/catalogue/text.ts'
import type { Overview } from '../shared/overview.ts'
import { buildOverview } from './agent/overview.ts'
import type { ApprovalFacts, Engine, OverviewFacts, World } from './bootstrap.ts'
import { buildApprovalCard } from './interaction/card.ts'
import { isHeldByPause } from './interaction/pause-hold.ts'

export interface Viewed {
  readonly world: World
  readonly store: Engine['store']
  readonly vault: Engine['vault']
  readonly notices: Engine['notices']
  readonly wired: Pick<Engine, 'inbox' | 'connections'>
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
    progress: new Map(connections.map(({ id }) => [id, wired.connections.progressOf(id)])),
    notices: notices.list(),
    secretsSurviveRestart: vault.survivesRestart,
    dataFolder: world.folder,
    version: world.version,
  })
}

export function loadApproval(
  { world, store, queue }: Pick<Engine, 'store' | 'queue'> & { world: World },
  { interactionId, busy, standalone }: ApprovalFacts,
): ApprovalState {
  const interaction = interactionId === null ? null : queue.load(interactionId)
  return {
    nowMs: world.clock.nowMs(),
    card: interaction === null ? null : buildApprovalCard({ store, interaction, busy }),
    group: null,
    paused: store.settings.load().paused && (interaction === null || isHeldByPause(interaction)),
    language: currentLanguage(),
    openCount: store.interactions.countOpen(),
    standalone,
    appearance: store.settings.load().appearance,
  }
}
