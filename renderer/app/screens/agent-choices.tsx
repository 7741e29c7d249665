// What can be done with an agent: stop it at once, or ask for what lets it do more.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { AgentPartProps } from './agent-detail.tsx'
import { AgentName } from './agent-name.tsx'
import { Confirm } from './confirm.tsx'
import { Part } from './part.tsx'

export function AgentChoices({ agent, bridge, asking }: AgentPartProps): ReactElement {
  const { id: agentId, name, paused = false, kind, admitted } = agent
  const press = (
    words: string,
    verb: 'agent.pause' | 'agent.ask-resume' | 'agent.ask-secret' | 'agent.revoke',
  ) => (
    <button
      type="button"
      className="button"
      disabled={asking.busy}
      onClick={() => void asking.ask(() => bridge.call(verb, { agentId }))}
    >
      {words}
    </button>
  )
  return (
    <div className="buttons">
      {paused
        ? press(text('agents.resume'), 'agent.ask-resume')
        : press(text('agents.pause'), 'agent.pause')}
      {kind === 'gateway' &&
        press(text(admitted ? 'agents.new_secret' : 'agents.make_secret'), 'agent.ask-secret')}
      {kind === 'gateway' && (
        <Confirm
          opens={text('agents.revoke')}
          question={text('agents.revoke_question', { agent: name })}
          words={text('agents.revoke_words')}
          does={text('agents.revoke_now')}
          keeps={text('agents.revoke_keep')}
          busy={asking.busy}
          onConfirm={() => void asking.ask(() => bridge.call('agent.revoke', { agentId }))}
        />
      )}
    </div>
  )
}

export function RenameAgent({ agent, bridge, asking }: AgentPartProps): ReactElement {
  const { id: agentId } = agent
  const [name, setName] = useState(agent.name)
  return (
    <Part heading={text('agents.rename')}>
      <AgentName
        name={name}
        onName={setName}
        ready={name.trim() !== agent.name && name.trim() !== ''}
        busy={asking.busy}
        does={text('agents.rename_now')}
        onTake={(named) =>
          void asking.ask(() => bridge.call('agent.rename', { agentId, name: named }))
        }
      />
    </Part>
  )
}
