// The calls of a plan, one after another with every value: what is dropped or changed here is shown anew before it counts.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { PlanCardEntry } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Tag, toneOfRisk } from '../parts/tag.tsx'
import { TextWith } from '../parts/text-with.tsx'
import { Untrusted } from '../parts/untrusted.tsx'
import { Exactly } from './call-facts.tsx'
import type { PlanDeciding } from './use-plan.ts'
import './plan.css'

export interface PlanEntriesProps {
  readonly entries: readonly PlanCardEntry[]
  readonly digest: string
  readonly deciding: PlanDeciding
  /** False once it has ended, or while an answer is on its way. */
  readonly open: boolean
}

export function PlanEntries(props: PlanEntriesProps): ReactElement {
  const { entries, deciding } = props
  const id = useId()
  return (
    <section aria-labelledby={id} className="plan">
      <h2 id={id} className="label">
        {text('plan.entries')}
      </h2>
      <p className="quiet">{text('plan.intro')}</p>
      <p role="status">{countWords(entries)}</p>
      <div role="alert">
        {deciding.problem !== null && (
          <p className="problem">
            <Untrusted value={deciding.problem} />
          </p>
        )}
      </div>
      <ol className="plan-entries">
        {entries.map((entry) => (
          <li key={entry.position} className={entry.dropped ? 'dropped' : undefined}>
            <Entry {...props} entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function countWords(entries: readonly PlanCardEntry[]): string {
  const kept = entries.filter(({ dropped }) => !dropped)
  if (kept.length === 0) return text('plan.all_dropped')
  const high = kept.filter(({ call }) => call.risk === 'high').length
  const values = { kept: kept.length, total: entries.length, high }
  return text(high === 0 ? 'plan.counts' : 'plan.counts_high', values)
}

function Entry(props: PlanEntriesProps & { entry: PlanCardEntry }): ReactElement {
  const { entry, digest } = props
  const { call } = entry
  const id = useId()
  return (
    <article aria-labelledby={id} className="plan-entry">
      <h3 id={id} className="strong">
        {entry.position + 1}. <Untrusted value={entry.title} />
      </h3>
      <p className="tag-line">
        <Tag tone={toneOfRisk[call.risk]}>{text(`interaction.risk.${call.riskReason}`)}</Tag>
        {call.editedFromJson !== null && <Tag tone="accent">{text('plan.edited')}</Tag>}
        <span className="quiet">
          <Untrusted value={call.tool} />{' '}
          <TextWith name="app.call.at" values={{ name: call.connectionName }} /> ·{' '}
          <Untrusted value={call.host} />
        </span>
      </p>
      <Notes entry={entry} />
      {!entry.dropped && (
        <>
          <Exactly call={call} digest={digest} heading={text('plan.values')} />
          <Why why={call.why} />
        </>
      )}
      <Choices {...props} />
    </article>
  )
}

function Notes({ entry }: { entry: PlanCardEntry }): ReactElement {
  return (
    <>
      {entry.dropped && <p className="quiet">{text('plan.dropped')}</p>}
      {entry.isVoid && <p className="problem caution">{text('plan.void')}</p>}
      {!entry.dropped && entry.call.risk === 'high' && (
        <p className="quiet">{text('plan.asks_anyway')}</p>
      )}
    </>
  )
}

function Why({ why }: { why: string }): ReactElement | null {
  if (why === '') return null
  return (
    <>
      <p className="label-line label">
        <span>{text('approval.why')}</span>
        <span>{text('approval.why.unchecked')}</span>
      </p>
      <blockquote className="quote">
        <Untrusted value={why} />
      </blockquote>
    </>
  )
}

function Choices({
  entry,
  deciding,
  open,
}: PlanEntriesProps & { entry: PlanCardEntry }): ReactElement | null {
  if (!open) return null
  const { position, dropped } = entry
  const number = text('plan.entry', { number: position + 1 })
  return (
    <div className="buttons">
      {entry.editable && !dropped && (
        <button
          type="button"
          className="button plain"
          disabled={deciding.busy}
          aria-label={`${text('plan.edit')}: ${number}`}
          onClick={() => deciding.onEdit(position)}
        >
          {text('plan.edit')}
        </button>
      )}
      <button
        type="button"
        className="button plain"
        disabled={deciding.busy}
        aria-label={`${text(dropped ? 'plan.take_back' : 'plan.drop')}: ${number}`}
        onClick={() => deciding.onDrop(position, !dropped)}
      >
        {text(dropped ? 'plan.take_back' : 'plan.drop')}
      </button>
    </div>
  )
}
