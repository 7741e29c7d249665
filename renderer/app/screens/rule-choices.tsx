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
import { isStanding } from './rule-state.ts'

type ChoiceProps = RuleProps & { readonly detail: RuleDetail | null; readonly asking: Ask }
type Change = Input<'rule.ask'>['change']

export function RuleChoices(props: ChoiceProps): ReactElement | null {
  const { view, detail, bridge, asking } = props
  const [editing, setEditing] = useState(false)
  const { id: ruleId, effect } = view.rule
  const ask = async (change: Change, allowFor: AllowFor | null = null): Promise<void> => {
    const asked = await asking.ask(() => bridge.call('rule.ask', { ruleId, change, allowFor }))
    if (asked) setEditing(false)
  }
  if (editing) return <Limits {...props} ask={ask} onBack={() => setEditing(false)} />
  const press = (words: string, run: () => unknown): ReactElement => (
    <button type="button" className="button" disabled={asking.busy} onClick={() => void run()}>
      {words}
    </button>
  )
  const stop = (verb: 'rule.pause' | 'rule.revoke') => () =>
    asking.ask(() => bridge.call(verb, { ruleId }))
  if (effect !== 'allow') {
    return isStanding(view) ? (
      <div className="buttons">{press(text('rule.ask_lift'), () => ask('lift'))}</div>
    ) : null
  }
  const { standing } = view
  const mayAgain = detail?.toolIsThere === true && view.standing !== 'task_over'
  return (
    <div className="buttons">
      {standing === 'active' && press(text('rule.pause'), stop('rule.pause'))}
      {standing === 'paused' && press(text('rule.ask_resume'), () => ask('resume'))}
      {isStanding(view) && press(text('rule.revoke'), stop('rule.revoke'))}
      {isStanding(view) && press(text('rule.change'), () => setEditing(true))}
      {!isStanding(view) && mayAgain && press(text('rule.ask_again'), () => ask('again'))}
    </div>
  )
}

/** New limits are written here and asked for; the approval view shows them beside the old ones. */
function Limits(
  props: ChoiceProps & {
    ask: (change: Change, allowFor: AllowFor) => Promise<void>
    onBack: () => void
  },
): ReactElement {
  const { view, asking, ask, onBack } = props
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
  return (
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
          onClick={() => void ask('limits', value)}
        >
          {text('rule.ask_limits')}
        </button>
      </div>
    </div>
  )
}
