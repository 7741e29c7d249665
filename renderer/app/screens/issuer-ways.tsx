// What an authorization server is not used for unless the person says so: further ways to sign in, other spellings.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { IssuerSwitch } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { IssuerProps } from './issuer-part.tsx'
import { IssuerWay } from './issuer-way.tsx'

const spellings = [
  'openidDeferred',
  'authReqId',
  'directDeferral',
  'deferralCodeAsLoginHint',
] as const

export function IssuerWays(props: IssuerProps): ReactElement {
  return (
    <details className="more">
      <summary>
        <Untrusted value={text('app.issuer.more', { host: props.server.host })} />
      </summary>
      <div className="stack">
        <Ways {...props} />
        <p className="faint">{text('app.issuer.way.asks')}</p>
        <h3 className="label">{text('app.issuer.spellings')}</h3>
        <p className="quiet">{text('app.issuer.spellings.words')}</p>
        {spellings.map((option) => (
          <Switch
            key={option}
            {...props}
            option={option}
            label={text(`app.issuer.${option}`)}
            words={text(`app.issuer.${option}.words`)}
            missing={false}
          />
        ))}
      </div>
    </details>
  )
}

function Ways(props: IssuerProps): ReactElement {
  const { offers, options } = props.server
  return (
    <>
      <Switch
        {...props}
        option="deviceGrant"
        label={text('app.issuer.device')}
        words={text('app.issuer.device.words')}
        missing={!offers.device}
      />
      <IssuerWay
        {...props}
        way="unattended"
        on={options.clientCredentials}
        missing={!offers.unattended}
      />
      <IssuerWay
        {...props}
        way="ciba"
        on={options.cibaLoginHint !== null}
        value={options.cibaLoginHint}
        missing={!offers.ciba}
      />
      <IssuerWay
        {...props}
        way="identity_provider"
        on={options.identityProvider !== null}
        value={options.identityProvider}
        missing={false}
      />
    </>
  )
}

interface SwitchProps extends IssuerProps {
  option: IssuerSwitch
  label: string
  words: string
  /** The authorization server does not offer it. */
  missing: boolean
}

function Switch(props: SwitchProps): ReactElement {
  const { bridge, server, ask, busy, option, label, words, missing } = props
  const { issuer, host, options } = server
  const on = options[option]
  return (
    <label className="check way-line">
      <input
        type="checkbox"
        checked={on}
        disabled={busy || (missing && !on)}
        onChange={(event) => {
          const request = { issuer, option, on: event.target.checked }
          void ask(() => bridge.call('issuer.switch', request))
        }}
      />
      <span>
        <span className="strong">{label}</span>
        <span className="way-words quiet">
          {words} {missing && <Untrusted value={text('app.issuer.not_offered', { host })} />}
        </span>
      </span>
    </label>
  )
}
