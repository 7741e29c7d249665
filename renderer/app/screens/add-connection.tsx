// The field for the address of a resource server.
import { useId, useState } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'

export function AddConnection({ bridge, navigate }: ScreenProps): ReactElement {
  const id = useId()
  const [url, setUrl] = useState('')
  const { busy, problem, ask } = useAsk()
  const add = async (): Promise<void> => {
    const added = await ask(() => bridge.call('connection.add', { url: url.trim() }))
    if (added) navigate({ type: 'connection', connectionId: added.connectionId })
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (url.trim() !== '') void add()
  }
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <label htmlFor={id}>{text('app.connections.url')}</label>
      <div className="add-line">
        <input
          id={id}
          className="field"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={4_000}
          aria-describedby={`${id}-hint`}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <button type="submit" className="button filled" disabled={busy || url.trim() === ''}>
          {text(busy ? 'app.connections.connecting' : 'app.connections.connect')}
        </button>
      </div>
      <p id={`${id}-hint`} className="faint">
        {text('app.connections.url.hint')}
      </p>
      <ProblemWords words={problem} />
    </form>
  )
}
