// The authorization server of a connection: how this app is known there, which one to use, and its ways to sign in.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { IssuerView } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'
import { Fact } from './grant-list.tsx'
import { IssuerChoice } from './issuer-choice.tsx'
import { IssuerClient } from './issuer-client.tsx'
import { IssuerWays } from './issuer-ways.tsx'
import { Part } from './part.tsx'

/** What the parts of the authorization server's section get. */
export type IssuerProps = ConnectionProps & Ask & { server: IssuerView }

export function IssuerPart(props: ConnectionProps & Ask): ReactElement | null {
  const { connection, overview } = props
  const { issuer, status } = connection
  if (issuer === null && status !== 'ready') return null
  const server = overview.issuers.find((one) => one.issuer === issuer)
  return (
    <Part heading={text('app.connection.issuer')}>
      {issuer === null ? (
        <p className="quiet">{text('app.connection.no_issuer')}</p>
      ) : (
        <p className="mono">
          <Untrusted value={issuer} />
        </p>
      )}
      {server && <KnownIssuer key={server.issuer} {...props} server={server} />}
    </Part>
  )
}

function KnownIssuer(props: IssuerProps): ReactElement {
  const { connection, server } = props
  // Without a client ID nothing else leads on: the form is open, and does not take the focus.
  const needed = server.registration === 'none'
  const [entering, setEntering] = useState(needed)
  const [left, setLeft] = useState(false)
  const leave = (): void => {
    setEntering(false)
    setLeft(true)
  }
  const others = server.connectionNames.filter((name) => name !== connection.name)
  return (
    <>
      {others.length > 0 && (
        <p className="quiet">
          <Untrusted value={text('app.issuer.shared', { names: others.join(', ') })} />
        </p>
      )}
      <Registration server={server} />
      {entering ? (
        <IssuerClient {...props} asked={!needed} onClose={leave} />
      ) : (
        <div className="buttons">
          <button
            type="button"
            className="button"
            autoFocus={left}
            onClick={() => setEntering(true)}
          >
            {text('app.issuer.enter')}
          </button>
        </div>
      )}
      <IssuerChoice {...props} />
      <IssuerWays {...props} />
    </>
  )
}

function Registration({ server }: { server: IssuerView }): ReactElement {
  const { clientId, registration, authentication } = server
  return (
    <dl className="facts-list">
      <Fact label={text('app.issuer.known')}>
        {text(`app.issuer.registration.${registration}`)}
      </Fact>
      {clientId !== null && <Fact label={text('app.issuer.client')}>{clientId}</Fact>}
      {clientId !== null && (
        <Fact label={text('app.issuer.proves')}>
          {text(`app.issuer.authentication.${authentication}`)}
        </Fact>
      )}
    </dl>
  )
}
