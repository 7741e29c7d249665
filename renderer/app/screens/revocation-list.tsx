// What was disconnected and could not be revoked at its authorization server yet.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { QueuedRevocations } from '../../../shared/connection-view.ts'
import { momentOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'

interface RevocationListProps {
  queued: readonly QueuedRevocations[]
  nowMs: number
}

export function RevocationList({ queued, nowMs }: RevocationListProps): ReactElement | null {
  if (queued.length === 0) return null
  return (
    <section className="revocations" aria-label={text('app.revocations')}>
      <h2 className="label list-label">{text('app.revocations')}</h2>
      <ul>
        {queued.map(({ issuerHost: host, count, nextTryAtMs }) => (
          <li key={host}>
            <p className="strong">
              <Untrusted
                value={text(count === 1 ? 'app.revocations.one' : 'app.revocations.many', {
                  count,
                  host,
                })}
              />
            </p>
            <p className="quiet">
              {text('app.revocations.words', {
                moment: momentOf(Math.max(nowMs, nextTryAtMs), nowMs),
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
