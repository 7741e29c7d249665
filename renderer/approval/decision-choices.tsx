// The choices of an approval or a widening: deny with reason, the typed confirmation, deny, one positive button.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { FrameProps } from './card-frame.tsx'
import { NotNow } from './closing.tsx'
import { GuardedButton } from './guarded-button.tsx'

export function DecisionChoices(props: FrameProps): ReactElement {
  const [giving, setGiving] = useState(false)
  if (giving) return <Reason frame={props} onBack={() => setGiving(false)} />
  return <Decide frame={props} onReason={() => setGiving(true)} />
}

function Decide({ frame, onReason }: { frame: FrameProps; onReason: () => void }): ReactElement {
  const { card, answering, arming } = frame
  const [typed, setTyped] = useState('')
  const widening = card.kind === 'widening'
  const ready = !answering.busy && (card.confirmation === null || typed.trim() !== '')
  return (
    <div className="choices">
      {!widening && (
        <button type="button" className="button plain" disabled={answering.busy} onClick={onReason}>
          {text('approval.deny_with_reason')}
        </button>
      )}
      <NotNow {...frame} />
      <span className="spacer" />
      {card.confirmation && (
        <Confirmation {...card.confirmation} typed={typed} onTyped={setTyped} />
      )}
      <div className="buttons answers">
        <button
          type="button"
          className="button"
          disabled={answering.busy}
          onClick={() => answering.deny(null)}
        >
          {text(widening ? 'approval.widening.deny' : 'approval.deny')}
        </button>
        <GuardedButton
          arming={arming}
          ready={ready}
          onActivate={() => answering.approve(card.confirmation ? typed.trim() : null)}
        >
          {text(widening ? 'approval.widening.allow' : 'approval.approve')}
        </GuardedButton>
      </div>
    </div>
  )
}

interface ConfirmationProps {
  label: string
  hint: string
  typed: string
  onTyped: (typed: string) => void
}

function Confirmation({ label, hint, typed, onTyped }: ConfirmationProps): ReactElement {
  const id = useId()
  return (
    <div className="confirmation">
      <label htmlFor={id}>
        <Untrusted value={label} />
      </label>
      <input
        id={id}
        className="field mono"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-describedby={`${id}-hint`}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
      />
      <span id={`${id}-hint`} className="confirmation-hint faint">
        <Untrusted value={hint} />
      </span>
    </div>
  )
}

function Reason({ frame, onBack }: { frame: FrameProps; onBack: () => void }): ReactElement {
  const id = useId()
  const [reason, setReason] = useState('')
  const empty = reason.trim() === ''
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
        <button type="button" className="button plain" onClick={onBack}>
          {text('approval.reason.back')}
        </button>
        <span className="spacer" />
        <button
          type="button"
          className="button"
          disabled={empty || frame.answering.busy}
          onClick={() => frame.answering.deny(reason.trim())}
        >
          {text('approval.reason.send')}
        </button>
      </div>
    </div>
  )
}
