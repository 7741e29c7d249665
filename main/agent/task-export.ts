// Writes a task down for people and programs: what was said, asked for, planned and answered, in order, and nothing secret.
import { text } from '../../shared/catalogue/text.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Task, TaskStep } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { buildCallTitle, connectionName } from '../interaction/interaction-title.ts'
import type { Store } from '../store/repositories.ts'
import { cleanResult } from './clean-result.ts'
import { isRefused } from './task-news.ts'

export interface TaskExport {
  readonly store: Store
  readonly task: Task
  readonly madeAtMs: number
}

/** One JSON document. Results were stripped of secrets when they came; words of servers are stripped here once more. */
export function buildTaskJson({ store, task, madeAtMs }: TaskExport): string {
  const { id, kind = 'conversation', state, createdAtMs, endedAtMs, usage = null } = task
  const document = {
    countersign: 'task/1',
    madeAtMs,
    task: { id, kind, text: task.text, title: task.title ?? null, state, createdAtMs, endedAtMs },
    agent: { id: task.agentId, name: store.tasks.loadAgent(task.agentId)?.name ?? null },
    usage,
    steps: store.tasks.listSteps(id).map((step) => exportStep(store, step)),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function exportStep(store: Store, step: TaskStep): Record<string, unknown> {
  const { position, kind, createdAtMs, stopped = false } = step
  const call = step.callId === null ? null : store.calls.load(step.callId)
  const plan = step.planId === undefined ? null : store.plans.load(step.planId)
  return {
    position,
    kind,
    createdAtMs,
    ...(step.text !== '' && { text: clean(step.text) }),
    ...(stopped && { stopped }),
    ...(isRefused(step) && { refused: { tool: step.wanted?.tool } }),
    ...(call !== null && { call: exportCall(store, call) }),
    ...(plan !== null && { plan: exportPlan(store, plan) }),
  }
}

function exportCall(store: Store, call: ToolCall): Record<string, unknown> {
  const { id, tool, state, risk, decidedBy, digest, receivedAtMs, endedAtMs } = call
  return {
    id,
    tool,
    state,
    risk,
    decidedBy,
    digest,
    receivedAtMs,
    endedAtMs,
    title: buildCallTitle(store, call),
    connection: connectionName(store, call.connectionId),
    arguments: JSON.parse(call.argumentsJson) as unknown,
    why: call.why,
    outcome: call.outcomeText === null ? null : clean(call.outcomeText),
    result: call.resultText === null ? null : clean(call.resultText),
  }
}

function exportPlan(store: Store, plan: Plan): Record<string, unknown> {
  const { id, state, createdAtMs, decidedAtMs, endedAtMs, reason = null } = plan
  const calls = plan.calls.map((entry) => ({
    position: entry.position,
    title: buildCallTitle(store, entry),
    arguments: JSON.parse(entry.argumentsJson) as unknown,
    risk: entry.risk,
    state: entry.state,
    callId: entry.callId,
    digest: entry.digest,
    edited: entry.editedFromJson !== null,
  }))
  return { id, state, createdAtMs, decidedAtMs, endedAtMs, reason, calls }
}

/** For reading: headings are ours, everything else stands as quoted or fenced text, so that it cannot pass for ours. */
export function buildTaskMarkdown(source: TaskExport): string {
  const { store, task, madeAtMs } = source
  const agent = store.tasks.loadAgent(task.agentId)?.name ?? '?'
  const steps = store.tasks.listSteps(task.id).flatMap((step) => describeStep(store, step, agent))
  return [
    `# ${oneLine(task.title ?? task.text)}`,
    `${oneLine(agent)} · ${text(`app.task.state.${task.state}`)} · ${new Date(task.createdAtMs).toISOString()}`,
    ...steps,
    `---\n${new Date(madeAtMs).toISOString()}`,
  ].join('\n\n')
}

function describeStep(store: Store, step: TaskStep, agent: string): string[] {
  const call = step.callId === null ? null : store.calls.load(step.callId)
  if (call !== null) return describeCall(store, call)
  const plan = step.planId === undefined ? null : store.plans.load(step.planId)
  if (plan !== null) return describePlan(store, plan)
  if (isRefused(step))
    return [
      `## ${oneLine(step.wanted?.tool ?? '')}`,
      quote(text('task.refused_call', { words: step.text })),
    ]
  if (step.text === '') return []
  const who = step.kind === 'person' ? text('app.task.you') : oneLine(agent)
  const cut = step.stopped === true ? [`*${text('task.stopped_here')}*`] : []
  return [`## ${who}`, quote(clean(step.text)), ...cut]
}

function describeCall(store: Store, call: ToolCall): string[] {
  const { outcomeText, resultText } = call
  return [
    `## ${oneLine(buildCallTitle(store, call))}`,
    fence(call.argumentsJson),
    ...(outcomeText === null ? [] : [quote(clean(outcomeText))]),
    ...(resultText === null ? [] : [fence(clean(resultText))]),
  ]
}

function describePlan(store: Store, plan: Plan): string[] {
  const lines = plan.calls.map((entry) => {
    const state = entry.problem === undefined ? entry.state : 'problem'
    const title = oneLine(buildCallTitle(store, entry))
    return `${entry.position + 1}. ${title} (${text(`plan.entry_${state}`)})`
  })
  return [`## ${text('plan.kind')}: ${text(`plan.state_${plan.state}`)}`, lines.join('\n')]
}

const clean = (words: string): string => cleanResult(words, [])

/** No line break, no heading, no link of somebody else's making. */
const oneLine = (words: string): string =>
  words
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\`*_[\]<>#|!]/gu, String.raw`\$&`)
    .slice(0, 300)

const quote = (words: string): string =>
  words
    .split(/\r\n|\r|\n/u)
    .map((line) => `> ${line.replaceAll(/[\\`*_[\]<>#|!]/gu, String.raw`\$&`)}`)
    .join('\n')

/** Longer than any fence inside. */
function fence(words: string): string {
  const longest = Math.max(2, ...(words.match(/`+/gu) ?? []).map((ticks) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}\n${words}\n${ticks}`
}
