// A rule that is asked for, in full: what would run unasked from then on, and what was allowed before.
import type { ReactElement } from 'react'
import type { Widening } from '../../shared/model/interaction.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { describeCondition } from '../../shared/rule-words.ts'
import { text } from '../../shared/catalogue/text.ts'
import { momentOf } from '../parts/format.ts'
import { Untrusted } from '../parts/untrusted.tsx'

type RuleWidening = Extract<Widening, { what: 'rule' }>

/** Limits, end and count of a rule, a line each; holds untrusted text. */
function listRuleLines(rule: Rule, nowMs: number): string[] {
  const lines = rule.conditions.map(describeCondition)
  if (rule.conditions.length === 0) lines.push(text(`rule.no_values_${rule.effect}`))
  const at = momentOf(rule.expiresAtMs, nowMs)
  lines.push(text(rule.taskId === null ? 'rule.ends_at' : 'rule.ends_with_task', { at }))
  if (rule.effect !== 'allow') return lines
  const left = rule.maxUses === null ? null : rule.maxUses - rule.uses
  lines.push(left === null ? text('rule.any_uses') : text('rule.uses_left', { count: left }))
  return lines
}

export function RuleFacts({
  widening,
  nowMs,
}: {
  widening: RuleWidening
  nowMs: number
}): ReactElement {
  const { rule, before } = widening
  const lifts = rule.effect !== 'allow'
  // What is taken up again starts its count anew, unless only a pause ends.
  const resumed = before?.createdAtMs === rule.createdAtMs
  const counted = resumed ? { ...rule, uses: before.uses } : rule
  return (
    <>
      {!lifts && (
        <RuleLines
          heading={text('rule.would_run')}
          lines={listRuleLines(counted, nowMs)}
          before={before === null ? [] : listRuleLines(before, nowMs)}
        />
      )}
      {before !== null && (
        <RuleLines
          heading={text(lifts ? 'rule.would_end' : `rule.before_${before.state}`)}
          lines={listRuleLines(before, nowMs)}
        />
      )}
      {!lifts && before !== null && before.toolDefinitionHash !== rule.toolDefinitionHash && (
        <p className="problem caution">{text('rule.tool_changed')}</p>
      )}
    </>
  )
}

/** What differs from `before` is set off. */
function RuleLines(props: {
  heading: string
  lines: readonly string[]
  before?: readonly string[]
}): ReactElement {
  const { heading, lines, before = [] } = props
  const isNew = (line: string): boolean => before.length > 0 && !before.includes(line)
  return (
    <section>
      <h2 className="label">{heading}</h2>
      <ul className="facts">
        {lines.map((line) => (
          <li key={line}>
            {isNew(line) ? (
              <>
                <strong className="strong">
                  <Untrusted value={line} />
                </strong>{' '}
                <span className="changed-mark">{text('rule.line_changed')}</span>
              </>
            ) : (
              <Untrusted value={line} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
