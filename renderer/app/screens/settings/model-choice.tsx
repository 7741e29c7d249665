// Chooses what one agent of this app thinks with.
import { useId } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../../shared/catalogue/text.ts'
import type { LanguageModel } from '../../../../shared/model/language-model.ts'
import type { Overview } from '../../../../shared/overview.ts'

interface ModelChoiceProps {
  readonly agent: Overview['agents'][number]
  readonly models: readonly LanguageModel[]
  readonly busy: boolean
  readonly onChoose: (modelId: string | null) => void
}

export function ModelChoice({ agent, models, busy, onChoose }: ModelChoiceProps): ReactElement {
  const id = useId()
  return (
    <div className="form-field">
      <label htmlFor={id}>{text('models.choose', { agent: agent.name })}</label>
      <select
        id={id}
        className="field"
        disabled={busy}
        value={agent.modelId ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        <option value="">
          {text('models.rehearsal')} – {text('models.rehearsal_about')}
        </option>
        {models.map(({ id: modelId, name }) => (
          <option key={modelId} value={modelId}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
