// Whose wait it is: the agent and its task, or the connection that is signed in to.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { EndedWait } from '../../../shared/overview.ts'
import { AgentMark } from '../../parts/agent-mark.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'

interface WhoProps {
  wait: Pick<EndedWait, 'agentName' | 'taskText' | 'connectionName'>
  /** The agent has other work meanwhile. */
  goesOn: boolean
}

export function WaitWho({ wait, goesOn }: WhoProps): ReactElement {
  const { agentName, taskText } = wait
  if (agentName === null) return <SignInWho wait={wait} />
  return (
    <div className="who">
      <AgentMark name={agentName} />
      <p className="quiet">
        <span className="strong">
          <Untrusted value={agentName} />
        </span>
        {taskText !== null && (
          <>
            {' · '}
            <Untrusted value={text('app.wait.task', { task: taskText })} />
          </>
        )}
        {goesOn && `, ${text('app.wait.going_on')}`}
      </p>
    </div>
  )
}

function SignInWho({ wait }: Pick<WhoProps, 'wait'>): ReactElement {
  return (
    <div className="who">
      <AgentMark name={text('app.name')} />
      <p className="quiet">
        <span className="strong">{text('app.name')}</span>
        {' · '}
        <Untrusted value={text('app.wait.sign_in', { name: wait.connectionName })} />
      </p>
    </div>
  )
}
