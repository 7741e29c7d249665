// Asks which OAuth client this app is to be at an authorization server, and takes the client's secret or private key.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { ElicitationField, ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { DraftAnswer, FieldValue } from './elicitation-answer.ts'

interface ClientEntryProps {
  elicitation: ElicitationView
  draft: DraftAnswer
  busy: boolean
  onSet: (name: string, value: FieldValue) => void
}

export function ClientEntry({
  elicitation,
  draft,
  busy,
  onSet,
}: ClientEntryProps): ReactElement | null {
  const { client, fields, answersTo: host } = elicitation
  const [field] = fields
  if (client === undefined) return null
  const { issuer, clientId, authentication } = client
  return (
    <div className="stack">
      <dl className="client-facts">
        <dt>{text('approval.client.server')}</dt>
        <dd className="mono">
          <Untrusted value={issuer} />
        </dd>
        <dt>{text('approval.client.id')}</dt>
        <dd className="mono">
          <Untrusted value={clientId} />
        </dd>
        <dt>{text('approval.client.proves')}</dt>
        <dd>{text(`app.issuer.authentication.${authentication}`)}</dd>
      </dl>
      <p>{text('approval.client.explain', { host })}</p>
      <p className="problem caution">{text('approval.client.warn', { host })}</p>
      {field === undefined ? (
        <p className="quiet">{text('approval.client.public')}</p>
      ) : (
        <SecretField
          field={field}
          isKey={authentication === 'private_key_jwt'}
          value={draft.get(field.name)}
          busy={busy}
          onValue={(value) => onSet(field.name, value)}
        />
      )}
    </div>
  )
}

interface SecretFieldProps {
  field: ElicitationField
  isKey: boolean
  value: FieldValue | undefined
  busy: boolean
  onValue: (value: string) => void
}

/** Never shown while it is typed: a key is pasted, and nobody needs to read it. */
function SecretField({ field, isKey, value, busy, onValue }: SecretFieldProps): ReactElement {
  const id = useId()
  return (
    <div className="form-field">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        type="password"
        className="field mono"
        autoComplete="off"
        spellCheck={false}
        maxLength={field.maxLength ?? 4_000}
        disabled={busy}
        aria-describedby={isKey ? `${id}-hint` : undefined}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onValue(event.target.value)}
      />
      {isKey && (
        <p className="faint" id={`${id}-hint`}>
          {text('approval.client.key_hint')}
        </p>
      )}
    </div>
  )
}
