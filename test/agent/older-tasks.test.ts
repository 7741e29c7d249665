// Proves that no task is out of reach because many came after it: older ones are listed, and any one can be opened.
import { expect, it } from 'vitest'
import {
  hasOlderTasks,
  listOlderTasks,
  loadTaskView,
  buildTaskViews,
} from '../../main/agent/task-view.ts'
import { openTestStore } from '../store/open.ts'

const count = 120

async function openMany() {
  const { store } = await openTestStore()
  store.tasks.saveAgent({ id: 'agent', name: 'Bookkeeper', kind: 'built-in' })
  store.transaction(() => {
    for (let at = 0; at < count; at += 1) {
      // Three of each moment: their order is that in which they were saved.
      const createdAtMs = Math.floor(at / 3)
      const text = `${at} ${'x'.repeat(1_000)}`
      const kept = {
        agentId: 'agent',
        text,
        state: 'done',
        createdAtMs,
        endedAtMs: createdAtMs,
      } as const
      const step = { taskId: `t${at}`, kind: 'person', text, callId: null, createdAtMs } as const
      store.tasks.save({ id: `t${at}`, ...kept })
      store.tasks.appendStep(step)
    }
  })
  return { store, inbox: { interactionOf: () => null } }
}

it('[TSK-13] lists every task once, the newest first, however the person pages', async () => {
  // Dies if: tasks of one moment are left out or repeated between two pages.
  const source = await openMany()
  const shown = buildTaskViews(source)
  expect(hasOlderTasks(source, shown)).toBe(true)
  const ids = shown.map(({ taskId }) => taskId)
  for (let more = true; more;) {
    const page = listOlderTasks(source, { beforeTaskId: ids.at(-1) ?? '', limit: 7 })
    ids.push(...page.tasks.map(({ taskId }) => taskId))
    more = page.more
  }
  expect(ids).toEqual(Array.from({ length: count }, (_, at) => `t${count - 1 - at}`))
  const [first] = listOlderTasks(source, { beforeTaskId: 't1', limit: 7 }).tasks
  expect(first).toMatchObject({ taskId: 't0', steps: [], agentName: 'Bookkeeper' })
  expect(first?.text).toHaveLength(300)
  expect(listOlderTasks(source, { beforeTaskId: 't0', limit: 7 })).toEqual({
    tasks: [],
    more: false,
  })
})

it('[TSK-13] offers none where there are none, and opens any one with its steps', async () => {
  const source = await openMany()
  const whole = loadTaskView(source, 't0')
  expect(whole?.steps).toHaveLength(1)
  expect(whole?.text).toContain('x'.repeat(1_000))
  expect(loadTaskView(source, 'nothing')).toBe(null)
  const few = await openTestStore()
  expect(hasOlderTasks({ ...source, store: few.store }, [])).toBe(false)
})
