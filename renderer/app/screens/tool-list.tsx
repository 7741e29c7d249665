// The tools of a connection, described in the server's words; those that it changed wait here for a review.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ConnectionView, ToolView } from '../../../shared/connection-view.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { ConnectionProps } from './connection-words.ts'

type ToolProps = Pick<ConnectionProps, 'bridge' | 'connection'> & Pick<Ask, 'ask' | 'busy'>

export function ToolList(props: ToolProps): ReactElement {
  const { tools } = props.connection
  const blocked = tools.filter(({ state }) => state === 'blocked').length
  return (
    <section className="part" aria-label={text('app.connection.tools')}>
      <div className="label-line label">
        <h2>
          {text('app.connection.tools')} · {tools.length}
        </h2>
        {tools.length > 0 && <span>{text('app.connection.tools.words')}</span>}
      </div>
      {tools.length === 0 && <p className="quiet">{text('app.connection.tools.none')}</p>}
      {blocked > 1 && <Review {...props} tool={null} words={text('tools.review_all')} />}
      <ul className="tools">
        {tools.map((tool) => (
          <li key={tool.name}>
            <ToolHead tool={tool} />
            <ToolWords {...props} tool={tool} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const tones = { new: 'accent', blocked: 'mid', hidden: 'plain' } as const

function ToolHead({ tool: { name, reads, state } }: { tool: ToolView }): ReactElement {
  return (
    <p className="tool-head">
      <span>
        <span className="mono">
          <Untrusted value={name} />
        </span>{' '}
        {state !== undefined && <Tag tone={tones[state]}>{text(`tools.state_${state}`)}</Tag>}
      </span>
      {state !== 'hidden' && (
        <span className="faint">
          {text(reads ? 'app.connection.tool.reads' : 'app.connection.tool.changes')}
        </span>
      )}
    </p>
  )
}

function ToolWords(props: ToolProps & { tool: ToolView }): ReactElement {
  const { name, title, description, state, hidden } = props.tool
  if (hidden !== undefined) return <p className="quiet">{text(`tools.hidden_${hidden}`)}</p>
  return (
    <>
      <blockquote className="quote">
        <Untrusted value={description === '' ? title : description} />
      </blockquote>
      {state === 'blocked' && (
        <>
          <p className="problem caution">{text('tools.blocked_words')}</p>
          <Review {...props} tool={name} words={text('tools.review')} />
        </>
      )}
    </>
  )
}

function Review({
  bridge,
  connection,
  ask,
  busy,
  tool,
  words,
}: ToolProps & {
  tool: ConnectionView['tools'][number]['name'] | null
  words: string
}): ReactElement {
  const { connectionId } = connection
  return (
    <div className="buttons">
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void ask(() => bridge.call('tools.ask-change', { connectionId, tool }))}
      >
        {words}
        {tool !== null && (
          <span className="visually-hidden">
            {' '}
            <Untrusted value={tool} />
          </span>
        )}
      </button>
    </div>
  )
}
