// One agent in full: who it is, how it comes in, what it may use and what it did; and what can be done with it.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { AgentDetail, AgentView } from '../../../shared/agent-view.ts'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { AgentMark } from '../../parts/agent-mark.tsx'
import { momentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk, type Ask } from '../state/use-ask.ts'
import { AgentAccessPart } from './agent-access.tsx'
import { AgentChoices, RenameAgent } from './agent-choices.tsx'
import { AgentOwnTools } from './agent-own-tools.tsx'
import { agentTag, seenWords } from './agent-words.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Part } from './part.tsx'
import { callTone } from './task-words.ts'

export interface AgentProps extends ScreenProps {
  readonly agent: AgentView
  readonly nowMs: number
}
export type AgentPartProps = AgentProps & { readonly asking: Ask }

export function AgentDetails(props: AgentProps): ReactElement {
  const { agent, nowMs, bridge, navigate } = props
  const asking = useAsk()
  const detail = useAgentDetail(bridge, agent)
  const own = { ...props, asking }
  const isActive = agent.revokedAtMs == null
  const tag = agentTag(agent)
  return (
    <DetailColumn navigate={navigate} foot={isActive ? <AgentChoices {...own} /> : undefined}>
      <div className="who">
        <AgentMark name={agent.name} />
        <h1 className="title">
          <Untrusted value={agent.name} />
        </h1>
      </div>
      <p className="tag-line">
        <Tag tone={tag.tone}>{tag.words}</Tag>
        {agent.held > 0 && <Tag tone="accent">{text('agents.held', { count: agent.held })}</Tag>}
        <span className="quiet">{seenWords(agent, nowMs)}</span>
      </p>
      <ProblemWords words={asking.problem} />
      {agent.kind === 'gateway' && <ComesIn agent={agent} detail={detail} />}
      {isActive && <AgentAccessPart {...own} />}
      {isActive && agent.ownTools !== null && <AgentOwnTools {...own} ownTools={agent.ownTools} />}
      <LastCalls {...props} detail={detail} />
      {isActive && <RenameAgent {...own} />}
    </DetailColumn>
  )
}

function ComesIn({
  agent,
  detail,
}: {
  agent: AgentView
  detail: AgentDetail | null
}): ReactElement {
  const { lastClient, revokedAtMs } = agent
  const port = detail?.port ?? null
  return (
    <Part heading={text('agents.comes_in')}>
      {lastClient == null ? (
        <p className="quiet">{text('agents.never_came')}</p>
      ) : (
        <p>
          <Untrusted
            value={text(`agents.came_${lastClient.transport}`, {
              client: lastClient.name,
              version: lastClient.version ?? '–',
              protocol: lastClient.protocol ?? '–',
            })}
          />
        </p>
      )}
      {lastClient != null && <p className="faint">{text('agents.own_word')}</p>}
      {revokedAtMs == null && !agent.admitted && <p>{text('agents.needs_secret')}</p>}
      {detail?.portProblem != null && <p className="problem">{detail.portProblem}</p>}
      {revokedAtMs == null && port !== null && (
        <p className="quiet">
          {text(detail?.portIsFixed === true ? 'agents.port_fixed' : 'agents.port_now', { port })}
        </p>
      )}
    </Part>
  )
}

function LastCalls(props: AgentProps & { detail: AgentDetail | null }): ReactElement {
  const { agent, detail, navigate, nowMs } = props
  const calls = detail?.calls ?? []
  return (
    <Part heading={text('agents.did')}>
      {calls.length === 0 && <p className="quiet">{text('agents.did_nothing')}</p>}
      <ul className="agent-calls">
        {calls.map(({ callId, title, state, atMs }) => (
          <li key={callId}>
            <span className="agent-call-title">
              <Untrusted value={title} />
            </span>
            <Tag tone={callTone[state]}>{text(`app.call.state.${state}`)}</Tag>
            <span className="faint">{momentOf(atMs, nowMs)}</span>
          </li>
        ))}
      </ul>
      {calls.length > 0 && (
        <div className="buttons">
          <button
            type="button"
            className="button"
            onClick={() => navigate({ type: 'agent-activity', agentId: agent.id })}
          >
            {text('agents.all_activity')}
          </button>
        </div>
      )}
    </Part>
  )
}

/** Read anew whenever something of it may have changed. */
function useAgentDetail(bridge: AppBridge, agent: AgentView): AgentDetail | null {
  const [detail, setDetail] = useState<AgentDetail | null>(null)
  const { id: agentId, held, lastSeenAtMs, admitted, revokedAtMs } = agent
  useEffect(() => {
    let stale = false
    void bridge.call('agent.load', { agentId }).then((result) => {
      if (!stale && result.ok) setDetail(result.value)
    })
    return () => {
      stale = true
    }
  }, [bridge, agentId, held, lastSeenAtMs, admitted, revokedAtMs])
  return detail
}
