// The rehearsal model: deterministic, without key or network, it turns plain sentences into calls of connected tools.
import { text } from '../../../shared/catalogue/text.ts'
import { endedCallStates } from '../../../shared/model/tool-call.ts'
import { canonicalJson } from '../../interaction/digest.ts'
import type { Model, ModelInput, ModelResult, ModelTool, NextStep, PlannedCall } from '../model.ts'
import { splitClauses } from './clauses.ts'
import { buildExample, buildExamples } from './examples.ts'
import { fillArguments } from './fill-arguments.ts'
import { matchTool, removeToolWords } from './match-tool.ts'
import { hasSpokenSince, readPlans } from './read-plans.ts'

type ClausePlan = { kind: 'call'; call: PlannedCall } | { kind: 'problem'; words: string }

const longestQuote = 1_000

/**
 * Each clause stands alone: no call waits for another. A sentence that begins with `plan:` or `plan first:` is laid out
 * as a plan first, and begun once it is approved. Same input, same answer.
 */
export function createRehearsalModel(): Model {
  return { label: 'rehearsal', nextStep: (input) => Promise.resolve(planNextStep(input)) }
}

function planNextStep(input: ModelInput): NextStep {
  const { conversation, tools } = input
  const laid = readPlans(conversation)
  if (laid.sentence !== null) return layPlan(planSentence(laid.sentence, tools), tools)
  const clauses = laid.direct.flatMap((sentence) => planSentence(sentence, tools))
  const calls = withoutStarted([...listCalls(clauses), ...laid.approved], input)
  const { decision } = laid
  const saidBefore = hasSpokenSince(conversation, 'person')
  if (decision !== null && !hasSpokenSince(conversation, 'plan'))
    return { text: decision, calls, done: calls.length === 0 }
  if (calls.length > 0 || !saidBefore) {
    const asked = planSentence(laid.direct.at(-1) ?? '', tools)
    return { text: saidBefore ? null : introduce(asked, tools), calls, done: calls.length === 0 }
  }
  return report(input)
}

const listCalls = (clauses: readonly ClausePlan[]): PlannedCall[] =>
  clauses.flatMap((plan) => (plan.kind === 'call' ? [plan.call] : []))

/** Laid out only when every clause of it is understood. */
function layPlan(clauses: readonly ClausePlan[], tools: readonly ModelTool[]): NextStep {
  const plan = listCalls(clauses)
  if (plan.length === 0 || plan.length < clauses.length)
    return { text: introduce(clauses, tools), calls: [], done: true }
  return { text: text('plan.rehearsal_intro'), calls: [], plan, done: false }
}

function planSentence(sentence: string, tools: readonly ModelTool[]): ClausePlan[] {
  const startsClause = (rest: string) => {
    const first = rest.split(/(?<!\s)\s+and\s+/i)[0] ?? rest
    return matchTool(first, tools) !== null
  }
  return splitClauses(sentence, startsClause).map((clause) => planClause(clause, tools))
}

function planClause(clause: string, tools: readonly ModelTool[]): ClausePlan {
  const match = matchTool(clause, tools)
  if (match === null) return { kind: 'problem', words: text('agent.rehearsal_unknown', { clause }) }
  const { values, missing } = fillArguments(match.tool, removeToolWords(clause, match))
  if (missing.length > 0) {
    const names = missing.map((property) => property.name).join(', ')
    const example = buildExample(match.tool)
    const words = text('agent.rehearsal_missing', { tool: match.tool.name, names, example })
    return { kind: 'problem', words }
  }
  const { connectionId, name } = match.tool
  const argumentsJson = canonicalJson(values)
  return { kind: 'call', call: { connectionId, tool: name, argumentsJson, why: clause } }
}

/** After a restart some of the plan is under way already: each call of the task takes one like it off the plan. */
function withoutStarted(
  planned: readonly PlannedCall[],
  { conversation }: ModelInput,
): PlannedCall[] {
  const keyOf = (call: { connectionId: string; tool: string; argumentsJson: string }) =>
    canonicalJson([call.connectionId, call.tool, call.argumentsJson])
  const started = conversation.flatMap((entry) => (entry.kind === 'call' ? [keyOf(entry)] : []))
  return planned.filter((call) => {
    const at = started.indexOf(keyOf(call))
    if (at >= 0) started.splice(at, 1)
    return at < 0
  })
}

function introduce(plans: readonly ClausePlan[], tools: readonly ModelTool[]): string {
  const problems = plans.flatMap((plan) => (plan.kind === 'problem' ? [plan.words] : []))
  const calls = plans.length - problems.length
  const start =
    calls === 0
      ? []
      : [calls === 1 ? text('agent.rehearsal_one') : text('agent.rehearsal_many', { calls })]
  const help = plans.length === 0 || problems.length > 0 ? [explain(tools)] : []
  return [...start, ...problems, ...help].join('\n')
}

function explain(tools: readonly ModelTool[]): string {
  if (tools.length === 0) return text('agent.rehearsal_no_tools')
  const examples = buildExamples(tools, 3).map((example) => `• ${example}`)
  return [text('agent.rehearsal_help'), ...examples].join('\n')
}

function report({ results, latestCallId, newCallIds }: ModelInput): NextStep {
  const told = newCallIds ?? [latestCallId]
  const news = results.filter((result) => told.includes(result.callId))
  const done = results.every((result) => endedCallStates.has(result.state))
  const lines = news.map(describeResult)
  if (done && (results.length > 1 || news.length === 0)) lines.push(summarise(results))
  return { text: lines.length === 0 ? null : lines.join('\n'), calls: [], done }
}

function describeResult({ title, state, outcomeText, resultText }: ModelResult): string {
  const words = text('agent.rehearsal_result', { title, outcome: outcomeText ?? '' }).trim()
  if (state !== 'done' || resultText === null || resultText === '') return words
  const quote =
    resultText.length <= longestQuote ? resultText : `${resultText.slice(0, longestQuote)}…`
  return `${words}\n${quote}`
}

function summarise(results: readonly ModelResult[]): string {
  const ran = results.filter((result) => result.state === 'done').length
  const total = results.length
  if (ran === total) return text('agent.rehearsal_all_ran', { total })
  const others = results
    .filter((result) => result.state !== 'done')
    .map(({ title, state }) => `${title} (${state})`)
    .join('; ')
  return text('agent.rehearsal_some_ran', { ran, total, others })
}
