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
import { ListColumn, ListItem } from './columns.tsx'
import { Composer } from './composer.tsx'
import { TaskDetail } from './task-detail.tsx'

export function TasksScreen(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const open = overview.tasks.find((task) => task.taskId === navigation.taskId)
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
        {overview.tasks.length === 0 && <p className="list-empty">{text('app.tasks.empty')}</p>}
        <ul aria-label={text('app.tasks.title')}>
          {overview.tasks.map((task) => (
            <ListItem
              key={task.taskId}
              selected={task.taskId === open?.taskId}
              onOpen={() => navigate({ type: 'task', taskId: task.taskId })}
            >
              <TaskWords task={task} nowMs={overview.nowMs} />
            </ListItem>
          ))}
        </ul>
      </ListColumn>
      {open ? <TaskDetail key={open.taskId} {...props} task={open} /> : <Composer {...props} />}
    </>
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
