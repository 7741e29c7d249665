// What can be done with an agent: stop it at once, or ask for what lets it do more.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { AgentPartProps } from './agent-detail.tsx'
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
  const id = useId()
  const [name, setName] = useState(agent.name)
  const isSame = name.trim() === agent.name || name.trim() === ''
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (isSame) return
    const request = { agentId: agent.id, name: name.trim() }
    void asking.ask(() => bridge.call('agent.rename', request))
  }
  return (
    <Part heading={text('agents.rename')}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        <label htmlFor={id}>{text('agents.name')}</label>
        <div className="add-line">
          <input
            id={id}
            className="field"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button" disabled={asking.busy || isSame}>
            {text('agents.rename_now')}
          </button>
        </div>
      </form>
    </Part>
  )
}
