// The tools of a connection, described in the server's words.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView } from '../../../shared/connection-view.ts'
import { Untrusted } from '../../parts/untrusted.tsx'

export function ToolList({ tools }: { tools: ConnectionView['tools'] }): ReactElement {
  return (
    <section className="part" aria-label={text('app.connection.tools')}>
      <div className="label-line label">
        <h2>
          {text('app.connection.tools')} · {tools.length}
        </h2>
        {tools.length > 0 && <span>{text('app.connection.tools.words')}</span>}
      </div>
      {tools.length === 0 && <p className="quiet">{text('app.connection.tools.none')}</p>}
      <ul className="tools">
        {tools.map((tool) => (
          <li key={tool.name}>
            <p className="tool-head">
              <span className="mono">
                <Untrusted value={tool.name} />
              </span>
              <span className="faint">
                {text(tool.reads ? 'app.connection.tool.reads' : 'app.connection.tool.changes')}
              </span>
            </p>
            <blockquote className="quote">
              <Untrusted value={tool.description === '' ? tool.title : tool.description} />
            </blockquote>
          </li>
        ))}
      </ul>
    </section>
  )
}
