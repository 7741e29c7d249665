// Sums up the groups of the inbox for the app page.
import { text } from '../../shared/catalogue/text.ts'
import type { InboxGroup, InboxItem } from '../../shared/overview.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import { humanise } from '../interaction/words.ts'
import type { InboxOrder } from './inbox-order.ts'

/** Two or more each, soonest end first. */
export function buildGroups(orders: ReadonlyMap<string, InboxOrder>): InboxGroup[] {
  return [...orders]
    .flatMap(([groupId, { entries }]) => {
      const [first] = entries
      if (first === undefined || entries.length < 2) return []
      const by = first.groupIds?.agent === groupId ? 'agent' : 'tool'
      const items = entries.map(({ item }) => item)
      return [summarise(groupId, by, items)]
    })
    .toSorted((one, other) => one.soonestExpiryMs - other.soonestExpiryMs)
}

function summarise(groupId: string, by: InboxGroup['by'], items: readonly InboxItem[]): InboxGroup {
  const [first] = items
  const names = new Set(items.flatMap(({ agentName }) => agentName ?? []))
  return {
    groupId,
    by,
    title: groupTitle(first?.tool ?? '', first?.connectionName ?? ''),
    agentId: by === 'agent' ? (first?.agentId ?? null) : null,
    agentNames: [...names],
    connectionName: first?.connectionName ?? '',
    count: items.length,
    soonestExpiryMs: first?.expiresAtMs ?? 0,
  }
}

/** What all calls of a group do, in our words: the tool and where, never one call's values. */
export function groupTitle(tool: string, connection: string): string {
  return text('interaction.title_other', {
    tool: makeVisibleLine(humanise(tool)),
    connection: makeVisibleLine(connection),
  })
}
