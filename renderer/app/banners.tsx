// What the person must know all the time: secrets in memory only, no notification service.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { Overview } from '../../shared/overview.ts'

export function Banners({ overview }: { overview: Overview }): ReactElement {
  return (
    <div className="banners">
      {!overview.secretsSurviveRestart && <p role="note">{text('app.banner.memory')}</p>}
      {overview.notifications === 'in_app' && <p role="note">{text('app.banner.notifications')}</p>}
    </div>
  )
}
