// The section of the settings about language models: which agent thinks with which, those that were added, and one more.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { Overview } from '../../../../shared/overview.ts'
import { useAsk } from '../../state/use-ask.ts'
import { ProblemWords } from '../columns.tsx'
import { ModelAdd } from './model-add.tsx'
import { ModelChoice } from './model-choice.tsx'
import { ModelLine } from './model-line.tsx'
import { Section } from './section.tsx'
import './models.css'

interface ModelSettingsProps {
  readonly bridge: AppBridge
  readonly overview: Overview
}

export function ModelSettings({ bridge, overview }: ModelSettingsProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [form, setForm] = useState<'shut' | 'open' | 'left'>('shut')
  const { models = [], agents } = overview
  const thinking = agents.filter(({ kind, revokedAtMs }) => kind === 'built-in' && !revokedAtMs)
  return (
    <Section heading={text('models.title')}>
      <p className="quiet">{text('models.about')}</p>
      {thinking.map((agent) => (
        <ModelChoice
          key={agent.id}
          agent={agent}
          models={models}
          busy={busy}
          onChoose={(modelId) =>
            void ask(() => bridge.call('model.choose', { agentId: agent.id, modelId }))
          }
        />
      ))}
      {models.length === 0 ? (
        <p className="faint">{text('models.none')}</p>
      ) : (
        <ul className="models" aria-label={text('models.list')}>
          {models.map((model) => (
            <li key={model.id}>
              <ModelLine bridge={bridge} model={model} />
            </li>
          ))}
        </ul>
      )}
      <ProblemWords words={problem} />
      {form === 'open' ? (
        <ModelAdd bridge={bridge} onClose={() => setForm('left')} />
      ) : (
        <button
          type="button"
          className="button model-open"
          autoFocus={form === 'left'}
          onClick={() => setForm('open')}
        >
          {text('models.add')}
        </button>
      )}
    </Section>
  )
}
