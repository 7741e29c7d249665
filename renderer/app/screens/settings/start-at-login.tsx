// Whether the app starts when the person signs in to the computer, as the system has it.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import type { SystemFacts } from '../../../../shared/contract/settings-verbs.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import { Untrusted } from '../../../parts/untrusted.tsx'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'

interface StartAtLoginProps {
  readonly bridge: AppBridge
  readonly facts: SystemFacts | null
  readonly reload: () => Promise<void>
}

export function StartAtLogin({ bridge, facts, reload }: StartAtLoginProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  if (facts === null) return <p className="faint">{text('settings.login_loading')}</p>
  if (facts.startAtLogin === 'unavailable') {
    return (
      <p className="quiet">
        <Untrusted value={facts.startAtLoginWords ?? ''} />
      </p>
    )
  }
  const on = facts.startAtLogin === 'on'
  const set = async (): Promise<void> => {
    await ask(() => bridge.call('settings.start-at-login', { on: !on }))
    await reload()
  }
  return (
    <>
      <div className="setting-line">
        <p className="quiet">{text(on ? 'settings.login_on' : 'settings.login_off')}</p>
        <button type="button" className="button" disabled={busy} onClick={() => void set()}>
          {text(on ? 'settings.login_stop' : 'settings.login_start')}
        </button>
      </div>
      <ProblemWords words={problem} />
    </>
  )
}
