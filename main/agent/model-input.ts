// Builds what a model is told of its task: states, sentences of ours and answers of tools, never an address to act at.
import { text } from '../../shared/catalogue/text.ts'
import type { TaskStep } from '../../shared/model/task.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import { buildCallTitle } from '../interaction/interaction-title.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import { cleanToolForAgents } from '../resource/clean-tool.ts'
import type { Store } from '../store/repositories.ts'
import { cleanResult } from './clean-result.ts'
import type { ConversationEntry, ModelInput } from './model.ts'
import { isRefused, modelCallId } from './task-news.ts'

type TaskStore = Pick<Store, 'calls' | 'connections' | 'plans' | 'tasks'>

/** Everything a model gets to see. An outcome may quote a server: addresses and what looks like a token are taken out. */
export function buildModelInput(
  store: Store,
  taskId: string,
  latestCallId: string | null,
): ModelInput {
  const received = store.calls.listByTask(taskId).map((call) => ({
    callId: call.id,
    state: call.state,
    title: buildCallTitle(store, call),
    ...outcomeOf(call),
  }))
  const results = [...received, ...store.tasks.listSteps(taskId).flatMap(refusalOf)]
  const conversation = listConversation(store, taskId)
  return { conversation, tools: listTools(store), results, latestCallId }
}

/** A call that could not be received as the model gave it: it is told why, as of any call that failed. */
function refusalOf(step: TaskStep): ModelInput['results'] {
  const callId = modelCallId(step)
  if (callId === null || !isRefused(step) || step.wanted === undefined) return []
  const title = makeVisibleLine(step.wanted.tool, 200)
  return [{ callId, state: 'failed', title, outcomeText: step.text, resultText: null }]
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
    if (call === undefined) return refusedEntryOf(step)
    const { id: callId, connectionId, tool } = call
    // As the agent asked for it; that the person changed it stands in its result.
    const argumentsJson = call.editedFromJson ?? call.argumentsJson
    return [{ kind: 'call', callId, connectionId, tool, argumentsJson }]
  })
}

function refusedEntryOf(step: TaskStep): ConversationEntry[] {
  const callId = modelCallId(step)
  if (callId === null || step.wanted === undefined) return []
  const { connectionId, tool, argumentsJson } = step.wanted
  return [{ kind: 'call', callId, connectionId, tool, argumentsJson: orEmpty(argumentsJson) }]
}

/** What is no JSON cannot be given back to a model as the arguments of a call. */
function orEmpty(argumentsJson: string): string {
  try {
    return typeof JSON.parse(argumentsJson) === 'object' ? argumentsJson : '{}'
  } catch {
    return '{}'
  }
}

function listTools(store: TaskStore): ModelInput['tools'] {
  return store.connections.list().flatMap(({ id, name, kind }) => {
    // Of these each is its own agent's, which runs them itself.
    if (kind === 'local') return []
    return store.connections.listTools(id).flatMap((each) => {
      const tool = cleanToolForAgents(each)
      return tool === null ? [] : [{ tool, connectionName: name }]
    })
  })
}

/** A model that is given an address can send people there, or open it itself (protocols 0.3). */
function withoutAddresses(outcome: string): string {
  return cleanResult(outcome, []).replaceAll(
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"”<>]+/giu,
    '[address]',
  )
}
