// Asks which OAuth client this app is to be at an authorization server, and takes the client's secret or private key.
import type { ReactElement } from 'react'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { DraftAnswer, FieldValue } from './elicitation-answer.ts'
import { SecretField } from './secret-field.tsx'

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
          hint={authentication === 'private_key_jwt' ? text('approval.client.key_hint') : null}
          value={draft.get(field.name)}
          busy={busy}
          onValue={(value) => onSet(field.name, value)}
        />
      )}
    </div>
  )
}
