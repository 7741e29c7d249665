// The timeline of one call: when, what, and in whose words.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TimelineEntry } from '../../../shared/overview.ts'
import { preciseMomentOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'

interface TimelineProps {
  entries: readonly TimelineEntry[]
  nowMs: number
}

export function Timeline({ entries, nowMs }: TimelineProps): ReactElement {
  return (
    <ol className="timeline" aria-label={text('app.wait.timeline')}>
      {entries.map((entry, position) => (
        <li key={position} className={entry.status}>
          <span className="timeline-time">{timeWords(entry, nowMs)}</span>
          <span className="timeline-dot" aria-hidden="true" />
          <div>
            <p className="timeline-label">
              <Untrusted value={entry.label} />
            </p>
            {entry.words !== null && (
              <p className="quiet">
                <Untrusted value={entry.words} />
              </p>
            )}
            {entry.quote !== null && (
              <p className="quiet">
                “<Untrusted value={entry.quote} />”
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function timeWords(entry: TimelineEntry, nowMs: number): string {
  if (entry.status === 'now') return text('app.wait.now')
  return entry.status === 'future' ? '' : preciseMomentOf(entry.atMs, nowMs)
}
