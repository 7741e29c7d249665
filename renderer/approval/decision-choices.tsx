// The choices of an approval or a widening: deny with reason, the typed confirmation, deny, one positive button.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { Reach } from './card-allow-for.tsx'
import type { FrameProps } from './card-frame.tsx'
import { NotNow } from './closing.tsx'
import { DenyReason } from './deny-reason.tsx'
import type { AheadCode } from './use-ahead.ts'
import { GuardedButton } from './guarded-button.tsx'

/** An approval or a widening, with what may be done before it is answered. */
export interface DecisionProps extends FrameProps {
  /** The proof that is given together with it. */
  readonly ahead: AheadCode
  /** How far it reaches. */
  readonly reach: Reach
  readonly onEdit: () => void
}

export function DecisionChoices(props: DecisionProps): ReactElement {
  const [giving, setGiving] = useState(false)
  const onBack = (): void => {
    // The positive button comes up where another one was.
    props.arming.onRearranged()
    setGiving(false)
  }
  if (giving) return <Reason frame={props} onBack={onBack} />
  return <Decide frame={props} onReason={() => setGiving(true)} />
}

function Decide({ frame, onReason }: { frame: DecisionProps; onReason: () => void }): ReactElement {
  const { card, answering, arming, ahead, reach } = frame
  const [typed, setTyped] = useState('')
  const widening = card.kind === 'widening'
  const isTyped = card.confirmation === null || typed.trim() !== ''
  const isEmptied = card.plan?.every(({ dropped }) => dropped) === true
  const ready = !answering.busy && isTyped && ahead.fits && reach.sound && !isEmptied
  return (
    <div className="choices">
      <BeforeDeciding frame={frame} onReason={onReason} />
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
          {text(widening && !card.plan ? 'approval.widening.deny' : 'approval.deny')}
        </button>
        <GuardedButton
          arming={arming}
          ready={ready}
          onActivate={() =>
            answering.approve({
              confirmation: card.confirmation ? typed.trim() : null,
              code: ahead.code === '' ? null : ahead.code,
              allowFor: reach.allowFor,
            })
          }
        >
          {text(card.plan ? 'plan.approve' : positiveOf(widening, reach))}
        </GuardedButton>
      </div>
    </div>
  )
}

/** Says that more than this one call is allowed. */
function positiveOf(widening: boolean, { allowFor }: Reach) {
  if (widening) return 'approval.widening.allow'
  return allowFor === null ? 'approval.approve' : 'rule.approve'
}

function BeforeDeciding({
  frame: { card, answering, onEdit },
  onReason,
}: {
  frame: DecisionProps
  onReason: () => void
}): ReactElement {
  return (
    <>
      {(card.kind !== 'widening' || card.plan) && (
        <button type="button" className="button plain" disabled={answering.busy} onClick={onReason}>
          {text('approval.deny_with_reason')}
        </button>
      )}
      {card.editable && (
        <button type="button" className="button plain" disabled={answering.busy} onClick={onEdit}>
          {text('edit.open')}
        </button>
      )}
    </>
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
  const { busy, deny, denyAlike } = frame.answering
  const words = text('approval.reason.send')
  return (
    <DenyReason words={words} asleep={busy} onDeny={deny} onBack={onBack}>
      {frame.card.kind === 'approval' && (
        <button type="button" className="button plain" disabled={busy} onClick={() => denyAlike()}>
          {text('rule.deny_alike')}
        </button>
      )}
    </DenyReason>
  )
}
