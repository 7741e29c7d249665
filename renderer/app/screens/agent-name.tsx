// The field for the name of an agent, with the button that takes it.
import { useId } from 'react'
import type { ReactElement, SubmitEvent } from 'react'
import { text } from '../../../shared/catalogue/text.ts'

interface AgentNameProps {
  readonly name: string
  readonly onName: (name: string) => void
  /** False where there is nothing to take yet. */
  readonly ready: boolean
  readonly busy: boolean
  readonly does: string
  /** The name without the space around it; only when it is ready. */
  readonly onTake: (name: string) => void
  readonly hint?: string
  readonly filled?: boolean
}

export function AgentName(props: AgentNameProps): ReactElement {
  const { name, ready, busy, hint } = props
  const id = useId()
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (ready) props.onTake(name.trim())
  }
  return (
    <form className="stack" onSubmit={onSubmit} noValidate>
      <label htmlFor={id}>{text('agents.name')}</label>
      <div className="add-line">
        <input
          id={id}
          className="field"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          value={name}
          onChange={(event) => props.onName(event.target.value)}
        />
        <button
          type="submit"
          className={props.filled === true ? 'button filled' : 'button'}
          disabled={busy || !ready}
        >
          {props.does}
        </button>
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="faint">
          {hint}
        </p>
      )}
    </form>
  )
}
