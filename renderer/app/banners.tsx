// What the person must know all the time: agents paused, secrets in memory only, no notification service.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { AppBridge } from '../../shared/bridge.ts'
import type { Overview } from '../../shared/overview.ts'
import { PauseBanner } from './pause.tsx'

export function Banners({
  bridge,
  overview,
}: {
  bridge: AppBridge
  overview: Overview
}): ReactElement {
  return (
    <div className="banners">
      {overview.settings.paused && <PauseBanner bridge={bridge} />}
      {!overview.secretsSurviveRestart && <p role="note">{text('app.banner.memory')}</p>}
      {overview.notifications === 'in_app' && <p role="note">{text('app.banner.notifications')}</p>}
    </div>
  )
}
