// How a rule stands, in words and tones.
import { text } from '../../../shared/catalogue/text.ts'
import type { RuleStanding, RuleView } from '../../../shared/rule-view.ts'
import { momentOf } from '../../parts/format.ts'
import type { Tone } from '../../parts/tag.tsx'

export const standingTone: Record<RuleStanding, Tone> = {
  active: 'accent',
  paused: 'mid',
  used_up: 'plain',
  expired: 'plain',
  task_over: 'plain',
  revoked: 'plain',
  void: 'high',
}

export const isStanding = ({ standing }: RuleView): boolean =>
  standing === 'active' || standing === 'paused'

/** How often it was used, of how many, and when it was last. */
export function usesWords({ rule }: RuleView, nowMs: number): string {
  if (rule.effect !== 'allow')
    return text('rule.until_at', { at: momentOf(rule.expiresAtMs, nowMs) })
  const { uses, maxUses, lastUsedAtMs } = rule
  const counted =
    maxUses === null
      ? text(uses === 1 ? 'rule.used_once' : 'rule.used', { uses })
      : text('rule.used_of', { uses, count: maxUses })
  if (lastUsedAtMs === null) return counted
  return `${counted} · ${text('rule.last_used', { at: momentOf(lastUsedAtMs, nowMs) })}`
}

/** When it ends, or how it ended. */
export function endWords(view: RuleView, nowMs: number): string {
  const { rule, standing } = view
  const at = momentOf(rule.endedAtMs ?? rule.expiresAtMs, nowMs)
  switch (standing) {
    case 'active':
    case 'paused':
      return text(rule.taskId === null ? 'rule.ends_at' : 'rule.ends_with_task', { at })
    case 'used_up':
      return text('rule.end_used_up')
    case 'task_over':
      return text('rule.end_task_over')
    case 'expired':
      return text('rule.end_expired', { at })
    case 'revoked':
      return text('rule.end_revoked', { at })
    case 'void':
      return text('rule.end_void', { at })
  }
}
