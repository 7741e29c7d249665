// Builds what a model is told of its task: states, sentences of ours and answers of tools, never an address to act at.
import { text } from '../../shared/catalogue/text.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { buildCallTitle } from '../interaction/interaction-title.ts'
import { cleanToolForAgents } from '../resource/clean-tool.ts'
import type { Store } from '../store/repositories.ts'
import { cleanResult } from './clean-result.ts'
import type { ConversationEntry, ModelInput } from './model.ts'

type TaskStore = Pick<Store, 'calls' | 'connections' | 'plans' | 'tasks'>

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
    ...outcomeOf(call),
  }))
  const conversation = listConversation(store, taskId)
  return { conversation, tools: listTools(store), results, latestCallId }
}

/** An agent that is not told of an edit would take what ran for what it asked for. */
function outcomeOf(
  call: ToolCall,
): Pick<ModelInput['results'][number], 'outcomeText' | 'resultText'> {
  const { outcomeText, resultText, editedFromJson, argumentsJson } = call
  const words = outcomeText === null ? null : withoutAddresses(outcomeText)
  if (editedFromJson == null || !endedCallStates.has(call.state)) {
    return { outcomeText: words, resultText }
  }
  const ran = text(resultText === null ? 'edit.told_not_run' : 'edit.told', {
    arguments: argumentsJson,
  })
  return resultText === null
    ? { outcomeText: words === null ? ran : `${words} ${ran}`, resultText }
    : { outcomeText: words, resultText: `${ran}\n${resultText}` }
}

function listConversation(store: TaskStore, taskId: string): ConversationEntry[] {
  const calls = new Map(store.calls.listByTask(taskId).map((call) => [call.id, call]))
  return store.tasks.listSteps(taskId).flatMap((step): ConversationEntry[] => {
    if (step.kind === 'plan') {
      const plan = step.planId === undefined ? null : store.plans.load(step.planId)
      return plan === null ? [] : [{ kind: 'plan', plan }]
    }
    if (step.kind !== 'call') return [{ kind: step.kind, text: step.text }]
    const call = calls.get(step.callId ?? '')
    if (call === undefined) return []
    const { id: callId, connectionId, tool, argumentsJson } = call
    return [{ kind: 'call', callId, connectionId, tool, argumentsJson }]
  })
}

function listTools(store: TaskStore): ModelInput['tools'] {
  return store.connections.list().flatMap(({ id, name }) =>
    store.connections.listTools(id).flatMap((each) => {
      const tool = cleanToolForAgents(each)
      return tool === null ? [] : [{ tool, connectionName: name }]
    }),
  )
}

/** A model that is given an address can send people there, or open it itself (protocols 0.3). */
function withoutAddresses(outcome: string): string {
  return cleanResult(outcome, []).replaceAll(
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"”<>]+/giu,
    '[address]',
  )
}
