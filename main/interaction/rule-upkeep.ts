// Ends rules whose time, task or connection is over, for good, and voids those whose tool changed since the person allowed it.
import type { Tool } from '../../shared/model/connection.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import type { Rule, RuleState } from '../../shared/model/rule.ts'
import type { Store } from '../store/repositories.ts'
import { isTaskOpen } from './allow-for.ts'
import { createExpiryTimer, earliest, type ExpiryTimer } from './expiry-timer.ts'

export interface RuleUpkeepParts {
  readonly store: Pick<Store, 'rules' | 'connections' | 'tasks' | 'activity' | 'transaction'>
  readonly clock: Clock
  readonly log: Log
  /** Heard once per changed tool, after it was saved. */
  readonly onVoided: (tool: Tool, rules: readonly Rule[]) => void
  readonly onChanged: () => void
}

export interface RuleUpkeep {
  /** Ends what is over and waits for the next end. Call at start, and when rules were made or changed. */
  check(): void
  /** The tools of this connection were read anew. */
  onToolsRead(connectionId: string): void
  stop(): void
}

/**
 * What was seen as over once is over for good, whatever the clock says later. Nothing depends on this being in time: a
 * rule that is over, or was made for another definition, allows nothing either way.
 */
export function createRuleUpkeep(parts: RuleUpkeepParts): RuleUpkeep {
  const { store, clock, log } = parts
  const timer: ExpiryTimer = createExpiryTimer(
    clock,
    () => endWhatIsOver(parts),
    (error) => log('error', 'Rules could not be ended; trying again', error),
  )
  const guarded = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      log('error', 'The rules could not be looked after; they allow nothing that is over', error)
    }
  }
  return {
    check: () =>
      guarded(() => {
        const next = endWhatIsOver(parts)
        if (next !== null) timer.note(next)
      }),
    onToolsRead: (connectionId) =>
      guarded(() => {
        const own = store.rules.listStanding().filter((rule) => rule.connectionId === connectionId)
        if (own.length > 0) voidChanged(parts, connectionId, own)
      }),
    stop: () => timer.stop(),
  }
}

/** Returns when the next one ends. */
function endWhatIsOver(parts: RuleUpkeepParts): number | null {
  const { store, clock } = parts
  const nowMs = clock.nowMs()
  const standing = store.rules.listStanding()
  const over = standing.filter((rule) => isOver(parts, rule, nowMs))
  store.transaction(() => {
    for (const rule of over) {
      closeRule(store, rule, { state: 'ended', atMs: Math.min(nowMs, rule.expiresAtMs) })
    }
  })
  if (over.length > 0) parts.onChanged()
  return earliest(standing.filter((rule) => !over.includes(rule)).map((rule) => rule.expiresAtMs))
}

function isOver({ store }: RuleUpkeepParts, rule: Rule, nowMs: number): boolean {
  if (nowMs >= rule.expiresAtMs) return true
  if (rule.taskId !== null && !isTaskOpen(store.tasks, rule.taskId)) return true
  return store.connections.load(rule.connectionId) === null
}

/** Closes a rule that stands and records why. Call inside a transaction. */
export function closeRule(
  store: Pick<Store, 'rules' | 'activity'>,
  rule: Rule,
  { state, atMs }: { state: RuleState; atMs: number },
): void {
  const endedAtMs = state === 'paused' ? null : atMs
  store.rules.save({ ...rule, state, endedAtMs })
  const { id: ruleId, effect, agentId, connectionId, tool } = rule
  const detail = { ruleId, effect, agentId, tool, state, before: rule.state }
  store.activity.append({ kind: 'rule_changed', callId: null, taskId: null, connectionId, detail })
}

/** Ends what was made for this task alone. Call inside the transaction that ends the task. */
export function endRulesOfTask(
  store: Pick<Store, 'rules' | 'activity'>,
  taskId: string,
  atMs: number,
): void {
  const own = store.rules.listStanding().filter((rule) => rule.taskId === taskId)
  for (const rule of own) closeRule(store, rule, { state: 'ended', atMs })
}

/** Only what allows is void: a server must not lift what forbids or warns by changing its tool. */
function voidChanged(
  { store, clock, onVoided, onChanged }: RuleUpkeepParts,
  connectionId: string,
  own: readonly Rule[],
): void {
  const tools = new Map(store.connections.listTools(connectionId).map((tool) => [tool.name, tool]))
  const voided = new Map<Tool, Rule[]>()
  for (const rule of own) {
    const tool = tools.get(rule.tool)
    if (tool === undefined || rule.effect !== 'allow') continue
    if (tool.definitionHash === rule.toolDefinitionHash) continue
    voided.set(tool, [...(voided.get(tool) ?? []), rule])
  }
  if (voided.size === 0) return
  store.transaction(() => {
    for (const [tool, rules] of voided) {
      store.rules.saveDefinition(tool)
      for (const rule of rules) closeRule(store, rule, { state: 'void', atMs: clock.nowMs() })
    }
  })
  onChanged()
  for (const [tool, rules] of voided) onVoided(tool, rules)
}
