// A second step before something ends: the question, what happens, and the way out first.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { Untrusted } from '../../parts/untrusted.tsx'

interface ConfirmProps {
  /** The button that opens the question. */
  opens: string
  question: string
  words: string
  does: string
  keeps: string
  busy: boolean
  onConfirm: () => void
}

/** A button that turns into a question in place; nothing happens without the second press. */
export function Confirm(props: ConfirmProps): ReactElement {
  const id = useId()
  // Whoever goes back stands where they began, not at the top of the page.
  const [state, setState] = useState<'shut' | 'asking' | 'kept'>('shut')
  if (state !== 'asking') {
    return (
      <button
        type="button"
        className="button"
        autoFocus={state === 'kept'}
        onClick={() => setState('asking')}
      >
        <Untrusted value={props.opens} />
      </button>
    )
  }
  return (
    <div className="confirm" role="group" aria-labelledby={`${id}-question`}>
      <p className="strong" id={`${id}-question`}>
        <Untrusted value={props.question} />
      </p>
      <p className="quiet">
        <Untrusted value={props.words} />
      </p>
      <div className="buttons">
        <button type="button" className="button" autoFocus onClick={() => setState('kept')}>
          {props.keeps}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={props.busy}
          onClick={props.onConfirm}
        >
          <Untrusted value={props.does} />
        </button>
      </div>
    </div>
  )
}
