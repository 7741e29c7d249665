// Agents: who acts through this app, where each comes from and how it stands; and adding one that runs elsewhere.
import type { ReactElement } from 'react'
import type { AgentView } from '../../../shared/agent-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { AddAgent } from './add-agent.tsx'
import { AgentDetails } from './agent-detail.tsx'
import { agentTag, seenWords } from './agent-words.ts'
import { DetailColumn, ListColumn, ListItem } from './columns.tsx'
import '../agents.css'

export function AgentsScreen(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const nowMs = useNow(overview.nowMs)
  const open = overview.agents.find(({ id }) => id === navigation.agentId)
  const active = overview.agents.filter(({ revokedAtMs }) => revokedAtMs == null)
  const revoked = overview.agents.filter(({ revokedAtMs }) => revokedAtMs != null)
  const list = (heading: string, agents: readonly AgentView[]): ReactElement => (
    <ul aria-label={heading}>
      {agents.map((agent) => (
        <ListItem
          key={agent.id}
          selected={agent.id === open?.id}
          onOpen={() => navigate({ type: 'agent', agentId: agent.id })}
        >
          <AgentWords agent={agent} nowMs={nowMs} />
        </ListItem>
      ))}
    </ul>
  )
  return (
    <>
      <ListColumn
        title={text('app.agents')}
        aside={
          <button
            type="button"
            className="button"
            onClick={() => navigate({ type: 'agent', agentId: null })}
          >
            {text('agents.add')}
          </button>
        }
      >
        {list(text('app.agents'), active)}
        {revoked.length > 0 && <h2 className="label list-label">{text('agents.revoked')}</h2>}
        {revoked.length > 0 && list(text('agents.revoked'), revoked)}
      </ListColumn>
      {open ? (
        <AgentDetails key={open.id} {...props} agent={open} nowMs={nowMs} />
      ) : (
        <DetailColumn navigate={navigate}>
          <h1 className="title">{text('agents.add')}</h1>
          <AddAgent {...props} />
        </DetailColumn>
      )}
    </>
  )
}

function AgentWords({ agent, nowMs }: { agent: AgentView; nowMs: number }): ReactElement {
  const tag = agentTag(agent)
  return (
    <>
      <span className="item-head">
        <span className="item-title">
          <Untrusted value={agent.name} />
        </span>
      </span>
      <span className="item-line">{seenWords(agent, nowMs)}</span>
      <span className="item-tag">
        <Tag tone={tag.tone}>{tag.words}</Tag>
        {agent.held > 0 && <Tag tone="accent">{text('agents.held', { count: agent.held })}</Tag>}
      </span>
    </>
  )
}
