// Reads out how much waits for the person, whenever that changes.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'

/** Must stay on the page whatever is shown: a region that comes together with its words is not read out. */
export function Announcements({ waiting }: { readonly waiting: number }): ReactElement {
  const one = waiting === 1
  return (
    <div className="visually-hidden" role="status">
      {waiting > 0 && text(one ? 'desktop.tray-one' : 'desktop.tray-many', { count: waiting })}
    </div>
  )
}
