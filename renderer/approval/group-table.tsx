// The table of a group: a row per call, a column per value that differs, nothing shortened, nothing out of sight to the side.
import { useEffect, useId, useRef } from 'react'
import type { ReactElement } from 'react'
import type { ArgumentRow, GroupMember } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { countdownOf } from '../parts/format.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { ExactText } from './exact-text.tsx'
import type { GroupPartProps } from './group-card.tsx'
import { Warnings } from './warnings.tsx'

/** More columns than this stand below each other in every row. */
const mostColumns = 3

export function GroupTable(props: GroupPartProps): ReactElement {
  const { group, deciding } = props
  const id = useId()
  const why = commonWhy(group.members)
  return (
    <section aria-labelledby={id} className="group-part">
      <div className="label-line label">
        <h2 id={id}>
          {text(group.columns.length === 0 ? 'many.nothing_differs' : 'many.differs')}
        </h2>
        <span role="status">
          {text('many.picked', { count: deciding.picked.length, total: deciding.aliveCount })}
        </span>
      </div>
      <PickAll {...props} />
      <table
        className={group.columns.length > mostColumns ? 'group-table stacked' : 'group-table'}
        role="table"
      >
        <TableHead group={group} />
        {group.members.map((member, position) => (
          <MemberRows
            key={member.interactionId}
            {...props}
            member={member}
            position={position}
            withWhy={why === null}
          />
        ))}
      </table>
      {why !== null && why !== '' && <Why why={why} />}
    </section>
  )
}

/** The one reason that all of them have, or null where they differ. */
function commonWhy(members: readonly GroupMember[]): string | null {
  const whys = new Set(members.map(({ why }) => why))
  return whys.size === 1 ? (members[0]?.why ?? '') : null
}

function PickAll({ deciding }: GroupPartProps): ReactElement {
  const box = useRef<HTMLInputElement>(null)
  const { picked, aliveCount, busy } = deciding
  const isAll = picked.length === aliveCount && aliveCount > 0
  useEffect(() => {
    if (box.current) box.current.indeterminate = picked.length > 0 && !isAll
  })
  return (
    <label className="check pick-all">
      <input
        ref={box}
        type="checkbox"
        checked={isAll}
        disabled={busy || aliveCount === 0}
        onChange={() => deciding.pickAll(!isAll)}
      />
      {text('many.pick_all', { count: aliveCount })}
    </label>
  )
}

function TableHead({ group }: Pick<GroupPartProps, 'group'>): ReactElement {
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">
          <span className="visually-hidden">{text('many.pick_first')}</span>
        </th>
        <th role="columnheader" scope="col">
          {text('many.agent')}
        </th>
        {group.columns.map(({ pointer, label }) => (
          <th key={pointer} role="columnheader" scope="col">
            <Untrusted value={label} />
          </th>
        ))}
        <th role="columnheader" scope="col">
          {text('many.until')}
        </th>
      </tr>
    </thead>
  )
}

function Why({ why }: { why: string }): ReactElement {
  return (
    <div>
      <p className="label">{text('many.why')}</p>
      <blockquote className="quote">
        <Untrusted value={why} />
      </blockquote>
    </div>
  )
}

function WhyRow({ why, columns }: { why: string; columns: number }): ReactElement {
  return (
    <tr role="row" className="member-why">
      <td role="cell" />
      <td role="cell" colSpan={columns + 2}>
        <blockquote className="quote" aria-label={text('many.why')}>
          <Untrusted value={why} />
        </blockquote>
      </td>
    </tr>
  )
}

type MemberProps = GroupPartProps & { member: GroupMember; position: number; withWhy: boolean }

function MemberRows(props: MemberProps): ReactElement {
  const { group, member, position, withWhy, deciding, nowMs } = props
  const { interactionId, agentName } = member
  const isAlive = deciding.isAlive(interactionId)
  const isPicked = deciding.isPicked(interactionId)
  const id = useId()
  const count = group.members.length
  return (
    <tbody
      role="rowgroup"
      className={isPicked ? 'member picked' : isAlive ? 'member' : 'member over'}
    >
      <tr role="row">
        <td role="cell" className="pick">
          <input
            type="checkbox"
            id={id}
            checked={isPicked}
            disabled={!isAlive || deciding.busy}
            aria-label={text('many.pick_plain', {
              position: position + 1,
              count,
              agent: agentName,
            })}
            onChange={(event) => deciding.pick(interactionId, event.target.checked)}
          />
        </td>
        <td role="cell">
          <label htmlFor={id}>
            <Untrusted value={agentName} />
          </label>
        </td>
        {group.columns.map(({ pointer, label }, at) => (
          <td key={pointer} role="cell">
            <span className="cell-label" aria-hidden="true">
              <Untrusted value={label} />
            </span>
            <Cell row={member.cells[at] ?? null} />
          </td>
        ))}
        <td role="cell" className="ends">
          {isAlive
            ? countdownOf(member.expiresAtMs - nowMs)
            : (member.ended ?? text('many.ended_expired'))}
        </td>
      </tr>
      {withWhy && member.why !== '' && <WhyRow why={member.why} columns={group.columns.length} />}
    </tbody>
  )
}

function Cell({ row }: { row: ArgumentRow | null }): ReactElement {
  if (row === null) return <span className="faint">{text('many.no_value')}</span>
  return (
    <div className="cell">
      {row.value === '' ? (
        <span className="faint">{text('approval.exact.empty_value')}</span>
      ) : row.shape === 'long_text' ? (
        <ExactText value={row.value} />
      ) : (
        <span className="mono">
          <Untrusted value={row.value} />
        </span>
      )}
      {row.reading !== null && (
        <span className="row-reading">
          <Untrusted value={row.reading} />
        </span>
      )}
      {row.decoded !== null && <ExactText value={row.decoded} />}
      {row.note !== null && (
        <span className="cell-note">
          <Untrusted value={row.note} />
        </span>
      )}
      <Warnings sentences={row.warnings} spelled={row.spelled} />
    </div>
  )
}
