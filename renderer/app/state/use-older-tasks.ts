// Holds the tasks that the snapshot has no room for: those the person scrolled to, and the one they opened.
import { useCallback, useState } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { Overview, TaskView } from '../../../shared/overview.ts'
import { useFresh } from './use-fresh.ts'

export interface OlderTasks {
  readonly tasks: readonly TaskView[]
  readonly more: boolean
  readonly busy: boolean
  readonly problem: string | null
  readonly loadOlder: () => void
}

const pageSize = 50
/** As many as main gives at once. */
const mostOlder = 5_000

export function useOlderTasks(bridge: AppBridge, overview: Overview): OlderTasks {
  const [limit, setLimit] = useState(0)
  const before = overview.tasks.at(-1)?.taskId ?? null
  const key = limit === 0 || before === null ? null : `${limit} ${before}`
  const request = useCallback(
    () => bridge.call('task.list', { beforeTaskId: before ?? '', limit }),
    [bridge, before, limit],
  )
  const { answer, problem } = useFresh(overview, key, request)
  const isHere = answer !== null && limit > 0
  return {
    tasks: isHere ? answer.value.tasks : [],
    more: limit < mostOlder && (isHere ? answer.value.more : overview.olderTasks === true),
    // Asked again because a new task came is nothing that the person waits for.
    busy: key !== null && problem === null && answer?.key.startsWith(`${limit} `) !== true,
    problem,
    loadOlder: () => setLimit(limit + pageSize),
  }
}

/** The task of this id, however many came after it; null while it is not here. */
export function useTask(
  bridge: AppBridge,
  overview: Overview,
  taskId: string | null,
): { task: TaskView | null; problem: string | null } {
  const shown = overview.tasks.find((task) => task.taskId === taskId) ?? null
  const key = shown === null ? taskId : null
  const request = useCallback(() => bridge.call('task.load', { taskId: key ?? '' }), [bridge, key])
  const { answer, problem } = useFresh(overview, key, request)
  if (key === null) return { task: shown, problem: null }
  const found = answer?.key === key ? answer.value : null
  const isGone = found !== null && found.task === null
  return { task: found?.task ?? null, problem: isGone ? text('agent.task_gone') : problem }
}
