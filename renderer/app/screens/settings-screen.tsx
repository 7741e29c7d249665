// Settings: a frame of sections, one file each under `settings/`.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { useSystemFacts } from '../state/use-system-facts.ts'
import { ProblemWords } from './columns.tsx'
import { AppearanceSetting } from './settings/appearance.tsx'
import { DataSettings } from './settings/data.tsx'
import { GatewaySettings } from './settings/gateway.tsx'
import { LanguageSetting } from './settings/language.tsx'
import { ModelSettings } from './settings/models.tsx'
import { NotificationSettings } from './settings/notifications.tsx'
import { Section } from './settings/section.tsx'
import { StartAtLogin } from './settings/start-at-login.tsx'
import { TrustSettings } from './settings/trust.tsx'
import { Updates } from './settings/updates.tsx'
import '../settings.css'

export function SettingsScreen({ bridge, overview, navigate }: ScreenProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const { facts, reload } = useSystemFacts(bridge)
  const { settings } = overview
  return (
    <main className="wide">
      <div className="wide-body settings">
        <h1 className="title">{text('app.settings.title')}</h1>
        <ProblemWords words={problem} />
        <AppearanceSetting bridge={bridge} appearance={settings.appearance} ask={ask} />
        <LanguageSetting bridge={bridge} language={settings.language} ask={ask} />
        <Section heading={text('settings.login')}>
          <StartAtLogin bridge={bridge} facts={facts} reload={reload} />
        </Section>
        <ModelSettings bridge={bridge} overview={overview} />
        <NotificationSettings bridge={bridge} overview={overview} ask={ask} busy={busy} />
        <TrustSettings bridge={bridge} overview={overview} />
        <GatewaySettings bridge={bridge} overview={overview} />
        <Secrets kept={overview.secretsSurviveRestart} />
        <DataSettings bridge={bridge} folder={overview.dataFolder} facts={facts} />
        <Section heading={text('updates.title')}>
          <Updates bridge={bridge} nowMs={overview.nowMs} />
        </Section>
        <About version={overview.version} onFirst={() => navigate({ type: 'first-screen' })} />
      </div>
    </main>
  )
}

function Secrets({ kept }: { kept: boolean }): ReactElement {
  return (
    <Section heading={text('app.settings.secrets')}>
      <p className="quiet">
        {text(kept ? 'app.settings.secrets.kept' : 'app.settings.secrets.memory')}
      </p>
      {!kept && <p className="quiet">{text('settings.secrets_do')}</p>}
    </Section>
  )
}

function About({ version, onFirst }: { version: string; onFirst: () => void }): ReactElement {
  return (
    <Section heading={text('settings.about')}>
      <div className="setting-line">
        <p className="quiet selectable">{text('settings.about_version', { version })}</p>
        <button type="button" className="button" onClick={onFirst}>
          {text('settings.first_again')}
        </button>
      </div>
      <p className="quiet">{text('settings.about_never')}</p>
    </Section>
  )
}
