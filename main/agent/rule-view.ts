// Shows rules with the names a person knows: what each lets run, how it stands, and what changed about its tool.
import { text } from '../../shared/catalogue/text.ts'
import type { Rule } from '../../shared/model/rule.ts'
import type { RuleDetail, RuleStanding, RuleView } from '../../shared/rule-view.ts'
import { describeCondition } from '../../shared/rule-words.ts'
import { isTaskOpen } from '../interaction/allow-for.ts'
import { diffDefinitions } from '../interaction/definition-diff.ts'
import { buildCallTitle, connectionName } from '../interaction/interaction-title.ts'
import { hasUseLeft } from '../interaction/rule-match.ts'
import { makeVisible, makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'

/** How long an ended rule stays listed. */
const shownEndedMs = 7 * 24 * 60 * 60 * 1_000
const mostEndedShown = 200

/** Active and paused first, every one of them; then those that ended in the last days; newest first. Reads only. */
export function buildRuleViews(store: Store, nowMs: number): RuleView[] {
  const standing = store.rules.listStanding().toReversed()
  const known = new Set(standing.map(({ id }) => id))
  const ended = store.rules.list(known.size + mostEndedShown).filter(({ id }) => !known.has(id))
  const views = [...standing, ...ended.slice(0, mostEndedShown)].flatMap((rule): RuleView[] => {
    const view = buildRuleView(store, rule, nowMs)
    const endedAtMs = rule.endedAtMs ?? Math.min(rule.expiresAtMs, nowMs)
    return isStanding(view) || nowMs - endedAtMs <= shownEndedMs ? [view] : []
  })
  return [...views.filter(isStanding), ...views.filter((view) => !isStanding(view))]
}

const isStanding = ({ standing }: RuleView): boolean =>
  standing === 'active' || standing === 'paused'

function buildRuleView(store: Store, rule: Rule, nowMs: number): RuleView {
  const agent = store.tasks.listAgents().find(({ id }) => id === rule.agentId)?.name ?? '?'
  const names = {
    agent: makeVisibleLine(agent),
    tool: makeVisibleLine(rule.tool),
    connection: connectionName(store, rule.connectionId),
  }
  return {
    rule,
    agentName: names.agent,
    connectionName: names.connection,
    title: text(`rule.title_${rule.effect}`, names),
    limits: rule.conditions.map((condition) => makeVisible(describeCondition(condition))),
    standing: standingOf(store, rule, nowMs),
  }
}

/** As it is, not only as it was saved: what is over is shown as over before it is closed. */
function standingOf(store: Store, rule: Rule, nowMs: number): RuleStanding {
  if (rule.state === 'revoked' || rule.state === 'void') return rule.state
  if (rule.taskId !== null && !isTaskOpen(store.tasks, rule.taskId)) return 'task_over'
  if (rule.state === 'ended' || nowMs >= rule.expiresAtMs) return 'expired'
  if (!hasUseLeft(rule)) return 'used_up'
  return rule.state
}

/** Null for a rule that is not there. */
export function buildRuleDetail(store: Store, ruleId: string, nowMs: number): RuleDetail | null {
  const rule = store.rules.load(ruleId)
  if (rule === null) return null
  const call = rule.madeFromCallId === null ? null : store.calls.load(rule.madeFromCallId)
  const tools = store.connections.listTools(rule.connectionId)
  const tool = tools.find(({ name }) => name === rule.tool) ?? null
  const task = rule.taskId === null ? null : store.tasks.load(rule.taskId)
  return {
    view: buildRuleView(store, rule, nowMs),
    madeFrom:
      call === null
        ? null
        : { callId: call.id, title: buildCallTitle(store, call), atMs: rule.createdAtMs },
    taskText: task === null ? null : makeVisible(task.text),
    toolIsThere: tool !== null,
    definition:
      rule.effect !== 'allow' || tool?.definitionHash === rule.toolDefinitionHash
        ? null
        : diffDefinitions(store.rules.loadDefinition(rule.toolDefinitionHash), tool),
  }
}
