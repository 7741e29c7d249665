// The proof that was asked for last time, on the approval card itself: a code and the one host it goes to, or the passkey.
import type { ReactElement } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { CodeField } from './code-field.tsx'
import './edit.css'
import type { AheadCode } from './use-ahead.ts'
import type { Arming } from './use-arming.ts'

interface AheadProofProps {
  card: ApprovalCard
  ahead: AheadCode
  arming: Arming
}

export function AheadProof({ card, ahead, arming }: AheadProofProps): ReactElement | null {
  const { stepUpAhead } = card
  if (stepUpAhead === null) return null
  const { host } = stepUpAhead
  return (
    <section className="ahead" aria-label={text('ahead.label')}>
      <h2 className="label">{text('ahead.label')}</h2>
      {stepUpAhead.kind === 'otp' && (
        <CodeField
          length={stepUpAhead.digits}
          code={ahead.code}
          triesLeft={null}
          busy={card.busy !== null}
          refused={false}
          arming={arming}
          onChange={ahead.onCode}
          // Enter in the field decides nothing: there is one button that does.
          onComplete={() => undefined}
        />
      )}
      <p className="quiet">
        {text(stepUpAhead.kind === 'otp' ? 'ahead.otp' : 'ahead.passkey', { host })}
      </p>
    </section>
  )
}
