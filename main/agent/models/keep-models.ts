// Keeps models and who thinks with which: each change in one transaction with its row of activity.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError } from '../../../shared/errors.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Store } from '../../store/repositories.ts'

export interface KeepParts {
  readonly store: Pick<Store, 'activity' | 'models' | 'secrets' | 'tasks' | 'transaction'>
  readonly onChanged: () => void
}

/** Name of a model's key among the named secrets. */
export const keyName = (modelId: string): string => `model-key:${modelId}`

/** Throws `agent/gone`. */
export function requireModel({ store }: KeepParts, modelId: string): LanguageModel {
  const model = store.models.load(modelId)
  if (model === null) throw new CountersignError('agent/gone', text('models.gone'))
  return model
}

export function saveModel(
  parts: KeepParts,
  model: LanguageModel,
  change: 'add' | 'key' | 'name',
): void {
  const { id, name, baseUrl } = model
  keep(parts, { model: id, name, host: new URL(baseUrl).host, change }, ({ models }) =>
    models.save(model),
  )
}

/** Runs in the transaction that takes the model away: what the agent was about must not go on with another by itself. */
export type PauseTasks = (agentId: string, why: string) => void

/** What agents of this app said and did stays; their tasks pause, and what they begin from now on is rehearsed. */
export function removeModel(
  parts: KeepParts & { readonly pauseTasks: PauseTasks },
  modelId: string,
): void {
  const { name } = requireModel(parts, modelId)
  keep(parts, { model: modelId, name, change: 'remove' }, ({ models, secrets, tasks }) => {
    for (const agent of tasks.listAgents()) {
      if (agent.modelId !== modelId) continue
      tasks.saveAgent({ ...agent, modelId: null })
      parts.pauseTasks(agent.id, text('models.removed_pause', { name }))
    }
    models.remove(modelId)
    secrets.remove(keyName(modelId))
  })
}

export function chooseModel(parts: KeepParts, agentId: string, modelId: string | null): void {
  if (modelId !== null) requireModel(parts, modelId)
  const agent = parts.store.tasks.loadAgent(agentId)
  if (agent === null) throw new CountersignError('agent/gone', text('agent.agent_gone'))
  if (agent.kind !== 'built-in') {
    throw new CountersignError('ipc/bad_input', text('models.no_agent'))
  }
  if ((agent.modelId ?? null) === modelId) return
  keep(parts, { model: modelId, agent: agentId, change: 'choose' }, ({ tasks }) =>
    tasks.saveAgent({ ...agent, modelId }),
  )
}

function keep(
  { store, onChanged }: KeepParts,
  detail: Readonly<Record<string, unknown>>,
  write: (store: KeepParts['store']) => void,
): void {
  const about = { callId: null, taskId: null, connectionId: null }
  store.transaction(() => {
    write(store)
    store.activity.append({ kind: 'settings_changed', ...about, detail })
  })
  onChanged()
}
