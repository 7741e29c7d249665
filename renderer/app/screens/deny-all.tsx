// Refuses everything that one agent waits for, after a second press. Narrowing works from the app window.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { Agent } from '../../../shared/model/agent.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'

/** One button for each agent that waits for something. */
export function DenyAll({ bridge, overview }: ScreenProps): ReactElement {
  const { agents, inbox, inboxGroups } = overview
  const asking = new Set([...inbox, ...inboxGroups].map(({ agentId }) => agentId))
  return (
    <div className="deny-all">
      {agents
        .filter(({ id }) => asking.has(id))
        .map((agent) => (
          <DenyAllOf key={agent.id} bridge={bridge} agent={agent} />
        ))}
    </div>
  )
}

function DenyAllOf({
  bridge,
  agent: { id: agentId, name: agent },
}: Pick<ScreenProps, 'bridge'> & { agent: Agent }): ReactElement {
  const { busy, problem, ask } = useAsk()
  return (
    <>
      <Confirm
        opens={text('many.deny_all', { agent })}
        question={text('many.deny_all_question', { agent })}
        words={text('many.deny_all_words', { agent })}
        does={text('many.deny_all_do')}
        keeps={text('many.deny_all_keep')}
        busy={busy}
        onConfirm={() => void ask(() => bridge.call('inbox.deny-all', { agentId }))}
      />
      <ProblemWords words={problem} />
    </>
  )
}
