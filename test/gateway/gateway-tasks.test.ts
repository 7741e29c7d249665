// Proves when the task of another agent ends, also where the store fails at that moment or the process is another one.
import { expect, it } from 'vitest'
import { createGatewayTasks, quietEndMs } from '../../main/gateway/gateway-tasks.ts'
import type { Agent } from '../../shared/model/agent.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'
import { createMcpWorld } from './mcp-world.ts'

const ada: Agent = { id: 'ada', name: 'ada', kind: 'gateway', access: [] }

function open() {
  const { store, clock } = createJourneyWorld()
  const logged: string[] = []
  let failing = false
  const tasks = createGatewayTasks({
    store: {
      ...store,
      tasks: {
        ...store.tasks,
        save: (task) => {
          if (failing) throw new Error('disk full')
          store.tasks.save(task)
        },
      },
    },
    clock,
    makeId: () => `task-${clock.nowMs()}`,
    log: (_level, message) => void logged.push(message),
    onChanged: () => undefined,
  })
  return { store, clock, tasks, logged, fail: (now: boolean) => (failing = now) }
}

it('[GWP-18] lives on while its agent asks by the hook alone', () => {
  const { store, clock, tasks } = open()
  const taskId = tasks.open(ada)
  clock.advance(quietEndMs - 1)
  expect(tasks.open(ada)).toBe(taskId)
  clock.advance(quietEndMs - 1)
  // Dies if: only the first call of a task counts as hearing of its agent
  expect(store.tasks.load(taskId)?.endedAtMs).toBeNull()
  clock.advance(quietEndMs)
  expect(store.tasks.load(taskId)).toMatchObject({ state: 'done' })
})

it('[GWP-18] that cannot be ended ends nothing else, and ends when the store works again', () => {
  const { store, clock, tasks, logged, fail } = open()
  const taskId = tasks.open(ada)
  fail(true)
  // Dies if: a full disk throws out of the timer, which ends the app
  clock.advance(quietEndMs)
  expect(logged.length).toBeGreaterThan(0)
  fail(false)
  // Dies if: the agent's task is forgotten before its end was saved
  clock.advance(quietEndMs)
  expect(store.tasks.load(taskId)).toMatchObject({ state: 'done' })
  const next = tasks.open(ada)
  fail(true)
  // Dies if: what fails here keeps the gateway from closing its port
  tasks.stop()
  expect(store.tasks.load(next)?.endedAtMs).toBeNull()
})

it('[GWP-18] ends after a restart also where its agent does not come again', () => {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  const argumentsJsonText = '{"amount":40,"currency":"EUR","recipient":"Ada"}'
  const asked = { agent, connectionId: 'harbor', tool: 'prepare_transfer', argumentsJsonText }
  const { id, taskId } = world.desk.ask({ ...asked, why: '' })
  world.restart()
  world.journey.journey.cancel(id)
  world.journey.clock.advance(2 * quietEndMs)
  // Dies if: a task that was taken up waits for its agent for ever, and the rules made for it with it
  expect(world.journey.store.tasks.load(taskId)).toMatchObject({ state: 'done' })
})
