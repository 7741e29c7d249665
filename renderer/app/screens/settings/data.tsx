// Where the data lies and how much it is, and the way to start over.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import type { SystemFacts } from '../../../../shared/contract/settings-verbs.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import { bytesOf } from '../../../parts/format.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import { ResetEverything } from './reset.tsx'
import { Section } from './section.tsx'

interface DataProps {
  readonly bridge: AppBridge
  readonly folder: string
  readonly facts: SystemFacts | null
}

export function DataSettings({ bridge, folder, facts }: DataProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const bytes = facts?.dataBytes ?? null
  return (
    <>
      <Section heading={text('app.settings.data')}>
        <p className="mono selectable" dir="ltr">
          {folder}
        </p>
        <div className="setting-line">
          <p className="quiet">
            {bytes !== null && text('settings.data_size', { size: bytesOf(bytes) })}
          </p>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void ask(() => bridge.call('settings.show-data-folder', {}))}
          >
            {text('settings.data_show')}
          </button>
        </div>
        <ProblemWords words={problem} />
      </Section>
      <Section heading={text('settings.reset')}>
        <ResetEverything bridge={bridge} />
      </Section>
    </>
  )
}
