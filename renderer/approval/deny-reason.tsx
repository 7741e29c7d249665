// The form for a reason that goes to the agent with a denial, of one question or of several.
import { useId, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { text } from '../../shared/catalogue/text.ts'

export interface DenyReasonProps {
  /** What the button that denies says. */
  readonly words: string
  /** Denying is not possible at present. */
  readonly asleep: boolean
  /** Gets the reason without the space around it; never an empty one. */
  readonly onDeny: (reason: string) => void
  readonly onBack: () => void
  /** Further ways to deny, before the button. */
  readonly children?: ReactNode
}

export function DenyReason(props: DenyReasonProps): ReactElement {
  const id = useId()
  const [reason, setReason] = useState('')
  const given = reason.trim()
  return (
    <div className="reason">
      <label className="label" htmlFor={id}>
        {text('approval.reason.label')}
      </label>
      <textarea
        id={id}
        className="field"
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="choices">
        <button type="button" className="button plain" onClick={props.onBack}>
          {text('approval.reason.back')}
        </button>
        <span className="spacer" />
        {props.children}
        <button
          type="button"
          className="button"
          disabled={given === '' || props.asleep}
          onClick={() => props.onDeny(given)}
        >
          {props.words}
        </button>
      </div>
    </div>
  )
}
