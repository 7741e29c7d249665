// Exactly what will be sent, why the agent wants it, and what it did alike before.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalCall } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { bytesOf, shortDigestOf } from '../parts/format.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { ArgumentRows } from './argument-rows.tsx'

export function CallFacts({ call, digest }: { call: ApprovalCall; digest: string }): ReactElement {
  return (
    <>
      <Exactly call={call} digest={digest} />
      {call.why !== '' && <Why why={call.why} />}
      {call.before.length > 0 && <Before sentences={call.before} />}
    </>
  )
}

/** The arguments: rows with readings, and beside them the exact bytes; the bytes alone where rows are no help. */
export function Exactly({
  call,
  digest,
  heading = text('approval.exact'),
}: {
  call: ApprovalCall
  digest: string
  heading?: string
}): ReactElement {
  const id = useId()
  const rows = call.rows.length > 0
  const many = !rows && call.argumentsJson !== '{}' && topLevelCount(call.argumentsJson) > 0
  return (
    <section className="exactly" aria-labelledby={id}>
      <div className="label-line label">
        <h2 id={id}>{heading}</h2>
        <span className="exact-size">{sizeWords(call, digest)}</span>
      </div>
      {call.editedFromJson !== null && <Edited takenOut={call.takenOut} />}
      {rows ? <ArgumentRows rows={call.rows} /> : <Json json={call.argumentsJson} />}
      {many && call.byteCount > 100_000 && <p className="quiet">{text('card.many')}</p>}
      {rows && (
        <details className="wire">
          <summary className="label">{text('approval.exact.wire')}</summary>
          <Json json={call.argumentsJson} />
        </details>
      )}
    </section>
  )
}

/** What the person changed: marked rows below, and what is in no row any more. */
function Edited({ takenOut }: Pick<ApprovalCall, 'takenOut'>): ReactElement {
  return (
    <div className="edited">
      <p>{text('card.edited')}</p>
      {takenOut.length > 0 && (
        <>
          <p className="label">{text('card.taken_out')}</p>
          <ul>
            {takenOut.map(({ label, value }, position) => (
              <li key={position}>
                <Untrusted value={label} />
                {': '}
                {value === '' ? (
                  text('approval.exact.empty_value')
                ) : (
                  <s>
                    <Untrusted value={value} />
                  </s>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function sizeWords(call: ApprovalCall, digest: string): string {
  const count = call.rows.length > 0 ? call.rows.length : topLevelCount(call.argumentsJson)
  const values = { count, bytes: bytesOf(call.byteCount), digest: shortDigestOf(digest) }
  return text(count === 1 ? 'approval.exact.one_value' : 'approval.exact.values', values)
}

function topLevelCount(argumentsJson: string): number {
  try {
    const parsed: unknown = JSON.parse(argumentsJson)
    return typeof parsed === 'object' && parsed !== null ? Object.keys(parsed).length : 1
  } catch {
    return 0
  }
}

function Json({ json }: { json: string }): ReactElement {
  if (json === '{}') return <p className="json quiet">{text('approval.exact.none')}</p>
  return (
    <pre className="json mono">
      <Untrusted value={json} bytes />
    </pre>
  )
}

function Why({ why }: { why: string }): ReactElement {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <div className="label-line label">
        <h2 id={id}>{text('approval.why')}</h2>
        <span>{text('approval.why.unchecked')}</span>
      </div>
      <blockquote className="quote">
        <Untrusted value={why} />
      </blockquote>
    </section>
  )
}

function Before({ sentences }: { sentences: readonly string[] }): ReactElement {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 className="label" id={id}>
        {text('approval.before')}
      </h2>
      <ul className="before">
        {sentences.map((sentence, position) => (
          <li key={position}>
            <Untrusted value={sentence} />
          </li>
        ))}
      </ul>
    </section>
  )
}
