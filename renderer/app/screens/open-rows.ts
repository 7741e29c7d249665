// Lays out what is open as rows: groups that can be decided together first, then what is decided one by one.
import type { InboxGroup, InboxItem, Overview } from '../../../shared/overview.ts'

export type Grouping = 'tool' | 'agent' | 'none'

/** Where an item is found: in a group, among what is in no group, or in the whole list. */
export type RowSource = { groupId: string } | { without: 'tool' | 'agent' } | 'all'

export type OpenRow =
  | { kind: 'label'; key: string; words: 'together' | 'one_by_one' }
  | { kind: 'group'; key: string; group: InboxGroup; unfolded: boolean }
  /** `at` is the place in its source. */
  | { kind: 'item'; key: string; source: RowSource; at: number; inGroup: boolean }

export interface RowFacts {
  readonly overview: Pick<Overview, 'inboxTotal' | 'inboxGroups'>
  readonly grouping: Grouping
  /** What is searched for; while it is, everything stands one by one. */
  readonly words: string
  /** How many the search has found; null while that is not known. */
  readonly found: number | null
  readonly isUnfolded: (group: InboxGroup) => boolean
}

export function buildRows(facts: RowFacts): OpenRow[] {
  const { overview, grouping, words, found } = facts
  if (words !== '') return items('all', found ?? 0, false)
  const groups = overview.inboxGroups.filter(({ by }) => by === grouping)
  if (grouping === 'none' || groups.length === 0) return items('all', overview.inboxTotal, false)
  const grouped = groups.reduce((sum, { count }) => sum + count, 0)
  const rest = Math.max(0, overview.inboxTotal - grouped)
  const ordered = grouping === 'agent' ? groups.toSorted(byAgent) : groups
  return [
    { kind: 'label', key: 'together', words: 'together' },
    ...ordered.flatMap((group) => groupRows(group, facts.isUnfolded(group))),
    ...(rest > 0 ? [{ kind: 'label', key: 'rest', words: 'one_by_one' } as const] : []),
    ...items({ without: grouping }, rest, false),
  ]
}

function groupRows(group: InboxGroup, unfolded: boolean): OpenRow[] {
  const { groupId, count } = group
  const head: OpenRow = { kind: 'group', key: groupId, group, unfolded }
  return unfolded ? [head, ...items({ groupId }, count, true)] : [head]
}

function items(source: RowSource, count: number, inGroup: boolean): OpenRow[] {
  const name = nameOf(source)
  return Array.from({ length: count }, (_, at) => ({
    kind: 'item',
    key: `${name} ${at}`,
    source,
    at,
    inGroup,
  }))
}

/** A name of the source, equal for equal ones. */
export function nameOf(source: RowSource): string {
  if (source === 'all') return 'all'
  return 'groupId' in source ? source.groupId : `without ${source.without}`
}

/** The items of a source, where all that is open is at hand. */
export function itemsOf(
  all: readonly InboxItem[],
  groups: readonly InboxGroup[],
  source: RowSource,
): readonly InboxItem[] {
  if (source === 'all') return all
  if ('groupId' in source) {
    const { groupId } = source
    return all.filter(({ groupIds }) => groupIds?.tool === groupId || groupIds?.agent === groupId)
  }
  const shown = new Set(groups.filter(({ by }) => by === source.without).map((one) => one.groupId))
  return all.filter(({ groupIds }) => groupIds == null || !shown.has(groupIds[source.without]))
}

function byAgent(one: InboxGroup, other: InboxGroup): number {
  const names = (one.agentNames[0] ?? '').localeCompare(other.agentNames[0] ?? '')
  return names === 0 ? one.soonestExpiryMs - other.soonestExpiryMs : names
}
