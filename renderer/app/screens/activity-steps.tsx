// Every step of a call, with the time that passed in between.
import type { ReactElement } from 'react'
import type { HistoryStep } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { preciseMomentOf, spanOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import { Part } from './part.tsx'

interface StepsProps {
  steps: readonly HistoryStep[]
  nowMs: number
}

/** From here on a pause is worth a line of its own. */
const longGapMs = 60_000

export function HistorySteps({ steps, nowMs }: StepsProps): ReactElement {
  return (
    <Part heading={text('activity.steps')}>
      <ol className="history">
        {steps.map((step, position) => (
          <Step
            key={step.sequence}
            step={step}
            isLast={position === steps.length - 1}
            nowMs={nowMs}
          />
        ))}
      </ol>
    </Part>
  )
}

function Step(props: { step: HistoryStep; isLast: boolean; nowMs: number }): ReactElement {
  const { step, isLast, nowMs } = props
  const gap = isLast ? null : gapWords(step)
  return (
    <li className={step.status} data-gap={gap === null ? undefined : 'long'}>
      <span className="history-time">{preciseMomentOf(step.atMs, nowMs)}</span>
      <span className="history-dot" aria-hidden="true" />
      <div className="history-words">
        <p className="timeline-label">
          <Untrusted value={step.label} />
        </p>
        {step.words !== null && (
          <p className="quiet">
            <Untrusted value={step.words} />
          </p>
        )}
        {step.quote !== null && (
          <p className="quiet">
            “<Untrusted value={step.quote} />”
          </p>
        )}
        {gap !== null && <p className="faint history-gap">{gap}</p>}
      </div>
    </li>
  )
}

/** Null for what followed soon. */
function gapWords({ untilNextMs }: HistoryStep): string | null {
  if (untilNextMs === null) return text('activity.clock_back')
  return untilNextMs < longGapMs ? null : text('activity.later', { span: spanOf(untilNextMs) })
}
