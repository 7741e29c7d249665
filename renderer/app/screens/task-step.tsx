// One step of a task: words, a call, a plan, or what its model says at this moment.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskStepView, TaskView } from '../../../shared/overview.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { CallCard } from './call-card.tsx'
import { TaskPlan } from './task-plan.tsx'

type StepProps = ScreenProps & { task: TaskView; step: TaskStepView }

export function TaskStep(props: StepProps): ReactElement {
  const { step, task } = props
  if (step.call) return <CallCard {...props} call={step.call} />
  if (step.plan) return <TaskPlan {...props} plan={step.plan} />
  if (step.refusedTool !== undefined)
    return <RefusedCall tool={step.refusedTool} words={step.text} />
  const who = step.kind === 'person' ? text('app.task.you') : task.agentName
  return (
    <div className="step-words">
      <p className="label">
        <Untrusted value={who} />
      </p>
      {step.kind === 'person' ? (
        <p>
          <Untrusted value={step.text} />
        </p>
      ) : (
        <blockquote className="quote">
          <Untrusted value={step.text} />
        </blockquote>
      )}
      {step.stopped === true && (
        <p className="tag-line">
          <Tag tone="plain">{text('task.stopped_here')}</Tag>
        </p>
      )}
    </div>
  )
}

function RefusedCall({ tool, words }: { tool: string; words: string }): ReactElement {
  return (
    <article className="call">
      <p className="call-title strong">
        <Untrusted value={tool} />
      </p>
      <p className="quiet">
        <Untrusted value={text('task.refused_call', { words })} />
      </p>
    </article>
  )
}

/** Not read out word by word: a screen reader hears the whole when it is a step. */
export function LiveWords({ task }: { task: TaskView }): ReactElement | null {
  const live = task.live ?? null
  if (live === null) return null
  return (
    <div className="step-words live-words">
      <p className="label" role="status">
        <Untrusted value={task.agentName} />
        {' · '}
        {text(live === '' ? 'task.thinking' : 'task.speaking')}
      </p>
      {live !== '' && (
        <blockquote className="quote" aria-busy="true">
          <Untrusted value={live} />
        </blockquote>
      )}
    </div>
  )
}
