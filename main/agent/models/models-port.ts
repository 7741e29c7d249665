// The port of the models: which one an agent thinks with, and what the person does with them.
import type { ModelTest } from '../../../shared/contract/model-verbs.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Model } from '../model.ts'

export type ModelRequest = Pick<
  LanguageModel,
  'name' | 'provider' | 'baseUrl' | 'model' | 'price' | 'contextLength'
> & { readonly needsKey: boolean }

export interface Models {
  /** What this agent thinks with now. One whose model is gone rejects every step with words. */
  modelOf(agentId: string): Model
  /**
   * Opens the question in the approval view, where the key is typed; resolves when it is answered. Throws `ipc/bad_input`
   * before anything is asked: an address that cannot be meant, a key for plain http elsewhere, a question open already.
   */
  askAdd(request: ModelRequest): Promise<void>
  /** Asks for another key in the same way. Throws `agent/gone`. */
  askKey(modelId: string): Promise<void>
  /** Throws `agent/gone`. */
  rename(modelId: string, name: string): void
  /** Never rejects for what the model or its server does. Throws `agent/gone`. */
  test(modelId: string): Promise<ModelTest>
  /** With its key; agents that used it go back to rehearsal, and what they are about pauses until the person resumes it. */
  remove(modelId: string): void
  /** Null: rehearsal. Throws `agent/gone`, and `ipc/bad_input` for an agent that runs elsewhere. */
  choose(agentId: string, modelId: string | null): void
}
