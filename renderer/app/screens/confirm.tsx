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
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <button type="button" className="button" onClick={() => setAsking(true)}>
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
        <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
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
