// Proves tasks that last: answers kept whole, pauses that hold, failures that are taken again, and messages that go on.
import { describe, expect, it } from 'vitest'
import type { ModelInput, NextStep } from '../../main/agent/model.ts'
import { buildTaskJson, buildTaskMarkdown } from '../../main/agent/task-export.ts'
import { buildTaskViews } from '../../main/agent/task-view.ts'
import { mostStepsAlone } from '../../main/agent/steps-alone.ts'
import { createGatewayTasks, quietEndMs } from '../../main/gateway/gateway-tasks.ts'
import { CountersignError, isCountersignError } from '../../shared/errors.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { bankTools } from './journey-world.ts'
import { bankCall, createTaskWorld, scriptModel, type TaskWorld } from './task-world.ts'

const done: NextStep = { text: 'Done.', calls: [], done: true }
const list = bankCall('list_accounts', {})
const transfer = (amount: number): NextStep['calls'][number] =>
  bankCall('prepare_transfer', { amount, currency: 'EUR', recipient: 'Nordlicht' })
const start = (made: TaskWorld): string => made.tasks.start({ agentId: 'agent', text: 'Do it' }).id
const stateOf = ({ world }: TaskWorld, taskId: string) => world.store.tasks.load(taskId)?.state

/** Answers a person's words with these calls, and everything after with an end. */
const calls = (...wanted: NextStep['calls'][number][]) =>
  scriptModel(({ newCallIds }) =>
    newCallIds?.length === 0 ? { text: 'Going.', calls: wanted, done: false } : done,
  )

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'none'
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
}

describe('a model’s answer', () => {
  it('[TSK-01] [TSK-02] with several calls survives the end of the process at every write', async () => {
    // Dies if: the calls are received before the whole answer is saved, or a received one is not marked in its row.
    for (let writes = 1; writes < 60; writes += 1) {
      const made = createTaskWorld()
      made.model = calls(transfer(1), list, transfer(2))
      let left = writes
      made.world.store.beforeWrite = () => {
        left -= 1
        if (left < 0) throw new Error('the process is gone')
      }
      let taskId = ''
      try {
        taskId = start(made)
      } catch {
        continue
      }
      await settle()
      made.world.store.beforeWrite = () => undefined
      made.restart()
      await settle()
      const tools = made.callsOf(taskId).map(([tool]) => tool)
      expect(tools, `after ${writes} writes`).toEqual([
        'prepare_transfer',
        'list_accounts',
        'prepare_transfer',
      ])
      const said = made.words(taskId).filter((words) => words === 'Going.')
      expect(said, `after ${writes} writes`).toHaveLength(1)
    }
  })

  it('[TSK-02] is not asked for again by a restart while nothing has happened', async () => {
    const made = createTaskWorld()
    const model = calls(transfer(1))
    made.model = model
    start(made)
    await settle()
    expect(model.asked).toHaveLength(1)
    made.restart()
    await settle()
    expect(model.asked).toHaveLength(1)
  })

  it('[TSK-05] that names no tool or does not parse is told to it, and the task goes on', async () => {
    const made = createTaskWorld()
    const told: ModelInput[] = []
    made.model = scriptModel((input) => {
      told.push(input)
      if (told.length > 1) return done
      const broken = { ...list, argumentsJson: '{"a":1,"a":2}' }
      return { text: null, calls: [bankCall('fly', {}), broken, list], done: false }
    })
    const taskId = start(made)
    await settle()
    expect(stateOf(made, taskId)).toBe('done')
    const refused = told[1]?.results.filter(({ state }) => state === 'failed')
    expect(refused).toHaveLength(2)
    expect(refused?.every(({ outcomeText }) => (outcomeText ?? '') !== '')).toBe(true)
  })

  it('[TSK-10] adds up what it used, with the cost where a price is known', async () => {
    const made = createTaskWorld()
    const { store } = made.world
    store.models.save({
      id: 'm',
      name: 'M',
      provider: 'anthropic',
      baseUrl: 'https://m.example',
      model: 'm',
      hasKey: true,
      price: { input: 3, output: 15 },
      contextLength: null,
      addedAtMs: 0,
    })
    store.tasks.saveAgent({ id: 'agent', name: 'B', kind: 'built-in', modelId: 'm' })
    made.model = scriptModel(({ newCallIds }) => ({
      ...(newCallIds?.length === 0 ? { ...done, calls: [list], done: false } : done),
      usage: { inputTokens: 1_000, outputTokens: 100 },
    }))
    const taskId = start(made)
    await settle()
    const usage = { inputTokens: 2_000, outputTokens: 200, costMicros: 9_000 }
    expect(store.tasks.load(taskId)?.usage).toEqual(usage)
  })

  it('[TSK-11] is not asked for without end', async () => {
    const made = createTaskWorld()
    const model = scriptModel(() => ({ text: null, calls: [bankCall('fly', {})], done: false }))
    made.model = model
    const taskId = start(made)
    await made.tasks.whenIdle()
    expect(model.asked).toHaveLength(mostStepsAlone)
    expect(stateOf(made, taskId)).toBe('failed')
  })
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
    const read = made.world.journey.receive({
      taskId,
      agentId: 'agent',
      connectionId: 'harbor',
      tool: 'list_accounts',
      argumentsJsonText: '{}',
      why: '',
    })
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
    made.world.journey.receive({
      taskId,
      agentId: 'agent',
      connectionId: 'harbor',
      tool: 'list_accounts',
      argumentsJsonText: '{}',
      why: '',
    })
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

/** Lets any transfer of this task run unasked. */
function ruleOf(taskId: string, nowMs: number): Rule {
  return {
    id: 'r',
    effect: 'allow',
    state: 'active',
    agentId: 'agent',
    connectionId: 'harbor',
    tool: 'prepare_transfer',
    toolDefinitionHash: bankTools[1]?.definitionHash ?? '',
    taskId,
    conditions: ['amount', 'currency', 'recipient'].map((name) => ({
      kind: 'any',
      pointer: `/${name}`,
    })),
    expiresAtMs: nowMs + 3_600_000,
    maxUses: null,
    uses: 0,
    lastUsedAtMs: null,
    madeFromCallId: null,
    createdAtMs: nowMs,
    endedAtMs: null,
  }
}

function viewOf({ world, tasks }: TaskWorld, taskId: string) {
  const inbox = { interactionOf: () => null }
  const views = buildTaskViews({
    store: world.store,
    inbox,
    liveWords: (id) => tasks.liveWords(id),
  })
  return views.find((view) => view.taskId === taskId)
}
