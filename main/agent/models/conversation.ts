// Turns the rows of a task into messages as providers want them: every call has its result, and the last word is not the model's.
import type { ModelMessage, ToolResultPart } from 'ai'
import type { Plan } from '../../../shared/model/plan.ts'
import { isRecord } from './is-record.ts'
import type { ConversationEntry, ModelInput, ModelResult } from '../model.ts'
import { planToolName } from './plan-tool.ts'
import {
  newsWords,
  noResultWords,
  planEntryWords,
  planWords,
  resultLeftOut,
  resultWords,
} from './prompt-words.ts'
import { providerCallId, providerName } from './tool-names.ts'

type Part =
  | { type: 'text'; text: string }
  | { type: 'tool-call'; toolCallId: string; toolName: string; input: unknown }

interface Building {
  readonly messages: ModelMessage[]
  /** What the assistant said and called last, with the results that follow it. */
  parts: Part[]
  results: ToolResultPart[]
}

type CallEntry = Extract<ConversationEntry, { kind: 'call' }>

/**
 * `roomForResults` in characters: the newest results keep theirs, older ones are left out with a mark. What a tool
 * returned stands in results alone, never in words of ours or of the person (threat: instructions in data).
 */
export function buildMessages(input: ModelInput, roomForResults: number): ModelMessage[] {
  const results = trimResults(input, roomForResults)
  const building: Building = { messages: [], parts: [], results: [] }
  for (const entry of input.conversation) add(building, entry, results)
  flush(building)
  if (building.messages.at(-1)?.role === 'assistant') {
    building.messages.push({ role: 'user', content: newsWords(listNews(input)) })
  }
  return building.messages
}

function add(
  building: Building,
  entry: ConversationEntry,
  results: ReadonlyMap<string, string>,
): void {
  switch (entry.kind) {
    case 'person':
      flush(building)
      building.messages.push({ role: 'user', content: entry.text })
      return
    case 'agent':
      // Words that follow calls were said after their results.
      if (building.results.length > 0) flush(building)
      if (entry.text.trim() !== '') building.parts.push({ type: 'text', text: entry.text })
      return
    case 'call':
      addCall(building, buildCall(entry), results.get(entry.callId) ?? noResultWords)
      return
    case 'plan':
      addCall(building, buildPlanCall(entry.plan), describePlan(entry.plan))
  }
}

type CallPart = Extract<Part, { type: 'tool-call' }>

function addCall({ parts, results }: Building, call: CallPart, value: string): void {
  parts.push(call)
  const { toolCallId, toolName } = call
  results.push({ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value } })
}

function flush(building: Building): void {
  if (building.parts.length > 0) {
    building.messages.push({ role: 'assistant', content: building.parts })
  }
  if (building.results.length > 0) {
    building.messages.push({ role: 'tool', content: building.results })
  }
  building.parts = []
  building.results = []
}

function buildCall({ callId, connectionId, tool, argumentsJson }: CallEntry): CallPart {
  return {
    type: 'tool-call',
    toolCallId: providerCallId(callId),
    toolName: providerName(connectionId, tool),
    input: readObject(argumentsJson),
  }
}

/** Arguments that were refused as they were need not be an object, or JSON at all. */
function readObject(json: string): object {
  try {
    const value: unknown = JSON.parse(json)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function buildPlanCall({ id, calls }: Plan): CallPart {
  const laidOut = calls.map(({ connectionId, tool, argumentsJson, editedFromJson, why }) => ({
    tool: providerName(connectionId, tool),
    arguments: readObject(editedFromJson ?? argumentsJson),
    why,
  }))
  const toolCallId = providerCallId(`plan_${id}`)
  return { type: 'tool-call', toolCallId, toolName: planToolName, input: { calls: laidOut } }
}

function describePlan({ state, calls, question, reason = null }: Plan): string {
  // Nobody was asked about what is not possible as it was laid out.
  if (state === 'denied' && question === undefined && reason !== null)
    return `${planWords.impossible}\n${reason}`
  if (state === 'denied' && reason !== null) return `${planWords.denied} They said: “${reason}”`
  if (state !== 'approved') return planWords[state]
  const lines = calls.map((entry) =>
    planEntryWords(entry, providerName(entry.connectionId, entry.tool)),
  )
  return [planWords.approved, ...lines].join('\n')
}

/** The words of every result by its call, with the oldest cut first. */
function trimResults({ results }: ModelInput, room: number): Map<string, string> {
  const words = new Map<string, string>()
  let left = room
  for (const result of results.toReversed()) {
    const length = result.resultText?.length ?? 0
    left -= length
    words.set(result.callId, resultWords(left < 0 ? cut(result, length) : result))
  }
  return words
}

function cut(result: ModelResult, length: number): ModelResult {
  if (length === 0) return result
  return { ...result, resultText: resultLeftOut(length) }
}

function listNews({ newCallIds, latestCallId }: ModelInput): string[] {
  const ids = newCallIds ?? (latestCallId === null ? [] : [latestCallId])
  return ids.map(providerCallId)
}
