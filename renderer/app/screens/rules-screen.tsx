// Rules: what runs unasked, what is forbidden, and what has ended in the last days; each can be stopped at once.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { RuleView } from '../../../shared/rule-view.ts'
import { Tag } from '../../parts/tag.tsx'
import { Untrusted } from '../../parts/untrusted.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ScreenProps } from '../app-page.tsx'
import { DetailColumn, ListColumn, ListItem } from './columns.tsx'
import { RuleDetails } from './rule-detail.tsx'
import { isStanding, standingTone, usesWords } from './rule-state.ts'
import '../rules.css'

export function RulesScreen(props: ScreenProps): ReactElement {
  const { overview, navigation, navigate } = props
  const { rules } = overview
  const nowMs = useNow(overview.nowMs)
  const open = rules.find(({ rule }) => rule.id === navigation.ruleId)
  const standing = rules.filter(isStanding)
  const ended = rules.filter((view) => !isStanding(view))
  const list = (heading: string, views: readonly RuleView[]): ReactElement => (
    <ul aria-label={heading}>
      {views.map((view) => (
        <ListItem
          key={view.rule.id}
          selected={view.rule.id === open?.rule.id}
          onOpen={() => navigate({ type: 'rule', ruleId: view.rule.id })}
        >
          <RuleWords view={view} nowMs={nowMs} />
        </ListItem>
      ))}
    </ul>
  )
  return (
    <>
      <ListColumn title={text('rule.rules')}>
        {rules.length === 0 && <p className="list-empty">{text('rule.none')}</p>}
        {standing.length > 0 && list(text('rule.rules'), standing)}
        {ended.length > 0 && <h2 className="label list-label">{text('rule.ended')}</h2>}
        {ended.length > 0 && list(text('rule.ended'), ended)}
      </ListColumn>
      {open ? (
        <RuleDetails key={open.rule.id} {...props} view={open} nowMs={nowMs} />
      ) : (
        <DetailColumn navigate={navigate}>
          <h1 className="title">{text('rule.rules')}</h1>
          <p className="quiet">{text('rule.explain')}</p>
          <p className="quiet">{text('rule.explain_made')}</p>
        </DetailColumn>
      )}
    </>
  )
}

function RuleWords({ view, nowMs }: { view: RuleView; nowMs: number }): ReactElement {
  const { rule, standing } = view
  return (
    <>
      <span className="item-head">
        <span className="item-title">
          <Untrusted value={view.title} />
        </span>
      </span>
      <span className="item-line">{usesWords(view, nowMs)}</span>
      <span className="item-tag">
        <Tag tone={standingTone[standing]}>{text(`rule.standing_${standing}`)}</Tag>
        {rule.effect !== 'allow' && <Tag tone="high">{text(`rule.effect_${rule.effect}`)}</Tag>}
      </span>
    </>
  )
}
