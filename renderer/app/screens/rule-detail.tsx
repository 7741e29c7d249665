// One rule in full: its limits, what it was made from, how it was used, and what can be done with it.
import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { RuleDetail, RuleView } from '../../../shared/rule-view.ts'
import { momentOf } from '../../parts/format.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { DetailColumn, ProblemWords } from './columns.tsx'
import { Part } from './part.tsx'
import { ChangeLimits, RuleChoices } from './rule-choices.tsx'
import { endWords, isStanding, standingTone, usesWords } from './rule-state.ts'

export interface RuleProps extends ScreenProps {
  readonly view: RuleView
  readonly nowMs: number
}

export function RuleDetails(props: RuleProps): ReactElement {
  const { view, nowMs, bridge, navigate } = props
  const { rule, standing } = view
  const asking = useAsk()
  const detail = useRuleDetail(bridge, view)
  const [editing, setEditing] = useState(false)
  const choices = { ...props, detail, asking }
  return (
    <DetailColumn
      navigate={navigate}
      foot={editing ? undefined : <RuleChoices {...choices} onChange={() => setEditing(true)} />}
    >
      <h1 className="title long">
        <Untrusted value={view.title} />
      </h1>
      <p className="tag-line">
        <Tag tone={standingTone[standing]}>{text(`rule.standing_${standing}`)}</Tag>
        {rule.effect !== 'allow' && <Tag tone="high">{text(`rule.effect_${rule.effect}`)}</Tag>}
        <span className="quiet">{endWords(view, nowMs)}</span>
      </p>
      <ProblemWords words={asking.problem} />
      <Limits view={view} />
      {editing && <ChangeLimits {...choices} onBack={() => setEditing(false)} />}
      {rule.effect === 'allow' && (
        <Part heading={text('rule.how_often')}>
          <p>{usesWords(view, nowMs)}</p>
        </Part>
      )}
      {detail !== null && <Origin detail={detail} nowMs={nowMs} />}
      {detail?.definition && <Definition detail={detail} />}
    </DetailColumn>
  )
}

function Limits({ view }: { view: RuleView }): ReactElement {
  const { rule, limits } = view
  const ended = rule.effect === 'allow' && !isStanding(view)
  return (
    <Part heading={text(ended ? 'rule.limits_ended' : `rule.limits_${rule.effect}`)}>
      {limits.length === 0 && <p>{text(`rule.no_values_${rule.effect}`)}</p>}
      <ul className="rule-limits">
        {limits.map((limit) => (
          <li key={limit}>
            <Untrusted value={limit} />
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Origin({ detail, nowMs }: { detail: RuleDetail; nowMs: number }): ReactElement {
  const { madeFrom, taskText, view } = detail
  const at = momentOf(view.rule.createdAtMs, nowMs)
  return (
    <Part heading={text('rule.made')}>
      <p>
        <Untrusted
          value={
            madeFrom === null
              ? text('rule.made_at', { at })
              : text('rule.made_from', { at, title: madeFrom.title })
          }
        />
      </p>
      {taskText !== null && (
        <p className="quiet">
          <Untrusted value={text('rule.for_task', { task: taskText })} />
        </p>
      )}
    </Part>
  )
}

/** The old definition against the new one. */
function Definition({ detail }: { detail: RuleDetail }): ReactElement {
  const pieces = detail.definition ?? []
  return (
    <Part heading={text('rule.changed')}>
      <p className="quiet">{text(detail.toolIsThere ? 'rule.changed_words' : 'rule.tool_gone')}</p>
      <pre
        className="quote mono rule-diff"
        tabIndex={0}
        role="region"
        aria-label={text('rule.changed')}
      >
        {pieces.map(({ kind, text: words }, position) => {
          if (kind === 'added') return <ins key={position}>{words}</ins>
          return kind === 'removed' ? (
            <del key={position}>{words}</del>
          ) : (
            <span key={position}>{words}</span>
          )
        })}
      </pre>
    </Part>
  )
}

/** Read anew whenever the rule has changed. */
function useRuleDetail(bridge: AppBridge, { rule, standing }: RuleView): RuleDetail | null {
  const [detail, setDetail] = useState<RuleDetail | null>(null)
  const { id: ruleId, uses, createdAtMs } = rule
  useEffect(() => {
    let stale = false
    void bridge.call('rule.load', { ruleId }).then((result) => {
      if (!stale && result.ok) setDetail(result.value)
    })
    return () => {
      stale = true
    }
  }, [bridge, ruleId, uses, createdAtMs, standing])
  return detail
}
