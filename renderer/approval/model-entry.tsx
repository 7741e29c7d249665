// Asks whether a language model is to be used: where everything that agents hear would go, and its key.
import type { ReactElement } from 'react'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { DraftAnswer, FieldValue } from './elicitation-answer.ts'
import { SecretField } from './secret-field.tsx'

interface ModelEntryProps {
  elicitation: ElicitationView
  draft: DraftAnswer
  busy: boolean
  onSet: (name: string, value: FieldValue) => void
}

export function ModelEntry({
  elicitation,
  draft,
  busy,
  onSet,
}: ModelEntryProps): ReactElement | null {
  const { model, fields, answersTo: host } = elicitation
  const [field] = fields
  if (model === undefined) return null
  return (
    <div className="stack">
      <dl className="client-facts">
        <dt>{text('models.address')}</dt>
        <dd className="mono">
          <Untrusted value={model.baseUrl} />
        </dd>
        <dt>{text('models.model')}</dt>
        <dd className="mono">
          <Untrusted value={model.model} />
        </dd>
        <dt>{text('models.provider')}</dt>
        <dd>{text(`models.provider.${model.provider}`)}</dd>
      </dl>
      <p>{text('models.ask_explain', { host })}</p>
      {model.plain && <p className="problem caution">{text('models.ask_plain')}</p>}
      {field === undefined ? (
        <p className="quiet">{text('models.ask_keyless')}</p>
      ) : (
        <SecretField
          field={field}
          hint={null}
          value={draft.get(field.name)}
          busy={busy}
          onValue={(value) => onSet(field.name, value)}
        />
      )}
    </div>
  )
}
