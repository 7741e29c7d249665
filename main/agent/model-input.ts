// Builds what a model is told of its task: states, sentences of ours and answers of tools, never an address to act at.
import { buildCallTitle } from '../interaction/interaction-title.ts'
import type { Store } from '../store/repositories.ts'
import { cleanResult } from './clean-result.ts'
import type { ConversationEntry, ModelInput } from './model.ts'

type TaskStore = Pick<Store, 'calls' | 'connections' | 'tasks'>

/** Everything a model gets to see. An outcome may quote a server: addresses and what looks like a token are taken out. */
export function buildModelInput(
  store: Store,
  taskId: string,
  latestCallId: string | null,
): ModelInput {
  const results = store.calls.listByTask(taskId).map((call) => ({
    callId: call.id,
    state: call.state,
    title: buildCallTitle(store, call),
    outcomeText: call.outcomeText === null ? null : withoutAddresses(call.outcomeText),
    resultText: call.resultText,
  }))
  const conversation = listConversation(store, taskId)
  return { conversation, tools: listTools(store), results, latestCallId }
}

function listConversation(store: TaskStore, taskId: string): ConversationEntry[] {
  const calls = new Map(store.calls.listByTask(taskId).map((call) => [call.id, call]))
  return store.tasks.listSteps(taskId).flatMap((step): ConversationEntry[] => {
    if (step.kind !== 'call') return [{ kind: step.kind, text: step.text }]
    const call = calls.get(step.callId ?? '')
    if (call === undefined) return []
    const { id: callId, connectionId, tool, argumentsJson } = call
    return [{ kind: 'call', callId, connectionId, tool, argumentsJson }]
  })
}

function listTools(store: TaskStore): ModelInput['tools'] {
  return store.connections
    .list()
    .flatMap(({ id, name }) =>
      store.connections.listTools(id).map((tool) => ({ tool, connectionName: name })),
    )
}

/** A model that is given an address can send people there, or open it itself (protocols 0.3). */
function withoutAddresses(outcome: string): string {
  return cleanResult(outcome, []).replaceAll(
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"”<>]+/giu,
    '[address]',
  )
}
