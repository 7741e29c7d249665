// One task: what was asked, the steps it took, its calls and what they wait for.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskStepView, TaskView } from '../../../shared/overview.ts'
import { AgentMark } from '../../parts/agent-mark.tsx'
import { momentOf, preciseMomentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import '../tasks.css'
import { DetailColumn } from './columns.tsx'
import { ModelTag } from './model-tag.tsx'
import { ExportTask, TaskChoices } from './task-choices.tsx'
import { LiveWords, TaskStep } from './task-step.tsx'
import { TaskTitle } from './task-title.tsx'
import { TaskUsage } from './task-usage.tsx'
import { taskTone } from './task-words.ts'

type TaskProps = ScreenProps & { task: TaskView }

export function TaskDetail(props: TaskProps): ReactElement {
  const { bridge, overview, navigate, task } = props
  return (
    <DetailColumn navigate={navigate} foot={<TaskChoices bridge={bridge} task={task} />}>
      <TaskWho {...props} />
      <TaskTitle bridge={bridge} task={task} />
      <p className="tag-line" role="status">
        <Tag tone={taskTone[task.state]}>{text(`app.task.state.${task.state}`)}</Tag>
        {task.usage && <TaskUsage usage={task.usage} />}
      </p>
      <StepsLeftOut task={task} />
      <ol className="steps" aria-label={text('app.task.steps')}>
        {stepsAfterTitle(task).map((step) => (
          <li key={step.position}>
            <span className="step-time faint">
              {preciseMomentOf(step.createdAtMs, overview.nowMs)}
            </span>
            <TaskStep {...props} step={step} />
          </li>
        ))}
      </ol>
      <LiveWords task={task} />
      <ExportTask bridge={bridge} task={task} />
    </DetailColumn>
  )
}

/** A task of very many steps is shown from where a person reads on. */
function StepsLeftOut({ task }: { task: TaskView }): ReactElement | null {
  const count = task.steps[0]?.position ?? 0
  if (count === 0) return null
  return <p className="quiet">{text('many.steps_left_out', { count })}</p>
}

/** The first step is what the person typed: the title says it already, unless they named the task. */
function stepsAfterTitle(task: TaskView): TaskStepView[] {
  if (task.title != null) return task.steps
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
        <ModelTag overview={overview} agentId={task.agentId} />{' '}
        {task.kind === 'gateway' && <>{text('task.elsewhere')} · </>}
        {text('app.task.started', { moment: momentOf(task.createdAtMs, overview.nowMs) })}
      </p>
    </div>
  )
}
