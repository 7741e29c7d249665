// Connections: the list, and either adding one or the detail of one.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { AddConnection } from './add-connection.tsx'
import { DetailColumn, ListColumn, ListItem } from './columns.tsx'
import { ConnectionDetail } from './connection-detail.tsx'
import { authorizationState, statusTone } from './connection-words.ts'
import { RevocationList } from './revocation-list.tsx'

export function ConnectionsScreen(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const nowMs = useNow(overview.nowMs)
  const open = overview.connections.find((one) => one.connectionId === navigation.connectionId)
  return (
    <>
      <ListColumn
        title={text('app.connections.title')}
        aside={
          <button
            type="button"
            className="button"
            onClick={() => navigate({ type: 'connection', connectionId: null })}
          >
            {text('app.connections.add')}
          </button>
        }
      >
        {overview.connections.length === 0 && (
          <p className="list-empty">{text('app.connections.empty')}</p>
        )}
        <ul aria-label={text('app.connections.title')}>
          {overview.connections.map((connection) => (
            <ListItem
              key={connection.connectionId}
              selected={connection.connectionId === open?.connectionId}
              onOpen={() => navigate({ type: 'connection', connectionId: connection.connectionId })}
            >
              <ConnectionWords connection={connection} nowMs={nowMs} />
            </ListItem>
          ))}
        </ul>
        <RevocationList queued={overview.queuedRevocations} nowMs={nowMs} />
      </ListColumn>
      {open ? (
        <ConnectionDetail key={open.connectionId} {...props} connection={open} />
      ) : (
        <DetailColumn navigate={navigate}>
          <h1 className="title">{text('app.connections.add')}</h1>
          <AddConnection {...props} />
        </DetailColumn>
      )}
    </>
  )
}

function ConnectionWords({
  connection,
  nowMs,
}: {
  connection: ConnectionView
  nowMs: number
}): ReactElement {
  const authorization = authorizationState(connection, nowMs)
  return (
    <>
      <span className="item-head">
        <span className="item-title">
          <Untrusted value={connection.name} />
        </span>
      </span>
      <span className="item-line">
        <Untrusted value={connection.host} />
      </span>
      <span className="item-tag">
        <Tag tone={statusTone[connection.status]}>
          {text(`app.connection.status.${connection.status}`)}
        </Tag>
        {(authorization === 'soon' || authorization === 'over') && (
          <Tag tone="mid">{text(`app.authorization.tag_${authorization}`)}</Tag>
        )}
        {connection.onThisComputer && <Tag tone="plain">{text('app.connection.local')}</Tag>}
      </span>
    </>
  )
}
