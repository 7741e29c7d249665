// What an agent may use: taking a tick away works at once; setting one is asked for in the approval view.
import type { ReactElement } from 'react'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { AgentAccess } from '../../../shared/model/agent.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { AgentPartProps } from './agent-detail.tsx'
import { Part } from './part.tsx'

export function AgentAccessPart(props: AgentPartProps): ReactElement {
  const { agent, overview } = props
  const { access } = agent
  const { connections } = overview
  return (
    <Part heading={text('agents.may_use')}>
      {access === undefined ? (
        <p className="quiet">{text('agents.all_connections')}</p>
      ) : (
        <>
          {connections.length === 0 && <p className="quiet">{text('agents.no_connections')}</p>}
          {connections.map((connection) => (
            <ConnectionAccess
              key={connection.connectionId}
              {...props}
              connection={connection}
              access={access}
            />
          ))}
          <p className="faint">{text('agents.access_asks')}</p>
        </>
      )}
    </Part>
  )
}

interface AccessProps extends AgentPartProps {
  readonly connection: ConnectionView
  readonly access: readonly AgentAccess[]
}

function ConnectionAccess(props: AccessProps): ReactElement {
  const { connection, access, asking } = props
  const given = access.find((each) => each.connectionId === connection.connectionId)
  const { limit, askFor } = buildAccess(props)
  const names = connection.tools.map((tool) => tool.name)
  const isWhole = given?.tools === null
  const held = isWhole ? names : names.filter((name) => given?.tools?.includes(name) === true)
  return (
    <fieldset className="agent-access">
      <legend>
        <span className="strong">
          <Untrusted value={connection.name} />
        </span>{' '}
        <span className="quiet">
          {isWhole
            ? text('agents.given_whole')
            : text('agents.given_count', { count: held.length, all: names.length })}
        </span>
      </legend>
      <Tick
        words={text('agents.whole')}
        checked={isWhole}
        busy={asking.busy}
        onChange={(on) => (on ? askFor(null) : limit(names))}
      />
      {names.map((name) => (
        <Tick
          key={name}
          words={name}
          checked={held.includes(name)}
          busy={asking.busy}
          onChange={(on) => (on ? askFor([name]) : limit(held.filter((each) => each !== name)))}
        />
      ))}
      {given !== undefined && (
        <div className="buttons">
          <button type="button" className="button" disabled={asking.busy} onClick={() => limit([])}>
            {text('agents.take_all')}
          </button>
        </div>
      )}
    </fieldset>
  )
}

type Wanted = (tools: AgentAccess['tools']) => void

/** `limit` says all that stays; `askFor` names only what is wanted besides. */
function buildAccess({ agent, connection, access, bridge, asking }: AccessProps): {
  limit: Wanted
  askFor: Wanted
} {
  const { connectionId } = connection
  const agentId = agent.id
  return {
    limit: (tools) => {
      const others = access.filter((each) => each.connectionId !== connectionId)
      const own = tools?.length === 0 ? [] : [{ connectionId, tools }]
      const wanted = { agentId, access: [...others, ...own] }
      void asking.ask(() => bridge.call('agent.limit', wanted))
    },
    askFor: (tools) => {
      const wanted = { agentId, access: [{ connectionId, tools }] }
      void asking.ask(() => bridge.call('agent.ask-access', wanted))
    },
  }
}

/** Shows what holds in main: a tick that was asked for stands only once it was approved. */
function Tick(props: {
  words: string
  checked: boolean
  busy: boolean
  onChange: (on: boolean) => void
}): ReactElement {
  return (
    <label className="agent-tick">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.busy}
        onChange={(event) => props.onChange(event.target.checked)}
      />{' '}
      <Untrusted value={props.words} />
    </label>
  )
}
