// Answers the verbs of language models.
import type { Input, Output } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

export interface ModelServices {
  readonly models: {
    /** Only asks: the approval view takes the key. */
    askAdd(request: Input<'model.ask-add'>): void
    askKey(modelId: string): void
    rename(modelId: string, name: string): void
    test(modelId: string): Promise<Output<'model.test'>>
    remove(modelId: string): void
    choose(agentId: string, modelId: string | null): void
  }
}

type ModelVerb =
  | 'model.ask-add'
  | 'model.ask-key'
  | 'model.rename'
  | 'model.test'
  | 'model.remove'
  | 'model.choose'

const done = { done: true } as const

export function modelHandlers(services: () => Promise<ModelServices>): Pick<Handlers, ModelVerb> {
  const act =
    <Request>(run: (models: ModelServices['models'], request: Request) => void) =>
    async (request: Request): Promise<typeof done> => {
      run((await services()).models, request)
      return done
    }
  return {
    'model.ask-add': act((models, request) => models.askAdd(request)),
    'model.ask-key': act((models, { modelId }) => models.askKey(modelId)),
    'model.rename': act((models, { modelId, name }) => models.rename(modelId, name)),
    'model.test': async ({ modelId }) => (await services()).models.test(modelId),
    'model.remove': act((models, { modelId }) => models.remove(modelId)),
    'model.choose': act((models, { agentId, modelId }) => models.choose(agentId, modelId)),
  }
}
