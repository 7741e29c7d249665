// Proves what becomes of a model's answer: kept whole through a crash, told what it got wrong, counted, and not asked for without end.
import { describe, expect, it } from 'vitest'
import type { ModelInput } from '../../main/agent/model.ts'
import { mostStepsAlone } from '../../main/agent/steps-alone.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { calls, done, list, start, stateOf, transfer } from './task-moves.ts'
import { bankCall, createTaskWorld, scriptModel } from './task-world.ts'

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
