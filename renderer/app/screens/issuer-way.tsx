// One further way to obtain tokens at an authorization server: it is only asked for here, and stopped at once.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { IssuerProps } from './issuer-part.tsx'

interface WayProps extends IssuerProps {
  way: 'unattended' | 'ciba' | 'identity_provider'
  on: boolean
  /** What is named for it, where something is. */
  value?: string | null
  /** The authorization server does not offer it. */
  missing: boolean
}

const wordKeys = {
  unattended: { label: 'app.issuer.unattended', words: 'app.issuer.unattended.words', names: null },
  ciba: {
    label: 'app.issuer.ciba',
    words: 'app.issuer.ciba.words',
    names: 'app.issuer.ciba.label',
  },
  identity_provider: {
    label: 'app.issuer.idp',
    words: 'app.issuer.idp.words',
    names: 'app.issuer.idp.label',
  },
} as const

export function IssuerWay(props: WayProps): ReactElement {
  const { server, way, on, value, missing } = props
  const { host } = server
  const keys = wordKeys[way]
  return (
    <section className="way-line" aria-label={text(keys.label)}>
      <div className="setting-line">
        <div>
          <p className="tag-line">
            <span className="strong">{text(keys.label)}</span>
            {on && <Tag tone="accent">{text('app.issuer.on')}</Tag>}
          </p>
          <p className="quiet">
            <Untrusted value={text(keys.words, { host })} />{' '}
            {missing && <Untrusted value={text('app.issuer.not_offered', { host })} />}
          </p>
          {typeof value === 'string' && (
            <p className="mono">
              <Untrusted value={value} />
            </p>
          )}
        </div>
        {on && <StopWay {...props} />}
        {!on && !missing && keys.names === null && <AskWay {...props} names={null} />}
      </div>
      {!on && !missing && keys.names !== null && <AskWay {...props} names={keys.names} />}
    </section>
  )
}

function StopWay({ bridge, server, way, ask, busy }: WayProps): ReactElement {
  const { issuer } = server
  return (
    <button
      type="button"
      className="button"
      disabled={busy}
      onClick={() => void ask(() => bridge.call('issuer.stop-way', { issuer, way }))}
    >
      {text('app.issuer.way.stop')}
    </button>
  )
}

type AskWayProps = WayProps & { names: 'app.issuer.ciba.label' | 'app.issuer.idp.label' | null }

function AskWay(props: AskWayProps): ReactElement {
  const { bridge, connection, server, way, ask, busy, names } = props
  const id = useId()
  const [typed, setTyped] = useState('')
  const value = names === null ? null : typed.trim()
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { connectionId } = connection
    const request = { connectionId, issuer: server.issuer, way, value }
    if (value !== '') void ask(() => bridge.call('issuer.ask-way', request))
  }
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      {names !== null && <label htmlFor={id}>{text(names)}</label>}
      <div className="add-line">
        {names !== null && (
          <input
            id={id}
            className="field"
            autoComplete="off"
            spellCheck={false}
            maxLength={255}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <button type="submit" className="button" disabled={busy || value === ''}>
          {text('app.issuer.way.ask')}
        </button>
      </div>
    </form>
  )
}
