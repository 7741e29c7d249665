// A plan among the steps of its task: its calls with what became of each, and the way to look at it or to end it.
import { useId } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { PlanView } from '../../../shared/plan-view.ts'
import { Tag, toneOfRisk, type Tone } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
import { OpenQuestion } from './open-question.tsx'

const planTone: Record<PlanView['state'], Tone> = {
  asked: 'accent',
  approved: 'ok',
  denied: 'high',
  ended: 'plain',
}

export function TaskPlan(props: ScreenProps & { plan: PlanView }): ReactElement {
  const { plan } = props
  const id = useId()
  const count = plan.entries.length
  return (
    <article className="call" aria-labelledby={id}>
      <h2 id={id} className="call-title strong">
        {text(count === 1 ? 'plan.in_task_one' : 'plan.in_task', { count })}
      </h2>
      <p className="tag-line">
        <Tag tone={planTone[plan.state]}>{text(`plan.state_${plan.state}`)}</Tag>
      </p>
      {plan.reason !== null && (
        <blockquote className="quote">
          <Untrusted value={plan.reason} />
        </blockquote>
      )}
      <ol className="plan-lines">
        {plan.entries.map((entry) => (
          <li key={entry.position}>
            <Untrusted value={entry.title} />{' '}
            <span className="tag-line">
              <Tag tone={toneOfRisk[entry.risk]}>{text(`plan.entry_${entry.state}`)}</Tag>
              {entry.edited && <span className="quiet">{text('plan.edited')}</span>}
            </span>
          </li>
        ))}
      </ol>
      <PlanChoices {...props} />
    </article>
  )
}

function PlanChoices({
  bridge,
  navigate,
  plan: { planId, state, interactionId },
}: ScreenProps & { plan: PlanView }): ReactElement {
  const asking = useAsk()
  const { busy, problem, ask } = asking
  const stands = state === 'asked' || state === 'approved'
  return (
    <>
      <ProblemWords words={problem} />
      <div className="buttons">
        {interactionId !== null && (
          <OpenQuestion
            {...{ bridge, navigate, interactionId, asking }}
            words={text('plan.open')}
          />
        )}
        {stands && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void ask(() => bridge.call('plan.end', { planId }))}
          >
            {text('plan.end')}
          </button>
        )}
      </div>
    </>
  )
}
