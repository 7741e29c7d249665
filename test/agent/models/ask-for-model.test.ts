// Proves that a key that could not be kept is told where it was typed, and that nothing of a removed model stays.
import { expect, it } from 'vitest'
import { askForModel } from '../../../main/agent/models/ask-for-model.ts'
import { keyName } from '../../../main/agent/models/keep-models.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { ElicitationAnswer, ElicitationView } from '../../../shared/model/elicitation.ts'
import type { Secret } from '../../../shared/model/secret.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { createVirtualClock } from '../../fakes/virtual-clock.ts'
import { languageModel } from './model-world.ts'

const key = 'sk-0123456789'
const typed: ElicitationAnswer = { action: 'accept', content: { key } }

function createAsking(answers: readonly (() => ElicitationAnswer)[]) {
  const store = createMemoryStore()
  const shown: ElicitationView[] = []
  const left = [...answers]
  const queue = {
    listOpen: () => [],
    askElicitation: ({ view }: { view: ElicitationView }) => {
      shown.push(view)
      return Promise.resolve(left.shift()?.() ?? ({ action: 'cancel' } as const))
    },
  }
  const parts = { store, queue, clock: createVirtualClock(), onChanged: () => undefined }
  return { store, shown, parts }
}
const model = { ...languageModel, hasKey: true }

// Dies if: a failed save ends the question.
it('[MDL-15] says where it was typed that a key could not be kept, and asks again', async () => {
  const { store, shown, parts } = createAsking([() => typed, () => typed])
  const save = store.secrets.save.bind(store.secrets)
  let full = true
  const secrets = {
    ...store.secrets,
    save: (name: string, value: Secret) => {
      if (!full) return save(name, value)
      full = false
      return Promise.reject(new CountersignError('store/full', 'The disk is full.'))
    },
    load: (name: string) => store.secrets.load(name),
    remove: (name: string) => store.secrets.remove(name),
  }
  await askForModel({ ...parts, store: { ...store, secrets } }, model, 'add')
  expect(shown.map(({ problem }) => problem)).toEqual([null, 'The disk is full.'])
  expect(JSON.stringify(shown)).not.toContain(key)
  expect(store.models.list()).toEqual([model])
  expect((await store.secrets.load(keyName(model.id)))?.reveal()).toBe(key)
})

it('[MDL-15] keeps no key of a model that was removed while it was asked for', async () => {
  const { store, parts } = createAsking([
    () => {
      store.models.remove(model.id)
      return typed
    },
  ])
  store.models.save(model)
  await askForModel(parts, model, 'key')
  expect(store.models.list()).toEqual([])
  expect(await store.secrets.load(keyName(model.id))).toBeNull()
})
