// The rows of the activity, newest first; what belongs to one call and stands together is shown together.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ActivityRow } from '../../../shared/overview.ts'
import { preciseMomentOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import { visibleText } from './activity-words.ts'

interface RowsProps {
  rows: readonly ActivityRow[]
  nowMs: number
  onOpen: (callId: string) => void
}

export function ActivityRows({ rows, nowMs, onOpen }: RowsProps): ReactElement {
  return (
    <ol className="activity">
      {gatherRows(rows).map((gathered) => (
        <Gathered key={gathered[0]?.sequence} rows={gathered} nowMs={nowMs} onOpen={onOpen} />
      ))}
    </ol>
  )
}

/** Neighbours of one call, in their order. */
export function gatherRows(rows: readonly ActivityRow[]): ActivityRow[][] {
  const gathered: ActivityRow[][] = []
  for (const row of rows) {
    const last = gathered.at(-1)
    if (last !== undefined && row.callId !== null && last[0]?.callId === row.callId) last.push(row)
    else gathered.push([row])
  }
  return gathered
}

function Gathered({ rows, nowMs, onOpen }: RowsProps): ReactElement | null {
  const [first] = rows
  if (first === undefined) return null
  const { callId, title } = first
  if (callId === null) {
    return (
      <li>
        <p className="activity-title">
          <Untrusted value={title} />
        </p>
        <Line row={first} nowMs={nowMs} />
      </li>
    )
  }
  return (
    <li>
      <button
        type="button"
        className="activity-title link"
        aria-label={text('activity.open_call', { title: visibleText(title) })}
        onClick={() => onOpen(callId)}
      >
        <Untrusted value={title} />
      </button>
      {rows.map((row) => (
        <Line key={row.sequence} row={row} nowMs={nowMs} />
      ))}
    </li>
  )
}

function Line({ row, nowMs }: { row: ActivityRow; nowMs: number }): ReactElement {
  return (
    <p className="activity-line">
      <span className="faint activity-time">{preciseMomentOf(row.atMs, nowMs)}</span>
      <span className="quiet">{row.words !== null && <Untrusted value={row.words} />}</span>
    </p>
  )
}
