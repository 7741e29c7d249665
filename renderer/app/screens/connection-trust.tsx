// What the person trusts a connection with. More is only asked for here; the approval view shows and confirms it.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'
import { Part } from './part.tsx'

type TrustProps = ConnectionProps & Ask

export function ConnectionTrust(props: TrustProps): ReactElement {
  const { connection } = props
  return (
    <>
      <Part heading={text('app.connection.trust')}>
        {connection.issuer !== null && <FirstParty {...props} />}
        {connection.firstParty && !connection.mayRelay && <Relay {...props} />}
        <Reading {...props} />
        <p className="faint">{text('app.connection.asks')}</p>
      </Part>
      {connection.canRegisterPasskey && <Passkey {...props} />}
    </>
  )
}

function FirstParty({ bridge, connection, ask, busy }: TrustProps): ReactElement {
  const { connectionId, firstParty } = connection
  const host = connection.issuerHost ?? connection.host
  return (
    <Line
      words={text(firstParty ? 'app.connection.first_party.on' : 'app.connection.first_party.off', {
        host,
      })}
      does={text(firstParty ? 'app.connection.first_party.stop' : 'app.connection.first_party.ask')}
      busy={busy}
      onPress={() =>
        void ask(() =>
          bridge.call(firstParty ? 'connection.stop-first-party' : 'connection.ask-first-party', {
            connectionId,
          }),
        )
      }
    />
  )
}

/** The issuer is marked by another connection: this server's word for it counts only once the person says so. */
function Relay({ bridge, connection, ask, busy }: TrustProps): ReactElement {
  const { connectionId } = connection
  const host = connection.issuerHost ?? connection.host
  return (
    <Line
      words={text('app.connection.relay.off', { server: connection.host, host })}
      does={text('app.connection.relay.ask')}
      busy={busy}
      onPress={() => void ask(() => bridge.call('connection.ask-first-party', { connectionId }))}
    />
  )
}

function Reading({ bridge, connection, ask, busy }: TrustProps): ReactElement {
  const { connectionId, trustedForReading: trusted } = connection
  return (
    <Line
      words={text(trusted ? 'app.connection.reading.on' : 'app.connection.reading.off')}
      does={text(trusted ? 'app.connection.reading.stop' : 'app.connection.reading.ask')}
      busy={busy}
      onPress={() =>
        void ask(() =>
          bridge.call(trusted ? 'connection.stop-trust-reading' : 'connection.ask-trust-reading', {
            connectionId,
          }),
        )
      }
    />
  )
}

function Passkey({ bridge, connection, ask, busy }: TrustProps): ReactElement {
  const { connectionId } = connection
  const host = connection.issuerHost ?? connection.host
  return (
    <Part heading={text('app.connection.passkey')}>
      <Line
        words={text('app.connection.passkey.explain', { host })}
        does={text('app.connection.passkey.register')}
        busy={busy}
        onPress={() => void ask(() => bridge.call('connection.register-passkey', { connectionId }))}
      />
    </Part>
  )
}

interface LineProps {
  words: string
  does: string
  busy: boolean
  onPress: () => void
}

function Line({ words, does, busy, onPress }: LineProps): ReactElement {
  return (
    <div className="setting-line">
      <p className="quiet">
        <Untrusted value={words} />
      </p>
      <button type="button" className="button" disabled={busy} onClick={onPress}>
        {does}
      </button>
    </div>
  )
}
