// The foot of the list of tasks: the way to those that the list does not show yet.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { OlderTasks as Older } from '../state/use-older-tasks.ts'
import { ProblemWords } from './columns.tsx'

export function OlderTasks({ older }: { older: Older }): ReactElement | null {
  const { more, busy, problem, loadOlder } = older
  if (!more && problem === null) return null
  return (
    <div className="list-foot">
      <ProblemWords words={problem} />
      {more && (
        <button type="button" className="button" disabled={busy} onClick={loadOlder}>
          {text(busy ? 'app.activity.loading' : 'app.activity.older')}
        </button>
      )}
    </div>
  )
}
