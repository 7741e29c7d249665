// What an agent would get: every tool by its name, under the connection that it belongs to.
import type { ReactElement } from 'react'
import type { AgentFacts } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { TextWith } from '../parts/text-with.tsx'
import { Untrusted } from '../parts/untrusted.tsx'

export function AgentFactsList({ facts }: { facts: AgentFacts }): ReactElement {
  return (
    <>
      {facts.map(({ connectionName, host, whole, tools }, position) => (
        <section key={position}>
          <h2 className="label">
            <TextWith name="agents.tools_of" values={{ connection: connectionName, host }} />
          </h2>
          <ul className="facts">
            {tools.map((tool, at) => (
              <li key={at} className="mono">
                <Untrusted value={tool} />
              </li>
            ))}
          </ul>
          {tools.length === 0 && <p className="quiet">{text('agents.no_tools_now')}</p>}
          {whole && <p className="problem caution">{text('agents.whole_connection')}</p>}
        </section>
      ))}
    </>
  )
}
