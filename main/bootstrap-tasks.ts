// Gives the door what the person does with tasks: starting, saying more, pausing, naming and exporting them.
import { text } from '../shared/catalogue/text.ts'
import type { Input, Output } from '../shared/contract.ts'
import { CountersignError } from '../shared/errors.ts'
import { buildTaskJson, buildTaskMarkdown } from './agent/task-export.ts'
import { addTaskProgress } from './agent/call-progress-view.ts'
import { listOlderTasks, loadTaskView } from './agent/task-view.ts'
import { writeExport } from './activity/write-export.ts'
import type { ServiceParts } from './bootstrap-services.ts'
import type { TaskServices } from './ipc/task-handlers.ts'

export type TaskParts = Pick<ServiceParts, 'clock' | 'log' | 'chooseSaveFile'> & {
  readonly engine: Pick<ServiceParts['engine'], 'store' | 'tasks' | 'inbox' | 'callProgress'>
  readonly shell: Pick<ServiceParts['shell'], 'expectQuestion'>
}

export function buildTaskServices(parts: TaskParts): TaskServices['tasks'] {
  const { engine, shell } = parts
  const { store, tasks, inbox, callProgress } = engine
  const source = { store, inbox, liveWords: (taskId: string) => tasks.liveWords(taskId) }
  return {
    list: (request) => listOlderTasks(source, request),
    load: (taskId) => {
      const task = loadTaskView(source, taskId)
      return task && addTaskProgress(task, (callId) => callProgress.latest(callId))
    },
    start: (agentId, words) => tasks.start({ agentId, text: words }).id,
    say: (taskId, words) => tasks.say(taskId, words),
    cancel: (taskId) => tasks.cancel(taskId),
    pause: (taskId) => tasks.pause(taskId),
    resume: (taskId) => {
      shell.expectQuestion()
      return tasks.resumeTask(taskId)
    },
    rename: (taskId, title) => tasks.rename(taskId, title),
    export: (request) => exportTask(parts, request),
  }
}

async function exportTask(
  { engine: { store }, clock, log, chooseSaveFile }: TaskParts,
  { taskId, format }: Input<'task.export'>,
): Promise<Output<'task.export'>> {
  const task = store.tasks.load(taskId)
  if (task === null) throw new CountersignError('agent/gone', text('agent.task_gone'))
  const file = await chooseSaveFile({
    title: text('task.export_title'),
    name: `${text('task.export_name')}.${format}`,
    kind: text(`task.file_${format}`),
    extension: format,
  })
  if (file === null) return { isGood: true, words: text('record.export_cancelled') }
  const source = { store, task, madeAtMs: clock.nowMs() }
  const whole = format === 'json' ? buildTaskJson(source) : buildTaskMarkdown(source)
  try {
    await writeExport(file, [whole], () => Promise.resolve())
    return { isGood: true, words: text('task.exported') }
  } catch (error) {
    log('warn', 'A task could not be exported', error)
    return { isGood: false, words: text('task.export_failed') }
  }
}
