// The title of a task, which the person may change.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskView } from '../../../shared/overview.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'

export function TaskTitle({
  bridge,
  task,
}: Pick<ScreenProps, 'bridge'> & { task: TaskView }): ReactElement {
  const [naming, setNaming] = useState(false)
  const title = task.title ?? task.text
  if (naming) return <Naming bridge={bridge} task={task} onLeave={() => setNaming(false)} />
  return (
    <div className="task-title">
      <h1 className={title.length > 80 ? 'title long' : 'title'}>
        <Untrusted value={title} />
      </h1>
      <button type="button" className="button plain link" onClick={() => setNaming(true)}>
        {text('task.rename')}
      </button>
    </div>
  )
}

interface NamingProps {
  bridge: ScreenProps['bridge']
  task: TaskView
  onLeave: () => void
}

function Naming({ bridge, task, onLeave }: NamingProps): ReactElement {
  const id = useId()
  const [title, setTitle] = useState((task.title ?? task.text).slice(0, 200))
  const { busy, problem, ask } = useAsk()
  const save = async (): Promise<void> => {
    const input = { taskId: task.taskId, title: title.trim() }
    if (await ask(() => bridge.call('task.rename', input))) onLeave()
  }
  return (
    <form
      className="say"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <label className="label" htmlFor={id}>
        {text('task.rename_label')}
      </label>
      <div className="say-line">
        <input
          id={id}
          className="field"
          maxLength={200}
          autoFocus
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <button type="button" className="button" disabled={busy} onClick={onLeave}>
          {text('task.rename_keep')}
        </button>
        <button type="submit" className="button" disabled={busy || title.trim() === ''}>
          {text('task.rename_save')}
        </button>
      </div>
      <ProblemWords words={problem} />
    </form>
  )
}
