// The arguments as rows: each exact value with its reading, what differs from last time, and warnings of ours.
import type { ReactElement } from 'react'
import type { ArgumentRow } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { ExactText } from './exact-text.tsx'
import { TextDiff } from './text-diff.tsx'
import { Warnings } from './warnings.tsx'

export function ArgumentRows({ rows }: { rows: readonly ArgumentRow[] }): ReactElement {
  return (
    <dl className="rows">
      {rows.map((row) => (
        <Row key={row.pointer} row={row} />
      ))}
    </dl>
  )
}

function Row({ row }: { row: ArgumentRow }): ReactElement {
  const wide = row.shape === 'long_text' || row.diff !== null || row.decoded !== null
  const changed = row.changed || row.asked !== null
  return (
    <div className={['row', wide && 'wide', changed && 'changed'].filter(Boolean).join(' ')}>
      <dt>
        <Untrusted value={row.label} />
      </dt>
      <dd className="row-value">
        {row.diff !== null && <TextDiff pieces={row.diff} />}
        <Value row={row} />
        {row.decoded !== null && (
          <div className="row-decoded">
            <p className="label">{text('card.decoded')}</p>
            <ExactText value={row.decoded} />
          </div>
        )}
        <Warnings sentences={row.warnings} spelled={row.spelled} />
        {row.asked !== null && (
          <p className="row-asked">
            {text('card.asked')} <Asked value={row.asked.value} />
          </p>
        )}
      </dd>
      <dd className="row-note">{row.note !== null && <Untrusted value={row.note} />}</dd>
    </div>
  )
}

/** Words of ours never look like a value. */
function Asked({ value }: { value: string | null }): ReactElement {
  if (value === null) return <span>{text('card.asked_nothing')}</span>
  if (value === '') return <span>{text('approval.exact.empty_value')}</span>
  return (
    <span className="mono">
      <Untrusted value={value} />
    </span>
  )
}

function Value({ row }: { row: ArgumentRow }): ReactElement {
  if (row.value === '') return <p className="faint">{text('approval.exact.empty_value')}</p>
  if (row.shape === 'long_text') {
    return (
      <>
        {row.reading !== null && (
          <p className="row-reading">
            <Untrusted value={row.reading} />
          </p>
        )}
        <ExactText value={row.value} />
      </>
    )
  }
  return (
    <p className="row-exact">
      <span className="mono">
        <Emphasised row={row} />
      </span>
      {row.reading !== null && (
        <span className="row-reading">
          <Untrusted value={row.reading} />
        </span>
      )}
    </p>
  )
}

/** The value with the part that decides where it goes standing out. */
function Emphasised({ row: { value, emphasis } }: { row: ArgumentRow }): ReactElement {
  if (emphasis === null) return <Untrusted value={value} />
  const { start, end } = emphasis
  return (
    <>
      {start > 0 && <Untrusted value={value.slice(0, start)} />}
      <strong className="row-emphasis">
        <Untrusted value={value.slice(start, end)} />
      </strong>
      {end < value.length && <Untrusted value={value.slice(end)} />}
    </>
  )
}
