// When the person's authorization as a whole ends: said, warned of a week before, and renewed from here.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { momentOf, spanOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import { authorizationState } from './connection-words.ts'
import type { ConnectionProps } from './connection-words.ts'
import { Part } from './part.tsx'

type EndProps = ConnectionProps & Ask & { nowMs: number }

export function AuthorizationEnd(props: EndProps): ReactElement | null {
  const { bridge, connection, nowMs, ask, busy } = props
  const { connectionId, authorizationEndsAtMs: endsAtMs } = connection
  const state = authorizationState(connection, nowMs)
  if (endsAtMs === null || state === null) return null
  const words = text(`app.authorization.${state}`, {
    host: connection.issuerHost ?? connection.host,
    moment: momentOf(endsAtMs, nowMs),
    span: spanOf(endsAtMs - nowMs),
  })
  return (
    <Part heading={text('app.authorization')}>
      <div className={state === 'fine' ? 'setting-line' : 'setting-line caution'}>
        <p className={state === 'fine' ? 'quiet' : ''}>
          <Untrusted value={words} />
        </p>
        <button
          type="button"
          className={state === 'fine' ? 'button' : 'button filled'}
          disabled={busy || connection.signInDeferralId !== null}
          onClick={() => void ask(() => bridge.call('connection.renew', { connectionId }))}
        >
          {text('app.authorization.renew')}
        </button>
      </div>
    </Part>
  )
}
