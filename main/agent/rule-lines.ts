// What the record says about rules, in our words: which one allowed or forbade a call, and what was made or changed.
import { localeOf } from '../../shared/catalogue/language.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'
import { ruleSchema, ruleStateSchema, type Rule } from '../../shared/model/rule.ts'
import { describeCondition } from '../../shared/rule-words.ts'
import { makeVisibleLine } from '../interaction/visible.ts'
import type { Store } from '../store/repositories.ts'

type Detail = Readonly<Record<string, unknown>>

const longestLine = 300

function dayOf(atMs: number): string {
  const format = new Intl.DateTimeFormat(localeOf[currentLanguage()], {
    day: 'numeric',
    month: 'short',
  })
  return format.format(atMs)
}

function limitsOf({ conditions }: Rule): string {
  return makeVisibleLine(conditions.map(describeCondition).join('; '), longestLine)
}

/** Which rule decided, by its day and its limits; null where none did, or it is not there any more. */
export function describeDecidingRule(store: Store, { ruleId }: Detail): string | null {
  const rule = typeof ruleId === 'string' ? store.rules.load(ruleId) : null
  if (rule === null) return null
  const day = dayOf(rule.createdAtMs)
  const limits = limitsOf(rule)
  if (limits === '') return text('rule.line_of', { day })
  return text('rule.line_of_with', { day, limits })
}

/** Why a call that ran unasked is asked about after all; null for one that was asked about at once. */
export function describeAskedAgain({ allowedBefore }: Detail): string | null {
  return allowedBefore === 'rule' || allowedBefore === 'policy' || allowedBefore === 'plan'
    ? text('rule.line_taken_back')
    : null
}

/** What was made or changed: the rule as it was recorded, whatever became of it since. */
export function describeRuleRow(store: Store, detail: Detail): string | null {
  const made = ruleSchema.safeParse(detail['rule'])
  const ruleId = detail['ruleId']
  const rule = made.data ?? (typeof ruleId === 'string' ? store.rules.load(ruleId) : null)
  if (rule === null) return null
  const agent = store.tasks.listAgents().find(({ id }) => id === rule.agentId)?.name ?? '?'
  const connection = store.connections.load(rule.connectionId)?.name ?? '?'
  const names = { agent, tool: rule.tool, connection }
  const title = makeVisibleLine(text(`rule.title_${rule.effect}`, names), longestLine)
  const state = ruleStateSchema.safeParse(detail['state'])
  return state.success ? `${title}. ${text(`rule.line_${state.data}`)}` : title
}
