// Settings: appearance, notifications, where secrets are kept, the data folder, the version.
import type { ReactElement, ReactNode } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Segmented } from '../../parts/segmented.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { LanguageSetting } from './settings/language.tsx'
import { NotificationSettings } from './settings/notifications.tsx'
import { ProblemWords } from './columns.tsx'

const appearances = ['system', 'light', 'dark'] as const

export function SettingsScreen({ bridge, overview }: ScreenProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const { settings } = overview
  return (
    <main className="wide">
      <div className="wide-body settings">
        <h1 className="title">{text('app.settings.title')}</h1>
        <ProblemWords words={problem} />
        <Setting heading={text('app.settings.appearance')}>
          <Segmented
            legend={text('app.settings.appearance')}
            value={settings.appearance}
            options={appearances.map((value) => ({
              value,
              label: text(`app.settings.appearance.${value}`),
            }))}
            onChange={(appearance) =>
              void ask(() => bridge.call('settings.appearance', { appearance }))
            }
          />
        </Setting>
        <LanguageSetting bridge={bridge} language={settings.language} ask={ask} />
        <NotificationSettings bridge={bridge} overview={overview} ask={ask} busy={busy} />
        <Setting heading={text('app.settings.secrets')}>
          <p className="quiet">
            {text(
              overview.secretsSurviveRestart
                ? 'app.settings.secrets.kept'
                : 'app.settings.secrets.memory',
            )}
          </p>
        </Setting>
        <Setting heading={text('app.settings.data')}>
          <p className="mono selectable">{overview.dataFolder}</p>
        </Setting>
        <Setting heading={text('app.settings.version')}>
          <p className="quiet selectable">{overview.version}</p>
        </Setting>
      </div>
    </main>
  )
}

function Setting({ heading, children }: { heading: string; children: ReactNode }): ReactElement {
  return (
    <section className="setting" aria-label={heading}>
      <h2 className="heading">{heading}</h2>
      <div className="stack">{children}</div>
    </section>
  )
}
