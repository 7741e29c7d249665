// The section of the settings about notifications: what works here, what they may decide, when they stay away, and a test.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Overview } from '../../../../shared/overview.ts'
import { Segmented } from '../../../parts/segmented.tsx'
import { momentOf } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import type { Ask } from '../../state/use-ask.ts'
import { ApproveLine } from './approve-line.tsx'
import { NotificationTester } from './notification-tester.tsx'
import { QuietHoursSetting } from './quiet-hours.tsx'
import './notifications.css'

interface NotificationSettingsProps {
  readonly bridge: AppBridge
  readonly overview: Overview
  readonly ask: Ask['ask']
  readonly busy: boolean
}

export function NotificationSettings(props: NotificationSettingsProps): ReactElement {
  const { bridge, overview, ask, busy } = props
  const on = overview.settings.notificationApprove
  return (
    <section className="setting" aria-label={text('app.settings.notifications')}>
      <h2 className="heading">{text('app.settings.notifications')}</h2>
      <div className="stack notification-settings">
        <p className="quiet">{text(`app.settings.notifications.${overview.notifications}`)}</p>
        <NotificationTester bridge={bridge} />
        <ApproveLine
          {...{ bridge, on, ask, busy }}
          words={text(on ? 'app.settings.approve.on' : 'app.settings.approve.off')}
        />
        <DoNotDisturb {...props} />
        <QuietHoursSetting
          // The times kept elsewhere begin the form anew.
          key={JSON.stringify(overview.settings.quietHours)}
          bridge={bridge}
          quietHours={overview.settings.quietHours}
          ask={ask}
        />
      </div>
    </section>
  )
}

const choices = ['off', 'hour', 'tomorrow'] as const

function DoNotDisturb({ bridge, overview, ask }: NotificationSettingsProps): ReactElement {
  const untilMs = overview.settings.doNotDisturbUntilMs ?? 0
  // It ends by itself, without main sending anything.
  const isOn = untilMs > useNow(overview.nowMs)
  return (
    <div className="stack" role="group" aria-label={text('notify.dnd.label')}>
      <h3 className="label">{text('notify.dnd.label')}</h3>
      <Segmented
        legend={text('notify.dnd.label')}
        value={isOn ? null : 'off'}
        options={choices.map((value) => ({ value, label: text(`notify.dnd.${value}`) }))}
        onChange={(until) => void ask(() => bridge.call('settings.do-not-disturb', { until }))}
      />
      <p className="quiet" role="status">
        {isOn
          ? text('notify.dnd.until', { time: momentOf(untilMs, overview.nowMs) })
          : text('notify.dnd.is_off')}
      </p>
    </div>
  )
}
