// One task: what was asked, the steps it took, its calls and what they wait for.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskStepView, TaskView } from '../../../shared/overview.ts'
import { AgentMark } from '../../parts/agent-mark.tsx'
import { momentOf, preciseMomentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { CallCard } from './call-card.tsx'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { RehearsalTag } from './rehearsal-tag.tsx'
import { isTaskAlive, taskTone } from './task-words.ts'

type TaskProps = ScreenProps & { task: TaskView }

export function TaskDetail(props: TaskProps): ReactElement {
  const { bridge, overview, navigate, task } = props
  const { busy, problem, ask } = useAsk()
  const alive = isTaskAlive(task)
  const cancel = (): void => void ask(() => bridge.call('task.cancel', { taskId: task.taskId }))
  const foot = (
    <div className="choices">
      <span className="spacer" />
      <Confirm
        opens={text('app.task.cancel')}
        question={text('app.task.cancel.confirm')}
        words={text('app.task.cancel.words')}
        does={text('app.task.cancel.do')}
        keeps={text('app.task.cancel.keep')}
        busy={busy}
        onConfirm={cancel}
      />
    </div>
  )
  return (
    <DetailColumn navigate={navigate} foot={alive ? foot : undefined}>
      <TaskWho {...props} />
      <h1 className={task.text.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={task.text} />
      </h1>
      <p className="tag-line" role="status">
        <Tag tone={taskTone[task.state]}>{text(`app.task.state.${task.state}`)}</Tag>
      </p>
      <ProblemWords words={problem} />
      <StepsLeftOut task={task} />
      <ol className="steps" aria-label={text('app.task.steps')}>
        {stepsAfterTitle(task).map((step) => (
          <li key={step.position}>
            <span className="step-time faint">
              {preciseMomentOf(step.createdAtMs, overview.nowMs)}
            </span>
            <Step {...props} step={step} />
          </li>
        ))}
      </ol>
    </DetailColumn>
  )
}

/** A task of very many steps is shown from where a person reads on. */
function StepsLeftOut({ task }: { task: TaskView }): ReactElement | null {
  const count = task.steps[0]?.position ?? 0
  if (count === 0) return null
  return <p className="quiet">{text('many.steps_left_out', { count })}</p>
}

/** The first step is what the person typed: the title says it already. */
function stepsAfterTitle(task: TaskView): TaskStepView[] {
  return task.steps.filter(
    (step) => step.position > 0 || step.kind !== 'person' || step.text !== task.text,
  )
}

function TaskWho({ task, overview }: TaskProps): ReactElement {
  return (
    <div className="who">
      <AgentMark name={task.agentName} />
      <p className="quiet">
        <span className="strong">
          <Untrusted value={task.agentName} />
        </span>{' '}
        <RehearsalTag />{' '}
        {text('app.task.started', { moment: momentOf(task.createdAtMs, overview.nowMs) })}
      </p>
    </div>
  )
}

function Step(props: TaskProps & { step: TaskStepView }): ReactElement {
  const { step, task } = props
  if (step.call) return <CallCard {...props} call={step.call} />
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
    </div>
  )
}
