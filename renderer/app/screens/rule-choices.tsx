// What can be done with a rule here: stop it at once; everything that lets more run is only asked for.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Input } from '../../../shared/contract.ts'
import type { AllowFor } from '../../../shared/model/rule.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { RuleDetail } from '../../../shared/rule-view.ts'
import { isLimitSound, seenIn } from '../../parts/limit-kinds.ts'
import { LimitsEditor } from '../../parts/limits-editor.tsx'
import { RuleBounds } from '../../parts/rule-bounds.tsx'
import type { Ask } from '../state/use-ask.ts'
import type { RuleProps } from './rule-detail.tsx'
import { Part } from './part.tsx'
import { isStanding } from './rule-state.ts'

type ChoiceProps = RuleProps & { readonly detail: RuleDetail | null; readonly asking: Ask }
type Change = Input<'rule.ask'>['change']

export function RuleChoices(props: ChoiceProps & { onChange: () => void }): ReactElement | null {
  const { view, detail, bridge, asking, onChange } = props
  const { id: ruleId, effect } = view.rule
  const { standing } = view
  const ask = (change: Change) => () =>
    asking.ask(() => bridge.call('rule.ask', { ruleId, change, allowFor: null }))
  const press = (words: string, run: () => unknown): ReactElement => (
    <button type="button" className="button" disabled={asking.busy} onClick={() => void run()}>
      {words}
    </button>
  )
  const stop = (verb: 'rule.pause' | 'rule.revoke') => () =>
    asking.ask(() => bridge.call(verb, { ruleId }))
  const mayAgain = detail?.toolIsThere === true && standing !== 'task_over'
  if (!isStanding(view)) {
    if (effect !== 'allow' || !mayAgain) return null
    return <div className="buttons">{press(text('rule.ask_again'), ask('again'))}</div>
  }
  if (effect !== 'allow') {
    return <div className="buttons">{press(text('rule.ask_lift'), ask('lift'))}</div>
  }
  return (
    <div className="buttons">
      {standing === 'active' && press(text('rule.pause'), stop('rule.pause'))}
      {standing === 'paused' && press(text('rule.ask_resume'), ask('resume'))}
      {press(text('rule.revoke'), stop('rule.revoke'))}
      {press(text('rule.change'), onChange)}
    </div>
  )
}

/** New limits are written here and asked for; the approval view shows them beside the old ones. */
export function ChangeLimits(props: ChoiceProps & { onBack: () => void }): ReactElement {
  const { view, bridge, asking, onBack } = props
  const { rule } = view
  const hasTask = rule.taskId !== null
  const [value, setValue] = useState<AllowFor>({
    until: hasTask ? 'task' : 'day',
    maxUses: rule.maxUses,
    conditions: rule.conditions,
  })
  const counted = value.maxUses === null || (value.maxUses >= 1 && value.maxUses <= 1_000)
  // What was allowed before need not be allowed any more: only the form of a limit counts here.
  const sound = counted && value.conditions.every((condition) => isLimitSound(condition, []))
  const ask = async (): Promise<void> => {
    const request = { ruleId: rule.id, change: 'limits', allowFor: value } as const
    if (await asking.ask(() => bridge.call('rule.ask', request))) onBack()
  }
  return (
    <Part heading={text('rule.new_limits')}>
      <div className="rule-change">
        <LimitsEditor
          value={value.conditions}
          seen={rule.conditions.map(seenIn)}
          disabled={asking.busy}
          onChange={(conditions) => setValue({ ...value, conditions })}
        />
        <RuleBounds value={value} hasTask={hasTask} disabled={asking.busy} onChange={setValue} />
        <p className="faint">{text('rule.change_asks')}</p>
        <div className="buttons">
          <button type="button" className="button" onClick={onBack}>
            {text('rule.change_back')}
          </button>
          <button
            type="button"
            className="button"
            disabled={!sound || asking.busy}
            onClick={() => void ask()}
          >
            {text('rule.ask_limits')}
          </button>
        </div>
      </div>
    </Part>
  )
}
