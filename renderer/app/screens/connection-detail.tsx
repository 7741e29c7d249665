// One connection: where it stands, what was granted, its authorization server, what it is trusted with, its tools.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useAsk } from '../state/use-ask.ts'
import type { Ask } from '../state/use-ask.ts'
import { ApiPart } from './api-part.tsx'
import { AuthorizationEnd } from './authorization-end.tsx'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { NextStep, Progress } from './connection-state.tsx'
import { ConnectionTrust } from './connection-trust.tsx'
import { statusTone } from './connection-words.ts'
import type { ConnectionProps } from './connection-words.ts'
import { GrantList } from './grant-list.tsx'
import { IssuerPart } from './issuer-part.tsx'
import { Part } from './part.tsx'
import { ToolList } from './tool-list.tsx'

export function ConnectionDetail(props: ConnectionProps): ReactElement {
  const { connection, navigate, overview } = props
  const nowMs = useNow(overview.nowMs)
  const asking = useAsk()
  return (
    <DetailColumn navigate={navigate} foot={<ConnectionFoot {...props} {...asking} />}>
      <Head connection={connection} />
      <ProblemWords words={asking.problem} />
      <Progress connection={connection} />
      <NextStep {...props} {...asking} />
      <ApiPart {...props} {...asking} />
      <AuthorizationEnd {...props} {...asking} nowMs={nowMs} />
      {connection.issuer !== null && (
        <Part heading={text('app.connection.grants')}>
          <GrantList grants={connection.grants} nowMs={nowMs} />
        </Part>
      )}
      <IssuerPart {...props} {...asking} />
      {isKnown(connection) && <ConnectionTrust {...props} {...asking} />}
      {isKnown(connection) && <ToolList {...props} {...asking} />}
    </DetailColumn>
  )
}

function Head({ connection }: { connection: ConnectionView }): ReactElement {
  return (
    <>
      <h1 className={connection.name.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={connection.name} />
      </h1>
      <p className="tag-line">
        <Tag tone={statusTone[connection.status]}>
          {text(`app.connection.status.${connection.status}`)}
        </Tag>
        {connection.api !== undefined && <Tag tone="plain">{text('openapi.kind')}</Tag>}
        {connection.onThisComputer && <Tag tone="plain">{text('app.connection.local')}</Tag>}
        {connection.firstParty && <Tag tone="accent">{text('app.connection.first_party')}</Tag>}
        {connection.trustedForReading && <Tag tone="accent">{text('app.connection.trusted')}</Tag>}
      </p>
      <p className="quiet mono address">
        <Untrusted value={connection.url} />
      </p>
    </>
  )
}

/** What can be said of a connection is known once discovery has ended well. */
function isKnown({ status, tools }: ConnectionView): boolean {
  return (
    status === 'ready' || status === 'needs_sign_in' || status === 'waiting' || tools.length > 0
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
