// Wires what agents think with: the rehearsal model, and the models that the person added, each with its own guarded fetch.
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { LanguageModel } from '../shared/model/language-model.ts'
import type { Log } from '../shared/model/ports.ts'
import type { Secret } from '../shared/model/secret.ts'
import type { Model } from './agent/model.ts'
import { askForModel } from './agent/models/ask-for-model.ts'
import { createAskedModel, type AskedModelParts } from './agent/models/asked-model.ts'
import {
  chooseModel,
  keyName,
  removeModel,
  requireModel,
  saveModel,
  type KeepParts,
  type PauseTasks,
} from './agent/models/keep-models.ts'
import { createModelFetch } from './agent/models/model-fetch.ts'
import { mayCarryKey, ownHostOf, readModelUrl } from './agent/models/model-url.ts'
import type { ModelRequest, Models } from './agent/models/models-port.ts'
import { createProviderModel } from './agent/models/provider.ts'
import type { CheckArguments } from './agent/models/read-calls.ts'
import { testModel } from './agent/models/test-model.ts'
import { createRehearsalModel } from './agent/rehearsal/rehearsal-model.ts'
import type { World } from './engine.ts'
import { createGuardedFetch, type GuardedFetch } from './http/guarded-fetch.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { makeVisibleLine } from './interaction/visible.ts'
import { createSchemaChecker } from './interaction/schema-checker.ts'
import type { ModelServices } from './ipc/model-handlers.ts'
import type { Store } from './store/repositories.ts'

export interface ModelsWiring {
  readonly store: Store
  readonly queue: Pick<InteractionQueue, 'askElicitation' | 'listOpen'>
  readonly pauseTasks: PauseTasks
}

const mostModels = 50
/** One answer, however slowly a computer of one's own thinks. */
const longestAnswerMs = 15 * 60_000
const longestTestMs = 2 * 60_000
const maximumAnswerBytes = 16 * 1024 * 1024
/** A local server says nothing while it loads a model, and while it reads a long prompt. */
const network = { headersTimeoutMs: 5 * 60_000, streamIdleMs: 3 * 60_000 }

export function createModels(world: World, { store, queue, pauseTasks }: ModelsWiring): Models {
  // The library would write its remarks on our requests to the console.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })
  const { clock, makeId, onChanged } = world
  const rehearsal = createRehearsalModel()
  const keeping: KeepParts = { store, onChanged }
  const open = createOpener(world, store)
  const asking = { ...keeping, queue, clock }
  return {
    modelOf: (agentId) => {
      const modelId = store.tasks.loadAgent(agentId)?.modelId ?? null
      if (modelId === null) return rehearsal
      const about = store.models.load(modelId)
      return about === null ? removed : createAskedModel(open(about))
    },
    askAdd: (request) => {
      if (store.models.list().length >= mostModels) {
        throw new CountersignError('ipc/bad_input', text('models.many', { most: mostModels }))
      }
      const model = buildModel(request, { id: makeId(), addedAtMs: clock.nowMs() })
      return askForModel(asking, model, 'add')
    },
    askKey: (modelId) => {
      const model = requireModel(keeping, modelId)
      requireKeyable(model)
      return askForModel(asking, { ...model, hasKey: true }, 'key')
    },
    rename: (modelId, name) =>
      saveModel(
        keeping,
        { ...requireModel(keeping, modelId), name: makeVisibleLine(name) },
        'name',
      ),
    test: (modelId) =>
      testModel({ ...open(requireModel(keeping, modelId)), longestMs: longestTestMs }),
    remove: (modelId) => removeModel({ ...keeping, pauseTasks }, modelId),
    choose: (agentId, modelId) => chooseModel(keeping, agentId, modelId),
  }
}

function buildModel(
  { needsKey, baseUrl, ...request }: ModelRequest,
  made: Pick<LanguageModel, 'id' | 'addedAtMs'>,
): LanguageModel {
  const name = makeVisibleLine(request.name)
  const model = { ...request, ...made, name, baseUrl: readModelUrl(baseUrl), hasKey: needsKey }
  if (needsKey) requireKeyable(model)
  return model
}

function requireKeyable({ baseUrl }: LanguageModel): void {
  if (mayCarryKey(baseUrl)) return
  throw new CountersignError('ipc/bad_input', text('models.key_on_plain'))
}

const removed: Model = {
  label: '?',
  nextStep: () =>
    Promise.reject(new CountersignError('agent/model_failed', text('models.failed_removed'))),
}

type Opened = Omit<AskedModelParts, 'clock'> & Pick<World, 'clock'>

/** Connections to a server are kept from one step to the next. */
function createOpener(world: World, store: Store): (about: LanguageModel) => Opened {
  const { clock, schemaWorker } = world
  const fetches = new Map<string, GuardedFetch>()
  const check: CheckArguments = createSchemaChecker(schemaWorker)
  return (about) => {
    const fetch =
      fetches.get(about.baseUrl) ??
      createGuardedFetch({ clock, ...network, ownHost: ownHostOf(about) })
    fetches.set(about.baseUrl, fetch)
    const connect = (key: Secret | null): ReturnType<AskedModelParts['connect']> => {
      const { provider } = about
      const guarded = { fetch, provider, key, maximumBytes: maximumAnswerBytes }
      return createProviderModel(about, createModelFetch(guarded))
    }
    const loadKey = (): Promise<Secret | null> => store.secrets.load(keyName(about.id))
    return { about, loadKey, connect, clock, check, longestMs: longestAnswerMs }
  }
}

export interface ModelServiceParts {
  readonly engine: { readonly models: Models }
  readonly shell: { expectQuestion(): void }
  readonly log: Log
}

/** What the app page may ask of the models. */
export function buildModelServices({ engine, shell, log }: ModelServiceParts): ModelServices {
  const { models } = engine
  const follow = (asking: Promise<void>): void => {
    shell.expectQuestion()
    asking.catch((error: unknown) => log('error', 'A model could not be kept', { error }))
  }
  return {
    models: {
      askAdd: (request) => follow(models.askAdd(request)),
      askKey: (modelId) => follow(models.askKey(modelId)),
      rename: (modelId, name) => models.rename(modelId, name),
      test: (modelId) => models.test(modelId),
      remove: (modelId) => models.remove(modelId),
      choose: (agentId, modelId) => models.choose(agentId, modelId),
    },
  }
}
