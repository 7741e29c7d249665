// One open interaction as the inbox keeps it: what is shown of it, and which groups it belongs to.
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { InboxItem } from '../../shared/overview.ts'
import { groupIdOf, mayBeGrouped, type GroupKind } from '../interaction/group.ts'
import type { Store } from '../store/repositories.ts'
import { buildInboxItem } from './inbox-item.ts'

export interface InboxEntry {
  readonly item: InboxItem
  readonly callId: string | null
  /** Of the call when this was built; null without one. */
  readonly callDigest: string | null
  /** Null for what is decided one by one. */
  readonly groupIds: Readonly<Record<GroupKind, string>> | null
  /** Groups whose calls are alike but for their risk. */
  readonly leftOutOf: readonly string[]
  /** Lower case, for the search. */
  readonly words: string
}

export function buildEntry(store: Store, interaction: Interaction): InboxEntry {
  const { callId, kind } = interaction
  const call = callId === null ? null : store.calls.load(callId)
  const alike =
    call === null || kind !== 'approval'
      ? null
      : { tool: groupIdOf(call, 'tool'), agent: groupIdOf(call, 'agent') }
  const groupIds = mayBeGrouped(interaction, call) ? alike : null
  const item = { ...buildInboxItem(store, interaction), groupIds }
  const words = [item.title, item.agentName, item.connectionName, item.tool]
  return {
    item,
    callId,
    callDigest: call?.digest ?? null,
    groupIds,
    leftOutOf: alike !== null && call?.risk === 'high' ? Object.values(alike) : [],
    words: words
      .filter((one) => one !== null)
      .join('\n')
      .toLowerCase(),
  }
}

/** Soonest end first; then the older one; never equal for two interactions. */
export function compareEntries({ item: one }: InboxEntry, { item: other }: InboxEntry): number {
  if (one.expiresAtMs !== other.expiresAtMs) return one.expiresAtMs - other.expiresAtMs
  if (one.createdAtMs !== other.createdAtMs) return one.createdAtMs - other.createdAtMs
  if (one.interactionId === other.interactionId) return 0
  return one.interactionId < other.interactionId ? -1 : 1
}

/** The same store, reading each name and each call once: for building thousands in one go. Keep it no longer than that. */
export function withRememberedNames(store: Store): Store {
  const agents = store.tasks.listAgents()
  const connections = new Map(store.connections.list().map((each) => [each.id, each]))
  let last: ToolCall | null = null
  const loadCall = (callId: string): ToolCall | null => {
    if (last?.id !== callId) last = store.calls.load(callId)
    return last
  }
  return {
    ...store,
    calls: { ...store.calls, load: loadCall },
    tasks: { ...store.tasks, listAgents: () => agents },
    connections: { ...store.connections, load: (id) => connections.get(id) ?? null },
  }
}
