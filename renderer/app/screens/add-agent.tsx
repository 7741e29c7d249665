// The name of an agent that runs elsewhere, and how it comes to call in here.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { AgentName } from './agent-name.tsx'
import { ProblemWords } from './columns.tsx'

export function AddAgent({ bridge, navigate }: ScreenProps): ReactElement {
  const [name, setName] = useState('')
  const { busy, problem, ask } = useAsk()
  const add = async (named: string): Promise<void> => {
    const added = await ask(() => bridge.call('agent.add', { name: named }))
    if (added) navigate({ type: 'agent', agentId: added.agentId })
  }
  return (
    <div className="stack">
      <p className="quiet">{text('agents.explain')}</p>
      <p className="quiet">{text('agents.explain_steps')}</p>
      <AgentName
        name={name}
        onName={setName}
        ready={name.trim() !== ''}
        busy={busy}
        does={text('agents.add_now')}
        onTake={(named) => void add(named)}
        hint={text('agents.name_hint')}
        filled
      />
      <ProblemWords words={problem} />
    </div>
  )
}
