// What the person does with a task: say more, stop or pause it, let it go on, name it, export it, cancel it.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { TaskView } from '../../../shared/overview.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk, type Ask } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
import { Confirm } from './confirm.tsx'
import { isTaskAlive } from './task-words.ts'

type TaskProps = Pick<ScreenProps, 'bridge'> & { task: TaskView }

export function TaskChoices({ bridge, task }: TaskProps): ReactElement {
  const asking = useAsk()
  const { busy, problem, ask } = asking
  const { taskId } = task
  return (
    <div className="task-foot">
      <ProblemWords words={problem} />
      {mayBeTold(task) && <SayMore {...{ bridge, task, asking }} />}
      <div className="choices">
        <span className="spacer" />
        <GoOrStop {...{ bridge, task, asking }} />
        {isTaskAlive(task) && (
          <Confirm
            opens={text('app.task.cancel')}
            question={text('app.task.cancel.confirm')}
            words={text('app.task.cancel.words')}
            does={text('app.task.cancel.do')}
            keeps={text('app.task.cancel.keep')}
            busy={busy}
            onConfirm={() => void ask(() => bridge.call('task.cancel', { taskId }))}
          />
        )}
      </div>
    </div>
  )
}

const mayBeTold = ({ kind, state, byPerson }: TaskView): boolean =>
  kind !== 'gateway' && state !== 'cancelled' && byPerson !== true

type AskingProps = TaskProps & { asking: Ask }

function GoOrStop({ bridge, task, asking: { busy, ask } }: AskingProps): ReactElement | null {
  const { taskId, state, byPerson = false, resumeAsks = false, live = null } = task
  const resumes = byPerson || (state === 'failed' && task.kind !== 'gateway')
  if (!resumes && !isTaskAlive(task)) return null
  const goOn = text(byPerson ? (resumeAsks ? 'task.resume_asks' : 'task.resume') : 'task.again')
  const stop = text(live === null ? 'task.pause' : 'task.stop')
  return (
    <button
      type="button"
      className="button"
      disabled={busy}
      onClick={() =>
        void ask<unknown>(() =>
          resumes
            ? bridge.call('task.ask-resume', { taskId })
            : bridge.call('task.pause', { taskId }),
        )
      }
    >
      {resumes ? goOn : stop}
    </button>
  )
}

function SayMore({ bridge, task, asking: { busy, ask } }: AskingProps): ReactElement {
  const id = useId()
  const [words, setWords] = useState('')
  const say = async (): Promise<void> => {
    const input = { taskId: task.taskId, text: words.trim() }
    if (await ask(() => bridge.call('task.say', input))) setWords('')
  }
  return (
    <form
      className="say"
      onSubmit={(event) => {
        event.preventDefault()
        void say()
      }}
    >
      <label className="label" htmlFor={id}>
        {text('task.say_label')}
      </label>
      <div className="say-line">
        <textarea
          id={id}
          className="field"
          rows={1}
          maxLength={20_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="button" disabled={busy || words.trim() === ''}>
          {text('task.say')}
        </button>
      </div>
    </form>
  )
}

/** At the end of everything that is exported. */
export function ExportTask({ bridge, task: { taskId } }: TaskProps): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [told, setTold] = useState<string | null>(null)
  const save = async (format: 'json' | 'md'): Promise<void> => {
    setTold(null)
    const done = await ask(() => bridge.call('task.export', { taskId, format }))
    if (done) setTold(done.words)
  }
  return (
    <div className="export-task">
      <div className="buttons">
        {(['md', 'json'] as const).map((format) => (
          <button
            key={format}
            type="button"
            className="button plain"
            disabled={busy}
            onClick={() => void save(format)}
          >
            {text(format === 'md' ? 'task.export_markdown' : 'task.export_json')}
          </button>
        ))}
      </div>
      <div role="status">{told !== null && <p className="quiet">{told}</p>}</div>
      <ProblemWords words={problem} />
    </div>
  )
}
