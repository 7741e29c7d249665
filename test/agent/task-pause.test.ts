// Proves the pause of a task: nothing of it is sent, nothing of it is lost, and it ends as the person says.
import { describe, expect, it } from 'vitest'
import { createGatewayTasks, quietEndMs } from '../../main/gateway/gateway-tasks.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { calls, codeOf, list, start, stateOf, transfer, viewOf } from './task-moves.ts'
import { createTaskWorld, scriptModel, type TaskWorld } from './task-world.ts'

/** A call of this task that its model did not ask for. */
const receiveRead = ({ world }: TaskWorld, taskId: string): ToolCall =>
  world.journey.receive({
    taskId,
    agentId: 'agent',
    connectionId: 'harbor',
    tool: 'list_accounts',
    argumentsJsonText: '{}',
    why: '',
  })

describe('a pause of a task', () => {
  it('[TSK-03] stops its model, keeps its words, sends nothing, and leaves other tasks alone', async () => {
    // Dies if: the journey does not look at the task's state, or the aborted answer is saved.
    const made = createTaskWorld()
    made.model = scriptModel(
      (_, listener) =>
        new Promise((resolve) => {
          listener?.onText('I was about to')
          listener?.signal.addEventListener('abort', () =>
            resolve({ text: 'I was about to pay.', calls: [list], done: false }),
          )
        }),
    )
    const taskId = start(made)
    await settle()
    expect(viewOf(made, taskId)).toMatchObject({ live: 'I was about to', state: 'running' })
    made.tasks.pause(taskId)
    await settle()
    expect(stateOf(made, taskId)).toBe('paused')
    expect(made.callsOf(taskId)).toEqual([])
    expect(made.world.store.tasks.listSteps(taskId).at(-1)).toMatchObject({
      kind: 'agent',
      text: 'I was about to',
      stopped: true,
    })
    const read = receiveRead(made, taskId)
    made.model = calls(list)
    const other = start(made)
    await settle()
    expect(made.world.call(read.id).state).toBe('received')
    expect(stateOf(made, other)).toBe('done')
    made.restart()
    await settle()
    expect(stateOf(made, taskId)).toBe('paused')
    expect(made.world.call(read.id).state).toBe('received')
  })

  it('[TSK-03] keeps none of our own words about a wait as the words of its model', async () => {
    // Dies if: what is shown during a wait is kept when the model is stopped.
    const made = createTaskWorld()
    made.model = scriptModel(
      (_, listener) =>
        new Promise(() => {
          listener?.onText('I was')
          listener?.onWait?.('[Going on in 7 s.]')
        }),
    )
    const taskId = start(made)
    await settle()
    expect(viewOf(made, taskId)).toMatchObject({ live: '[Going on in 7 s.]' })
    made.tasks.pause(taskId)
    expect(made.words(taskId)).toEqual([])
  })

  it('[TSK-03] of an agent that runs elsewhere ends neither by its silence nor by a restart', () => {
    // Dies if: a paused task is ended like one of which nothing is alive.
    const made = createTaskWorld()
    const { store, clock } = made.world
    const agent: Agent = { id: 'claude', name: 'Claude', kind: 'gateway', access: [] }
    store.tasks.saveAgent(agent)
    const makeId = (): string => `session-${store.tasks.list(10).length}`
    const log = (): void => undefined
    const begin = () =>
      createGatewayTasks({ store, clock, makeId, log, onChanged: () => undefined })
    const first = begin()
    const taskId = first.open(agent)
    made.tasks.pause(taskId)
    clock.advance(2 * quietEndMs)
    expect(first.open(agent)).toBe(taskId)
    first.stop()
    const next = begin()
    next.start()
    expect(next.open(agent)).toBe(taskId)
    expect(stateOf(made, taskId)).toBe('paused')
    made.tasks.resumeTask(taskId)
    next.heardOf(agent.id)
    clock.advance(2 * quietEndMs)
    expect(stateOf(made, taskId)).toBe('done')
  })

  it('[TSK-03] refuses to approve what it holds', async () => {
    const made = createTaskWorld()
    made.model = calls(transfer(1))
    const taskId = start(made)
    await settle()
    made.tasks.pause(taskId)
    const [call] = made.world.store.calls.listByTask(taskId)
    expect(codeOf(() => made.world.approve(call?.id ?? ''))).toBe('interaction/paused')
    expect(made.world.sent).toEqual([])
  })

  it('[TSK-04] ends at once where nothing would run by it, and is asked about where something would', async () => {
    // Dies if: held calls, plans or rules are not counted before a task goes on.
    const made = createTaskWorld()
    made.model = scriptModel(() => new Promise(() => undefined))
    const taskId = start(made)
    await settle()
    made.tasks.pause(taskId)
    expect(made.tasks.resumeTask(taskId)).toBe('resumed')
    expect(stateOf(made, taskId)).toBe('running')
    made.tasks.pause(taskId)
    receiveRead(made, taskId)
    await settle()
    expect(made.tasks.resumeTask(taskId)).toBe('asked')
    await settle()
    expect(stateOf(made, taskId)).toBe('paused')
    expect(made.world.sent).toEqual([])
    const [asked] = made.world.queue.listOpen()
    if (asked === undefined) throw new Error('nothing is asked')
    const { id: interactionId, digest } = asked
    made.world.queue.approve({ interactionId, surface: 'approval', digest, confirmation: null })
    await settle()
    expect(made.world.sent).toHaveLength(1)
    expect(stateOf(made, taskId)).not.toBe('paused')
  })
})
