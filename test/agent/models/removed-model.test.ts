// Proves that no task goes on with another model by itself because the one it thought with was removed.
import { expect, it } from 'vitest'
import { removeModel } from '../../../main/agent/models/keep-models.ts'
import { settle } from '../../fakes/virtual-clock.ts'
import { createTaskWorld, scriptModel, type TaskWorld } from '../task-world.ts'
import { calls, done, start, stateOf, transfer } from '../task-moves.ts'
import { languageModel } from './model-world.ts'

/** Two tasks of an agent with a model: one waits for the person, its model is in the middle of a sentence in the other. */
async function startBoth(): Promise<{ made: TaskWorld; held: string; speaking: string }> {
  const made = createTaskWorld()
  const { store } = made.world
  store.models.save(languageModel)
  store.tasks.saveAgent({ id: 'agent', name: 'B', kind: 'built-in', modelId: languageModel.id })
  store.tasks.saveAgent({ id: 'other', name: 'O', kind: 'built-in' })
  made.model = calls(transfer(1))
  const held = start(made)
  await settle()
  made.model = scriptModel(
    (_, listener) =>
      new Promise((resolve) => {
        listener?.onText('I was about to pay')
        listener?.signal.addEventListener('abort', () => resolve(done))
      }),
  )
  const speaking = start(made)
  made.tasks.start({ agentId: 'other', text: 'Another' })
  await settle()
  return { made, held, speaking }
}

function remove({ world, tasks }: TaskWorld): void {
  const pauseTasks = (agentId: string, why: string): void => tasks.pauseTasksOf(agentId, why)
  removeModel({ store: world.store, onChanged: () => undefined, pauseTasks }, languageModel.id)
}

// Dies if: the agent is handed to the rehearsal model and its tasks are left running.
it('[MDL-19] pauses what thinks with it, says so there, and leaves the rest alone', async () => {
  const { made, held, speaking } = await startBoth()
  const model = scriptModel(() => done)
  made.model = model
  remove(made)
  expect([held, speaking].map((id) => stateOf(made, id))).toEqual(['paused', 'paused'])
  for (const id of [held, speaking]) {
    expect(made.words(id).at(-1)).toContain('the model House model was removed')
  }
  expect(made.words(speaking)).toContain('I was about to pay')
  const other = made.world.store.tasks.list(10).find(({ agentId }) => agentId === 'other')
  expect(other?.state).toBe('running')
  made.restart()
  await settle()
  expect([held, speaking].map((id) => stateOf(made, id))).toEqual(['paused', 'paused'])
  expect(model.asked.filter(({ conversation }) => conversation.length > 1)).toEqual([])
})

it('[MDL-19] goes on as the person says, with what the agent thinks with then', async () => {
  const { made, speaking } = await startBoth()
  remove(made)
  made.model = scriptModel(() => done)
  expect(made.tasks.resumeTask(speaking)).toBe('resumed')
  await settle()
  expect(stateOf(made, speaking)).toBe('done')
})

// Dies if: the tasks are paused outside the transaction that removes the model.
it('[MDL-19] pauses nothing where the model could not be removed', async () => {
  const { made, held } = await startBoth()
  const { store } = made.world
  store.models.remove = () => {
    throw new Error('the disk is full')
  }
  expect(() => remove(made)).toThrow('the disk is full')
  expect(stateOf(made, held)).toBe('waiting')
  expect(store.tasks.loadAgent('agent')?.modelId).toBe(languageModel.id)
})
