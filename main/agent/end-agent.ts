// Ends what an agent began, when it was revoked or may no longer use a tool: calls, rules, plans and tasks.
import { text } from '../../shared/catalogue/text.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { InteractionQueue } from '../interaction/queue.ts'
import { closeRule } from '../interaction/rule-upkeep.ts'
import type { Store } from '../store/repositories.ts'
import { allowsTool } from './agent-access.ts'
import type { Journey } from './journey-port.ts'

export interface AgentEndParts {
  readonly store: Store
  readonly journey: Pick<Journey, 'cancel'>
  readonly queue: Pick<InteractionQueue, 'withdrawForAgent'>
}

const mostTasks = 100_000

/** Everything of a revoked agent. Runs in the caller's transaction; a call on the wire still gets its answer. */
export function endAllOf(parts: AgentEndParts, agent: Agent, atMs: number): void {
  const { store, journey } = parts
  for (const call of store.calls.listAlive()) {
    if (call.agentId === agent.id) journey.cancel(call.id, text('agents.end_revoked'))
  }
  for (const rule of store.rules.listStanding()) {
    if (rule.agentId === agent.id) closeRule(store, rule, { state: 'revoked', atMs })
  }
  for (const plan of store.plans.listStanding()) {
    if (plan.agentId === agent.id) store.plans.save({ ...plan, state: 'ended', endedAtMs: atMs })
  }
  for (const task of store.tasks.list(mostTasks)) {
    const isOpen = task.agentId === agent.id && task.endedAtMs === null
    if (isOpen) store.tasks.save({ ...task, state: 'cancelled', endedAtMs: atMs })
  }
}

/**
 * What waits though its tool was taken from the agent, and what rules allowed for it: given back, it is asked about
 * again. Runs in the caller's transaction.
 */
export function endBeyondAccess(parts: AgentEndParts, agent: Agent, atMs: number): void {
  const { store, journey } = parts
  for (const call of store.calls.listAlive()) {
    const isBeyond = call.agentId === agent.id && !allowsTool(agent, call)
    if (isBeyond) journey.cancel(call.id, text('agents.end_limited'))
  }
  for (const rule of store.rules.listStanding()) {
    const isBeyond =
      rule.agentId === agent.id && rule.effect === 'allow' && !allowsTool(agent, rule)
    if (isBeyond) closeRule(store, rule, { state: 'revoked', atMs })
  }
}
