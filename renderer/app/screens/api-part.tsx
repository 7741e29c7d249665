// What the document of an HTTP API offers, what it does not and why, and a server elsewhere that waits for the person.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ApiView } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'
import { ApiGroups } from './api-groups.tsx'
import { Part } from './part.tsx'

type ApiProps = Pick<ConnectionProps, 'bridge' | 'connection'> & Pick<Ask, 'ask' | 'busy'>

/** Nothing for an MCP server. */
export function ApiPart(props: ApiProps): ReactElement | null {
  const { api } = props.connection
  if (api === undefined) return null
  return (
    <Part heading={text('openapi.kind')}>
      <OfferedServer {...props} api={api} />
      {api.operations > 0 && <p>{countOperations(api)}</p>}
      <p className="quiet">
        {text('openapi.document')}{' '}
        <span className="mono address">
          <Untrusted value={api.documentUrl} />
        </span>
      </p>
      <ApiGroups {...props} groups={api.groups} />
      <Hidden api={api} />
    </Part>
  )
}

function countOperations({ offered, operations: count }: ApiView): string {
  if (offered === count) return text('openapi.operations-all', { count })
  return text('openapi.operations', { offered, count })
}

function OfferedServer({
  bridge,
  connection,
  ask,
  busy,
  api,
}: ApiProps & { api: ApiView }): ReactElement | null {
  const { connectionId } = connection
  const { offeredServer: server, documentHost: host } = api
  if (server === null) return null
  const agree = (): void =>
    void ask(() => bridge.call('connection.agree-server', { connectionId, server }))
  return (
    <div className="stack">
      <p>{text('openapi.agree-words', { server, host })}</p>
      <div className="buttons">
        <button type="button" className="button" disabled={busy} onClick={agree}>
          {text('openapi.agree', { server })}
        </button>
      </div>
    </div>
  )
}

function Hidden({ api: { hidden, hiddenCount: count } }: { api: ApiView }): ReactElement | null {
  if (count === 0) return null
  const words = count === 1 ? text('openapi.hidden-one') : text('openapi.hidden-many', { count })
  const isCut = hidden.length < count
  return (
    <details>
      <summary>
        {words}
        {isCut && ` (${text('openapi.hidden-first', { count: hidden.length })})`}
      </summary>
      <ul className="tools">
        {hidden.map(({ operation, reason }, position) => (
          <li key={position}>
            <p className="tool-head">
              <span className="mono">
                <Untrusted value={operation} />
              </span>
            </p>
            <p className="quiet">{text(`openapi.why.${reason}`)}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
