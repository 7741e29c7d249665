// Freezes the calls of a plan as calls are frozen, so that what is shown is exactly what may run.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { mostPlanned, type PlanEntry } from '../../shared/model/plan.ts'
import type { Task } from '../../shared/model/task.ts'
import type { Store } from '../store/repositories.ts'
import { freezeCall } from './freeze-call.ts'
import type { PlannedCall } from './model.ts'

type Owner = Pick<Task, 'id' | 'agentId'>

/** One entry per call, in order. One that cannot be frozen carries its problem, and nothing of its plan may be asked. */
export function freezePlan(
  store: Store,
  task: Owner,
  { calls, nowMs }: { calls: readonly PlannedCall[]; nowMs: number },
): PlanEntry[] {
  return calls
    .slice(0, mostPlanned)
    .map((planned, position) => freezeOrRefuse(store, task, { planned, position, nowMs }))
}

interface ToFreeze {
  readonly planned: PlannedCall
  readonly position: number
  readonly nowMs: number
}

function freezeOrRefuse(store: Store, task: Owner, each: ToFreeze): PlanEntry {
  try {
    return freezeEntry(store, task, each)
  } catch (error) {
    if (!isCountersignError(error) || error.code.startsWith('store/')) throw error
    return refuse(each, error.message)
  }
}

/** Throws what `freezeCall` throws. */
export function freezeEntry(
  store: Store,
  task: Owner,
  { planned, position, nowMs }: ToFreeze,
): PlanEntry {
  const { argumentsJson: argumentsJsonText, ...wanted } = planned
  const request = { taskId: task.id, agentId: task.agentId, ...wanted, argumentsJsonText }
  const frozen = freezeCall(store, request, { id: '', nowMs, questionLifetimeMs: 0 })
  const { connectionId, tool, toolDefinitionHash, argumentsJson, digest, risk, riskReason } = frozen
  return {
    position,
    connectionId,
    tool,
    toolDefinitionHash,
    argumentsJson,
    digest,
    risk,
    riskReason,
    why: frozen.why,
    state: 'planned',
    editedFromJson: null,
    callId: null,
  }
}

/** Nothing of what it was is kept but its names: it is told back to the agent, never shown or run. */
function refuse({ planned, position }: ToFreeze, problem: string): PlanEntry {
  return {
    position,
    connectionId: planned.connectionId.slice(0, 200),
    tool: planned.tool.slice(0, 200),
    toolDefinitionHash: '',
    argumentsJson: '{}',
    digest: '',
    risk: 'high',
    riskReason: 'unknown_tool',
    why: '',
    state: 'dropped',
    editedFromJson: null,
    callId: null,
    problem,
  }
}

/** Why a plan is not even asked about, in words for its agent; null where it is. */
export function findPlanProblem(
  calls: readonly PlannedCall[],
  entries: readonly PlanEntry[],
): string | null {
  if (calls.length > mostPlanned) return text('plan.too_long', { count: mostPlanned })
  const broken = entries.flatMap(({ position, problem }) =>
    problem === undefined ? [] : [text('plan.broken_entry', { number: position + 1, problem })],
  )
  return broken.length === 0 ? null : [text('plan.broken'), ...broken].join('\n')
}
