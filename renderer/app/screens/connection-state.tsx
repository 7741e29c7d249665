// Where a connection stands: what is being done, what went wrong, and the one likeliest next step.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'

export function Progress({ connection }: { connection: ConnectionView }): ReactElement | null {
  const under = connection.status === 'discovering' || connection.status === 'signing_in'
  const failed = connection.status === 'failed' || connection.status === 'unreachable'
  if (connection.progress.length === 0 || !(under || failed)) return null
  return (
    <ol className="progress" aria-label={text('app.connection.progress')} aria-live="polite">
      {connection.progress.map((step, position) => (
        <li key={position} className={step.done ? 'done' : 'running'}>
          <span className="dot" aria-hidden="true" />
          <Untrusted value={step.step} />
          <span className="faint">
            {step.done || under
              ? text(`app.connection.step.${step.done ? 'done' : 'running'}`)
              : ''}
          </span>
        </li>
      ))}
    </ol>
  )
}

export function NextStep(props: ConnectionProps & Ask): ReactElement | null {
  const { status, signInDeferralId } = props.connection
  if (status === 'failed' || status === 'unreachable') return <Failed {...props} />
  if (status === 'needs_sign_in') return <SignIn {...props} />
  // Also while a renewal waits: the connection is ready meanwhile.
  return signInDeferralId === null ? null : <SeeWait {...props} deferralId={signInDeferralId} />
}

function Failed({ bridge, connection, ask, busy }: ConnectionProps & Ask): ReactElement {
  const { connectionId, statusText } = connection
  return (
    <div className="stack" role="alert">
      {statusText !== null && (
        <p className="problem">
          <Untrusted value={statusText} />
        </p>
      )}
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void ask(() => bridge.call('connection.refresh', { connectionId }))}
        >
          {text('app.connection.retry')}
        </button>
      </div>
    </div>
  )
}

function SignIn({ bridge, connection, ask, busy }: ConnectionProps & Ask): ReactElement {
  const { connectionId, statusText, firstParty, issuerHost, host } = connection
  return (
    <div className="stack">
      {statusText !== null && <Untrusted value={statusText} />}
      <div className="buttons">
        <button
          type="button"
          className="button filled"
          disabled={busy}
          onClick={() => void ask(() => bridge.call('connection.sign-in', { connectionId }))}
        >
          {text('app.connection.sign_in')}
        </button>
        <span className="quiet">
          {firstParty
            ? text('app.connection.sign_in.here')
            : text('app.connection.sign_in.browser', { host: issuerHost ?? host })}
        </span>
      </div>
    </div>
  )
}

function SeeWait({
  connection,
  navigate,
  deferralId,
}: ConnectionProps & { deferralId: string }): ReactElement {
  return (
    <div className="stack" role="status">
      {connection.statusText !== null && <Untrusted value={connection.statusText} />}
      <div className="buttons">
        <button
          type="button"
          className="button"
          onClick={() => navigate({ type: 'wait', deferralId })}
        >
          {text('app.connection.see_wait')}
        </button>
      </div>
    </div>
  )
}
