// The form for a client ID that whoever runs the authorization server has given; its secret is typed in the approval view.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { IssuerView } from '../../../shared/connection-view.ts'
import type { IssuerProps } from './issuer-part.tsx'

type Authentication = IssuerView['authentication']
const authentications: readonly Authentication[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
]

interface IssuerClientProps extends IssuerProps {
  /** The person opened it, so it takes the focus. */
  asked: boolean
  onClose: () => void
}

export function IssuerClient(props: IssuerClientProps): ReactElement {
  const { bridge, connection, server, ask, busy, asked, onClose } = props
  const id = useId()
  const [clientId, setClientId] = useState('')
  const [authentication, setAuthentication] = useState<Authentication>('none')
  const { connectionId } = connection
  const { issuer } = server
  const typed = clientId.trim()
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const request = { connectionId, issuer, clientId: typed, authentication }
    if (typed !== '') void ask(() => bridge.call('issuer.ask-client', request))
  }
  return (
    <form className="stack entry" onSubmit={onSubmit} noValidate>
      <p className="quiet">{text('app.issuer.enter.why')}</p>
      <label htmlFor={`${id}-client`}>{text('app.issuer.enter.id')}</label>
      <input
        id={`${id}-client`}
        className="field mono"
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        autoFocus={asked}
        value={clientId}
        onChange={(event) => setClientId(event.target.value)}
      />
      <ProofChoice value={authentication} onChange={setAuthentication} />
      <div className="buttons">
        <button type="submit" className="button filled" disabled={busy || typed === ''}>
          {text('app.issuer.enter.do')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {text('app.issuer.enter.back')}
        </button>
      </div>
    </form>
  )
}

interface ProofChoiceProps {
  value: Authentication
  onChange: (value: Authentication) => void
}

function ProofChoice({ value, onChange }: ProofChoiceProps): ReactElement {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{text('app.issuer.enter.authentication')}</label>
      <select
        id={id}
        className="field"
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(chosenOf(event.target.value))}
      >
        {authentications.map((each) => (
          <option key={each} value={each}>
            {text(`app.issuer.authentication.${each}`)}
          </option>
        ))}
      </select>
      <p className="faint" id={`${id}-hint`}>
        {text(value === 'none' ? 'app.issuer.enter.public' : 'app.issuer.enter.secret')}
      </p>
    </>
  )
}

function chosenOf(value: string): Authentication {
  return authentications.find((each) => each === value) ?? 'none'
}
