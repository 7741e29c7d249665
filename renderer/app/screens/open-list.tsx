// What waits for the person: groups that can be decided together, and each by itself; smooth with thousands of them.
import { useMemo, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { InboxGroup } from '../../../shared/overview.ts'
import { countdownOf } from '../../parts/format.ts'
import { Segmented } from '../../parts/segmented.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import '../inbox.css'
import { useAsk } from '../state/use-ask.ts'
import { useInboxPages } from '../state/use-inbox-pages.ts'
import { ProblemWords } from './columns.tsx'
import { DenyAll } from './deny-all.tsx'
import { InboxWords, ItemHead } from './inbox-words.tsx'
import { buildRows, type Grouping, type OpenRow } from './open-rows.ts'
import { VirtualList } from './virtual-list.tsx'

type OpenListProps = ScreenProps & { nowMs: number }

/** Up to so many in all, groups begin unfolded and no search is needed. */
const fewUpTo = 12
const heights = { label: 34, group: 98, item: 96 } as const
const heightOf = ({ kind }: OpenRow): number => heights[kind]
const keyOf = ({ key }: OpenRow): string => key
const isReachable = ({ kind }: OpenRow): boolean => kind !== 'label'

export function OpenList(props: OpenListProps): ReactElement {
  const { bridge, overview } = props
  const [grouping, setGrouping] = useState<Grouping>('tool')
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState('')
  const words = typed.trim()
  const pages = useInboxPages(bridge, overview, words)
  const { inboxTotal, inboxGroups } = overview
  const few = inboxTotal <= fewUpTo
  const rows = useMemo(() => {
    const isUnfolded = ({ groupId }: InboxGroup): boolean => few !== turned.has(groupId)
    return buildRows({
      overview: { inboxTotal, inboxGroups },
      grouping,
      words,
      found: pages.found,
      isUnfolded,
    })
  }, [inboxTotal, inboxGroups, grouping, words, pages.found, turned, few])
  const turn = (groupId: string): void => setTurned((before) => toggled(before, groupId))
  const opening = useOpening(props)
  return (
    <>
      <ProblemWords words={opening.problem} />
      {!few && <Search typed={typed} onTyped={setTyped} />}
      {inboxGroups.length > 0 && <Grouped grouping={grouping} onChange={setGrouping} />}
      {grouping === 'agent' && words === '' && <DenyAll {...props} />}
      {words !== '' && pages.found === 0 && (
        <p className="list-empty">{text('many.search_none', { words })}</p>
      )}
      <VirtualList
        label={text('app.inbox.now')}
        rows={rows}
        {...{ keyOf, heightOf, isReachable }}
        onDrawn={(drawn) => pages.want(drawn.flatMap((row) => (row.kind === 'item' ? row : [])))}
        onKey={(row, key) => {
          if (row.kind !== 'group') return
          if (key === (row.unfolded ? 'ArrowLeft' : 'ArrowRight')) turn(row.group.groupId)
        }}
        render={(row, tabIndex) => (
          <OpenRowView {...props} {...{ row, tabIndex, pages, opening, turn }} />
        )}
      />
    </>
  )
}

function toggled(before: ReadonlySet<string>, groupId: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(groupId)) after.add(groupId)
  return after
}

interface Opening {
  readonly problem: string | null
  readonly open: (interactionId: string) => void
  readonly openGroup: (groupId: string) => void
}

function useOpening({ bridge, navigate }: OpenListProps): Opening {
  const { problem, ask } = useAsk()
  const follow = (opened: unknown): void => {
    if (opened !== null) navigate({ type: 'interaction-opened' })
  }
  return {
    problem,
    open: (interactionId) =>
      void ask(() => bridge.call('interaction.open', { interactionId })).then(follow),
    openGroup: (groupId) =>
      void ask(() => bridge.call('interaction.open-group', { groupId })).then(follow),
  }
}

function Search(props: { typed: string; onTyped: (typed: string) => void }): ReactElement {
  return (
    <input
      type="search"
      className="field inbox-search"
      aria-label={text('many.search')}
      placeholder={text('many.search')}
      maxLength={200}
      value={props.typed}
      onChange={(event) => props.onTyped(event.target.value)}
    />
  )
}

function Grouped(props: {
  grouping: Grouping
  onChange: (grouping: Grouping) => void
}): ReactElement {
  return (
    <div className="inbox-grouping">
      <p className="label" aria-hidden="true">
        {text('many.group_by')}
      </p>
      <Segmented
        legend={text('many.group_by')}
        value={props.grouping}
        options={[
          { value: 'tool', label: text('many.by_tool') },
          { value: 'agent', label: text('many.by_agent') },
          { value: 'none', label: text('many.by_none') },
        ]}
        onChange={props.onChange}
      />
    </div>
  )
}

interface RowProps extends OpenListProps {
  row: OpenRow
  tabIndex: 0 | -1
  pages: ReturnType<typeof useInboxPages>
  opening: Opening
  turn: (groupId: string) => void
}

function OpenRowView(props: RowProps): ReactElement {
  const { row } = props
  if (row.kind === 'label') return <h2 className="label list-label">{text(`many.${row.words}`)}</h2>
  return row.kind === 'group' ? <GroupRow {...props} row={row} /> : <ItemRow {...props} row={row} />
}

function ItemRow(props: RowProps & { row: OpenRow & { kind: 'item' } }): ReactElement {
  const { row, tabIndex, pages, opening, overview, navigation, nowMs } = props
  const item = pages.itemAt(row)
  const isSelected =
    item !== null &&
    navigation.deferralId === null &&
    item.interactionId === overview.selectedInteractionId
  return (
    <button
      type="button"
      className={row.inGroup ? 'item member' : 'item'}
      tabIndex={tabIndex}
      aria-current={isSelected ? 'true' : undefined}
      aria-disabled={item === null}
      onClick={() => item !== null && opening.open(item.interactionId)}
    >
      {item === null ? (
        <span className="faint">{text('many.loading')}</span>
      ) : (
        <InboxWords item={item} nowMs={nowMs} />
      )}
    </button>
  )
}

function GroupRow(props: RowProps & { row: OpenRow & { kind: 'group' } }): ReactElement {
  const { row, tabIndex, opening, overview, navigation, nowMs, turn } = props
  const { group, unfolded } = row
  const isSelected =
    navigation.deferralId === null && group.groupId === overview.selectedInteractionId
  return (
    <div className="item group" data-current={isSelected}>
      <ItemHead title={group.title} time={countdownOf(group.soonestExpiryMs - nowMs)} />
      <span className="item-line">
        {text('many.count_calls', { count: group.count })}
        {' · '}
        <Untrusted value={group.agentNames.join(', ')} />
      </span>
      <span className="buttons">
        <button
          type="button"
          className="button small"
          tabIndex={tabIndex}
          aria-current={isSelected ? 'true' : undefined}
          aria-label={`${text('many.open_group')} ${group.title}`}
          onClick={() => opening.openGroup(group.groupId)}
        >
          {text('many.open_group')}
        </button>
        <button
          type="button"
          className="button plain link small"
          tabIndex={tabIndex}
          aria-expanded={unfolded}
          onClick={() => turn(group.groupId)}
        >
          {text(unfolded ? 'many.hide_members' : 'many.show_members')}
        </button>
      </span>
    </div>
  )
}
