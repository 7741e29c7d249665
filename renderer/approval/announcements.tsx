// Reads out what changes by itself on the approval page: a new question, that it can be answered, that its time is over.
import type { ReactElement } from 'react'
import type { ApprovalState } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { Arming } from './use-arming.ts'

/** Must stay on the page whatever is shown: a region that comes together with its words is not read out. */
export function Announcements({
  state: { card, group },
  arming,
  nowMs,
}: {
  readonly state: ApprovalState
  readonly arming: Pick<Arming, 'asleep'>
  readonly nowMs: number
}): ReactElement {
  const title = group?.title ?? card?.title ?? null
  const expired = card !== null && nowMs >= card.expiresAtMs
  return (
    <div className="visually-hidden" role="status">
      {title !== null && (
        <p>
          {text('access.card')} <Untrusted value={title} />
        </p>
      )}
      {title !== null && !expired && arming.asleep === null && <p>{text('access.ready')}</p>}
      {expired && <p>{text('approval.expired')}</p>}
    </div>
  )
}
