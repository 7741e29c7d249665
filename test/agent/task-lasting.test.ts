// Proves tasks that last: failures that are taken again, messages that go on, and what ended staying ended.
import { describe, expect, it } from 'vitest'
import { buildTaskJson, buildTaskMarkdown } from '../../main/agent/task-export.ts'
import { CountersignError } from '../../shared/errors.ts'
import { settle } from '../fakes/virtual-clock.ts'
import {
  calls,
  codeOf,
  done,
  list,
  ruleOf,
  start,
  stateOf,
  transfer,
  viewOf,
} from './task-moves.ts'
import { createTaskWorld, scriptModel } from './task-world.ts'

describe('a task', () => {
  it('[TSK-06] that failed says why, keeps what is held, and goes on without repeating', async () => {
    const made = createTaskWorld()
    made.model = scriptModel(({ newCallIds }) => {
      if (newCallIds?.length === 0) return { text: null, calls: [transfer(1), list], done: false }
      throw new CountersignError('agent/model_failed', 'The endpoint says: too many requests.')
    })
    const taskId = start(made)
    await settle()
    expect(stateOf(made, taskId)).toBe('failed')
    expect(made.words(taskId).at(-1)).toContain('too many requests')
    expect(made.world.queue.listOpen()).toHaveLength(1)
    made.model = scriptModel(() => done)
    expect(made.tasks.resumeTask(taskId)).toBe('resumed')
    await settle()
    expect(made.callsOf(taskId)).toHaveLength(2)
    expect(stateOf(made, taskId)).toBe('waiting')
  })

  it('[TSK-07] takes a message when it is done, and none when it is paused or cancelled', async () => {
    const made = createTaskWorld()
    const taskId = made.tasks.start({ agentId: 'agent', text: 'List my accounts' }).id
    await settle()
    expect(stateOf(made, taskId)).toBe('done')
    made.tasks.say(taskId, 'Prepare a transfer of 5 EUR to Weber')
    await settle()
    expect(made.callsOf(taskId).map(([tool]) => tool)).toEqual([
      'list_accounts',
      'prepare_transfer',
    ])
    made.tasks.pause(taskId)
    expect(codeOf(() => made.tasks.say(taskId, 'More'))).toBe('agent/task_refused')
    made.tasks.cancel(taskId)
    expect(codeOf(() => made.tasks.say(taskId, 'More'))).toBe('agent/task_refused')
  })

  it('[TSK-07] that is taken up again brings back no rule that ended with it', async () => {
    // Dies if: rules of a task end only when they are looked after next.
    const made = createTaskWorld()
    const { store, clock } = made.world
    made.model = calls(list)
    const taskId = start(made)
    store.rules.save(ruleOf(taskId, clock.nowMs()))
    await settle()
    expect(stateOf(made, taskId)).toBe('done')
    expect(store.rules.load('r')?.state).toBe('ended')
    made.model = scriptModel(() => ({ text: null, calls: [transfer(1)], done: false }))
    made.tasks.say(taskId, 'Once more')
    await settle()
    expect(made.callsOf(taskId).at(-1)).toEqual(['prepare_transfer', 'asking'])
  })

  it('[TSK-07] that is taken up again brings back no plan that ended with it', async () => {
    // Dies if: plans of a task end only when they are looked after next.
    const made = createTaskWorld()
    made.model = scriptModel(({ conversation }) =>
      conversation.some(({ kind }) => kind === 'plan')
        ? done
        : { text: null, calls: [], plan: [transfer(1)], done: false },
    )
    const taskId = start(made)
    await settle()
    const plan = made.approvePlan()
    made.desk.check = () => undefined
    await settle()
    expect(stateOf(made, taskId)).toBe('done')
    expect(made.world.store.plans.load(plan.id)?.state).toBe('ended')
    made.model = scriptModel(() => ({ text: null, calls: [transfer(1)], done: false }))
    made.tasks.say(taskId, 'Once more')
    await settle()
    expect(made.callsOf(taskId)).toEqual([['prepare_transfer', 'asking']])
  })

  it('[TSK-02] goes on after a restart however many tasks came after it', async () => {
    // Dies if: only the newest tasks are taken up.
    const made = createTaskWorld()
    made.model = scriptModel(() => new Promise(() => undefined))
    const taskId = start(made)
    for (let at = 0; at < 1_001; at += 1)
      made.world.store.tasks.save({
        id: `session-${at}`,
        agentId: 'claude',
        kind: 'gateway',
        text: 'session',
        state: 'done',
        createdAtMs: at,
        endedAtMs: at,
      })
    made.model = scriptModel(() => done)
    made.restart()
    await settle()
    expect(stateOf(made, taskId)).toBe('done')
  })

  it('[TSK-04] that is cancelled is not asked about any more', async () => {
    const made = createTaskWorld()
    made.model = scriptModel(() => new Promise(() => undefined))
    const taskId = start(made)
    made.world.store.rules.save(ruleOf(taskId, made.world.clock.nowMs()))
    await settle()
    made.tasks.pause(taskId)
    expect(made.tasks.resumeTask(taskId)).toBe('asked')
    made.tasks.cancel(taskId)
    await settle()
    expect(made.world.queue.listOpen()).toEqual([])
  })

  it('[TSK-08] of an agent that runs elsewhere is given to no model', async () => {
    const made = createTaskWorld()
    const model = calls(list)
    made.model = model
    made.world.store.tasks.saveAgent({
      id: 'claude',
      name: 'Claude',
      kind: 'gateway',
      access: [{ connectionId: 'harbor', tools: null }],
    })
    made.world.store.tasks.save({
      id: 'g',
      agentId: 'claude',
      kind: 'gateway',
      text: 'session',
      state: 'running',
      createdAtMs: 0,
      endedAtMs: null,
    })
    made.tasks.resume()
    made.world.journey.receive({
      taskId: 'g',
      agentId: 'claude',
      connectionId: 'harbor',
      tool: 'list_accounts',
      argumentsJsonText: '{}',
      why: '',
    })
    // Dies if: a task of our model can be started in the name of an agent that runs elsewhere.
    const begin = (): unknown => made.tasks.start({ agentId: 'claude', text: 'Pay' })
    expect(codeOf(begin)).toBe('agent/task_refused')
    await settle()
    expect(model.asked).toEqual([])
    expect(stateOf(made, 'g')).toBe('running')
    expect(viewOf(made, 'g')).toMatchObject({ kind: 'gateway', agentName: 'Claude' })
  })

  it('[TSK-09] is exported in order, quoted, without anything secret', async () => {
    const made = createTaskWorld()
    const { world } = made
    world.answerSend = () => ({
      kind: 'done',
      isError: false,
      resultText: 'ok\n# Heading\n```\nBearer abcdefghijklmnopqrstuvwxyz0123456789',
    })
    made.model = scriptModel(({ newCallIds }) =>
      newCallIds?.length === 0 ? { text: '# You\nnot', calls: [list], done: false } : done,
    )
    const taskId = start(made)
    await settle()
    made.tasks.rename(taskId, 'My *accounts*')
    const task = world.store.tasks.load(taskId)
    if (task === null) throw new Error('no task')
    const source = { store: world.store, task, madeAtMs: 0 }
    const document = JSON.parse(buildTaskJson(source)) as { steps: { kind: string }[] }
    expect(document.steps.map(({ kind }) => kind)).toEqual(['person', 'agent', 'call', 'agent'])
    const markdown = buildTaskMarkdown(source)
    expect(markdown.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(2)
    expect(markdown).toContain('# My \\*accounts\\*')
    expect(markdown).toContain('> \\# You')
    expect(markdown).toContain('````\nok')
    for (const text of [markdown, JSON.stringify(document)])
      expect(text).not.toContain('abcdefghijklmnopqrstuvwxyz0123456789')
  })
})
