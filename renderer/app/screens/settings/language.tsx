// The section of the settings that chooses the language of the app.
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Settings } from '../../../../shared/model/settings.ts'
import { Segmented } from '../../../parts/segmented.tsx'
import type { Ask } from '../../state/use-ask.ts'

/** Each language in its own words, so that everybody finds theirs. */
const names = { en: 'English', de: 'Deutsch' } as const

export function LanguageSetting({
  bridge,
  language,
  ask,
}: {
  readonly bridge: AppBridge
  readonly language: Settings['language']
  readonly ask: Ask['ask']
}): ReactElement {
  return (
    <section className="setting" aria-label={text('language.title')}>
      <h2 className="heading">{text('language.title')}</h2>
      <div className="stack">
        <Segmented
          legend={text('language.title')}
          value={language}
          options={[
            { value: 'system', label: text('language.system') },
            { value: 'en', label: names.en },
            { value: 'de', label: names.de },
          ]}
          onChange={(chosen) =>
            void ask(() => bridge.call('settings.language', { language: chosen }))
          }
        />
        <p className="quiet">{text('language.explain')}</p>
      </div>
    </section>
  )
}
