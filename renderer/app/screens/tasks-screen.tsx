// Tasks: the list, and either the composer or one task.
import type { ReactElement } from 'react'
import type { TaskState } from './task-words.ts'
import { taskTone } from './task-words.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskView } from '../../../shared/overview.ts'
import { momentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { DetailColumn, ListColumn, ListItem, ProblemWords } from './columns.tsx'
import { Composer } from './composer.tsx'
import { OlderTasks } from './older-tasks.tsx'
import { TaskDetail } from './task-detail.tsx'
import { useOlderTasks, useTask } from '../state/use-older-tasks.ts'

export function TasksScreen(props: ScreenProps): ReactElement {
  const { bridge, overview, navigation, navigate } = props
  const older = useOlderTasks(bridge, overview)
  const { task: open, problem } = useTask(bridge, overview, navigation.taskId)
  const tasks = [...overview.tasks, ...older.tasks]
  return (
    <>
      <ListColumn
        title={text('app.tasks.title')}
        aside={
          <button
            type="button"
            className="button"
            onClick={() => navigate({ type: 'task', taskId: null })}
          >
            {text('app.tasks.new')}
          </button>
        }
      >
        {tasks.length === 0 && <p className="list-empty">{text('app.tasks.empty')}</p>}
        <ul aria-label={text('app.tasks.title')}>
          {tasks.map((task) => (
            <ListItem
              key={task.taskId}
              selected={task.taskId === navigation.taskId}
              onOpen={() => navigate({ type: 'task', taskId: task.taskId })}
            >
              <TaskWords task={task} nowMs={overview.nowMs} />
            </ListItem>
          ))}
        </ul>
        <OlderTasks older={older} />
      </ListColumn>
      <Open {...props} task={open} problem={problem} />
    </>
  )
}

type OpenProps = ScreenProps & { task: TaskView | null; problem: string | null }

function Open({ task, problem, ...props }: OpenProps): ReactElement {
  if (task !== null) return <TaskDetail key={task.taskId} {...props} task={task} />
  if (props.navigation.taskId === null) return <Composer {...props} />
  return (
    <DetailColumn navigate={props.navigate}>
      <ProblemWords words={problem} />
      {problem === null && (
        <p className="quiet" role="status">
          {text('app.activity.loading')}
        </p>
      )}
    </DetailColumn>
  )
}

function TaskWords({ task, nowMs }: { task: TaskView; nowMs: number }): ReactElement {
  const state: TaskState = task.state
  return (
    <>
      <span className="item-head">
        <span className="item-title two-lines">
          <Untrusted value={task.title ?? task.text} />
        </span>
        <span className="item-time">{momentOf(task.createdAtMs, nowMs)}</span>
      </span>
      <span className="item-line">
        <Untrusted value={task.agentName} />
      </span>
      <span className="item-tag">
        <Tag tone={taskTone[state]}>{text(`app.task.state.${state}`)}</Tag>
      </span>
    </>
  )
}
