// Light, dark, or as the system.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Settings } from '../../../../shared/model/settings.ts'
import { Segmented } from '../../../parts/segmented.tsx'
import type { Ask } from '../../state/use-ask.ts'
import { Section } from './section.tsx'

const appearances = ['system', 'light', 'dark'] as const

export function AppearanceSetting({
  bridge,
  appearance,
  ask,
}: {
  readonly bridge: AppBridge
  readonly appearance: Settings['appearance']
  readonly ask: Ask['ask']
}): ReactElement {
  return (
    <Section heading={text('app.settings.appearance')}>
      <Segmented
        legend={text('app.settings.appearance')}
        value={appearance}
        options={appearances.map((value) => ({
          value,
          label: text(`app.settings.appearance.${value}`),
        }))}
        onChange={(chosen) =>
          void ask(() => bridge.call('settings.appearance', { appearance: chosen }))
        }
      />
    </Section>
  )
}
