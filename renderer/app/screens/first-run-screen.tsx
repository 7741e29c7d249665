// First run: what this is, the two ways to begin, and how it should behave; each choice has a safe value already.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { useSystemFacts } from '../state/use-system-facts.ts'
import { AddConnection } from './add-connection.tsx'
import { ProblemWords } from './columns.tsx'
import { ApproveLine } from './settings/approve-line.tsx'
import { AppearanceSetting } from './settings/appearance.tsx'
import { LanguageSetting } from './settings/language.tsx'
import { Section } from './settings/section.tsx'
import { StartAtLogin } from './settings/start-at-login.tsx'
import '../settings.css'

export function FirstRunScreen(props: ScreenProps): ReactElement {
  const { bridge, navigate } = props
  const skip = (): void => {
    void bridge.call('settings.first-run-done', {})
    navigate({ type: 'go', place: 'inbox' })
  }
  return (
    <main className="wide">
      <div className="wide-body first-run">
        <h1 className="title">{text('app.first.title')}</h1>
        <p className="first-what">{text('app.first.what')}</p>
        <section className="way" aria-label={text('app.first.connect')}>
          <h2 className="heading">{text('app.first.connect')}</h2>
          <AddConnection {...props} />
        </section>
        <Sandbox {...props} />
        <button type="button" className="button" onClick={skip}>
          {text('settings.first_skip')}
        </button>
        <Choices {...props} />
      </div>
    </main>
  )
}

function Sandbox({ bridge, overview, navigate }: ScreenProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const { sandboxUrl } = overview
  const add = async (url: string): Promise<void> => {
    const added = await ask(() => bridge.call('connection.add', { url }))
    if (added) navigate({ type: 'connection', connectionId: added.connectionId })
  }
  return (
    <section className="way" aria-label={text('app.first.sandbox')}>
      <h2 className="heading">{text('app.first.sandbox')}</h2>
      <p className="quiet">{text('app.first.sandbox.words')}</p>
      {sandboxUrl === null && <SandboxOff />}
      <ProblemWords words={problem} />
      <div className="buttons">
        <button
          type="button"
          className="button filled"
          disabled={busy || sandboxUrl === null}
          onClick={() => {
            if (sandboxUrl !== null) void add(sandboxUrl)
          }}
        >
          {text('app.first.sandbox')}
        </button>
      </div>
    </section>
  )
}

function SandboxOff(): ReactElement {
  const [before, after] = text('app.first.sandbox.off').split('{command}')
  return (
    <p className="faint">
      {before}
      <code className="mono">npm run sandbox</code>
      {after}
    </p>
  )
}

function Choices({ bridge, overview }: ScreenProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const { facts, reload } = useSystemFacts(bridge)
  const { settings } = overview
  const on = settings.notificationApprove
  return (
    <section aria-label={text('settings.first_choices')}>
      <h2 className="heading">{text('settings.first_choices')}</h2>
      <p className="quiet">{text('settings.first_later')}</p>
      <ProblemWords words={problem} />
      <div className="choices-list">
        <Section heading={text('app.settings.notifications')}>
          <ApproveLine
            {...{ bridge, on, ask, busy }}
            words={text(on ? 'settings.first_approve_on' : 'settings.first_approve_off')}
          />
        </Section>
        <Section heading={text('settings.login')}>
          <StartAtLogin bridge={bridge} facts={facts} reload={reload} />
        </Section>
        <AppearanceSetting bridge={bridge} appearance={settings.appearance} ask={ask} />
        <LanguageSetting bridge={bridge} language={settings.language} ask={ask} />
      </div>
    </section>
  )
}
