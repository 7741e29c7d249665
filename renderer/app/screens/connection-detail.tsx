// One connection: where it stands, what was granted, what the person trusts it with, its tools.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/overview.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useAsk } from '../state/use-ask.ts'
import type { Ask } from '../state/use-ask.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { ConnectionTrust } from './connection-trust.tsx'
import { statusTone } from './connection-words.ts'
import type { ConnectionProps } from './connection-words.ts'
import { GrantList } from './grant-list.tsx'
import { Part } from './part.tsx'
import { ToolList } from './tool-list.tsx'

export function ConnectionDetail(props: ConnectionProps): ReactElement {
  const { connection, navigate, overview } = props
  const asking = useAsk()
  return (
    <DetailColumn navigate={navigate} foot={<ConnectionFoot {...props} {...asking} />}>
      <h1 className={connection.name.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={connection.name} />
      </h1>
      <p className="tag-line">
        <Tag tone={statusTone[connection.status]}>
          {text(`app.connection.status.${connection.status}`)}
        </Tag>
        {connection.onThisComputer && <Tag tone="plain">{text('app.connection.local')}</Tag>}
        {connection.firstParty && <Tag tone="accent">{text('app.connection.first_party')}</Tag>}
        {connection.trustedForReading && <Tag tone="accent">{text('app.connection.trusted')}</Tag>}
      </p>
      <p className="quiet mono address">
        <Untrusted value={connection.url} />
      </p>
      <ProblemWords words={asking.problem} />
      <Progress connection={connection} />
      <NextStep {...props} {...asking} />
      <Issuer connection={connection} />
      {connection.issuer !== null && (
        <Part heading={text('app.connection.grants')}>
          <GrantList grants={connection.grants} nowMs={overview.nowMs} />
        </Part>
      )}
      {isKnown(connection) && <ConnectionTrust {...props} {...asking} />}
      {isKnown(connection) && <ToolList tools={connection.tools} />}
    </DetailColumn>
  )
}

/** What can be said of a connection is known once discovery has ended well. */
function isKnown({ status, tools }: ConnectionView): boolean {
  return status === 'ready' || status === 'needs_sign_in' || tools.length > 0
}

function Issuer({ connection }: { connection: ConnectionView }): ReactElement | null {
  if (connection.issuer === null && connection.status !== 'ready') return null
  return (
    <Part heading={text('app.connection.issuer')}>
      <p className="quiet">
        {connection.issuer === null ? (
          text('app.connection.no_issuer')
        ) : (
          <Untrusted value={connection.issuer} />
        )}
      </p>
    </Part>
  )
}

function Progress({ connection }: { connection: ConnectionView }): ReactElement | null {
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

function NextStep({ bridge, connection, ask, busy }: ConnectionProps & Ask): ReactElement | null {
  const { connectionId, status } = connection
  const failed = status === 'failed' || status === 'unreachable'
  if (failed) {
    return (
      <div className="stack" role="alert">
        {connection.statusText !== null && (
          <p className="problem">
            <Untrusted value={connection.statusText} />
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
  if (status !== 'needs_sign_in') return null
  return (
    <div className="stack">
      {connection.statusText !== null && <Untrusted value={connection.statusText} />}
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
          {connection.firstParty
            ? text('app.connection.sign_in.here')
            : text('app.connection.sign_in.browser', {
                host: connection.issuerHost ?? connection.host,
              })}
        </span>
      </div>
    </div>
  )
}

function ConnectionFoot({
  bridge,
  connection,
  navigate,
  ask,
  busy,
}: ConnectionProps & Ask): ReactElement {
  const { connectionId, name } = connection
  const remove = async (): Promise<void> => {
    const removed = await ask(() => bridge.call('connection.remove', { connectionId }))
    if (removed) navigate({ type: 'go', place: 'connections' })
  }
  return (
    <div className="choices">
      <button
        type="button"
        className="button plain"
        disabled={busy}
        onClick={() => void ask(() => bridge.call('connection.refresh', { connectionId }))}
      >
        {text('app.connection.refresh')}
      </button>
      <span className="spacer" />
      <Confirm
        opens={text('app.connection.remove')}
        question={text('app.connection.remove.confirm', { name })}
        words={text('app.connection.remove.words')}
        does={text('app.connection.remove.do')}
        keeps={text('app.connection.remove.keep')}
        busy={busy}
        onConfirm={() => void remove()}
      />
    </div>
  )
}
