// What a server changed about its tools, one after the other, old against new.
import type { ReactElement } from 'react'
import type { ToolChange } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { TextDiff } from './text-diff.tsx'

export function ToolChanges({ changes }: { changes: readonly ToolChange[] }): ReactElement {
  return (
    <section aria-label={text('tools.changes')}>
      {changes.map(({ name, pieces }) => (
        <div key={name} className="stack">
          <h2 className="label mono">
            <Untrusted value={name} />
          </h2>
          {pieces.length === 0 ? (
            <p className="quiet">{text('tools.same_definition')}</p>
          ) : (
            <TextDiff pieces={pieces} heading={text('tools.diff')} />
          )}
        </div>
      ))}
    </section>
  )
}
