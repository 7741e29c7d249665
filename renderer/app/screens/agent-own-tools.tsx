// Tools that an agent runs itself and asks about by the hook; nothing is sent for them.
import type { ReactElement } from 'react'
import type { AgentView } from '../../../shared/agent-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { AgentPartProps } from './agent-detail.tsx'
import { Part } from './part.tsx'

export function AgentOwnTools(
  props: AgentPartProps & { ownTools: NonNullable<AgentView['ownTools']> },
): ReactElement {
  const { ownTools, asking, bridge } = props
  const { connectionId, trustedForReading, names } = ownTools
  const verb = trustedForReading ? 'connection.stop-trust-reading' : 'connection.ask-trust-reading'
  return (
    <Part heading={text('agents.own_tools')}>
      <p className="quiet">{text('agents.own_tools_words')}</p>
      <p className="mono">
        <Untrusted value={names.join(', ')} />
      </p>
      <p>{text(trustedForReading ? 'agents.own_reading_on' : 'agents.own_reading_off')}</p>
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={asking.busy}
          onClick={() => void asking.ask(() => bridge.call(verb, { connectionId }))}
        >
          {text(trustedForReading ? 'agents.own_reading_stop' : 'agents.own_reading_ask')}
        </button>
      </div>
    </Part>
  )
}
