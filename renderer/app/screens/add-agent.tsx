// The name of an agent that runs elsewhere, and how it comes to call in here.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'

export function AddAgent({ bridge, navigate }: ScreenProps): ReactElement {
  const id = useId()
  const [name, setName] = useState('')
  const { busy, problem, ask } = useAsk()
  const add = async (): Promise<void> => {
    const added = await ask(() => bridge.call('agent.add', { name: name.trim() }))
    if (added) navigate({ type: 'agent', agentId: added.agentId })
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (name.trim() !== '') void add()
  }
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <p className="quiet">{text('agents.explain')}</p>
      <p className="quiet">{text('agents.explain_steps')}</p>
      <label htmlFor={id}>{text('agents.name')}</label>
      <div className="add-line">
        <input
          id={id}
          className="field"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          aria-describedby={`${id}-hint`}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button filled" disabled={busy || name.trim() === ''}>
          {text('agents.add_now')}
        </button>
      </div>
      <p id={`${id}-hint`} className="faint">
        {text('agents.name_hint')}
      </p>
      <ProblemWords words={problem} />
    </form>
  )
}
