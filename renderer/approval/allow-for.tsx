// How far an approval reaches: once, for this task, for an hour, or by a rule whose limits the person sets here.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AllowForOffer } from '../../shared/approval-card.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import { describeCondition } from '../../shared/rule-words.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isLimitSound } from '../parts/limit-kinds.ts'
import { LimitsEditor } from '../parts/limits-editor.tsx'
import { RuleBounds } from '../parts/rule-bounds.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { Untrusted } from '../parts/untrusted.tsx'
import './allow-for.css'

/** Whom the rule would be for, as the card names them. */
export interface AllowForSubject {
  readonly agent: string
  readonly tool: string
  readonly connection: string
}

export interface AllowForProps {
  readonly offer: AllowForOffer
  /** Null: once. */
  readonly value: AllowFor | null
  /** The caller puts its positive button to sleep: the answer would do something else now. */
  readonly onChange: (value: AllowFor | null) => void
  readonly about: AllowForSubject
  readonly disabled?: boolean
}

type Reach = 'once' | 'task' | 'hour' | 'rule'

/** False while the limits are unfinished, or leave out what is being approved: then nothing may be approved. */
export function isAllowForSound(offer: AllowForOffer, value: AllowFor | null): boolean {
  if (value === null) return true
  const { maxUses, conditions } = value
  const counted =
    maxUses === null || (Number.isInteger(maxUses) && maxUses >= 1 && maxUses <= 1_000)
  return counted && conditions.every((each, at) => isLimitSound(each, offer.seen[at] ?? []))
}

export function AllowForChoices(props: AllowForProps): ReactElement {
  const { offer, value, onChange, disabled = false } = props
  const [reach, setReach] = useState<Reach>('once')
  const reaches: Reach[] = offer.hasTask
    ? ['once', 'task', 'hour', 'rule']
    : ['once', 'hour', 'rule']
  const choose = (chosen: Reach): void => {
    setReach(chosen)
    onChange(chosen === 'once' ? null : startOf(chosen, offer))
  }
  return (
    <section className="allow-for">
      <div className="allow-for-head">
        <h2 className="label">{text('rule.allow')}</h2>
        <Segmented
          legend={text('rule.allow')}
          disabled={disabled}
          value={reach}
          options={reaches.map((each) => ({ value: each, label: text(`rule.reach_${each}`) }))}
          onChange={choose}
        />
      </div>
      {value !== null && reach === 'rule' && (
        <RuleEditor {...props} value={value} disabled={disabled} />
      )}
      {value !== null && <RuleSentence offer={offer} value={value} about={props.about} />}
    </section>
  )
}

function startOf(reach: Exclude<Reach, 'once'>, { conditions }: AllowForOffer): AllowFor {
  const until = reach === 'rule' ? 'day' : reach
  return { until, maxUses: null, conditions: [...conditions] }
}

type EditorProps = AllowForProps & { readonly value: AllowFor; readonly disabled: boolean }

function RuleEditor(props: EditorProps): ReactElement {
  const { offer, value, onChange, disabled } = props
  return (
    <div className="rule-editor">
      <LimitsEditor
        value={value.conditions}
        seen={offer.seen}
        disabled={disabled}
        onChange={(conditions) => onChange({ ...value, conditions })}
      />
      <RuleBounds {...props} hasTask={offer.hasTask} />
    </div>
  )
}

/** In plain words what will run unasked from the moment of the approval. */
function RuleSentence(
  props: Required<Pick<AllowForProps, 'offer' | 'about'>> & { value: AllowFor },
): ReactElement {
  const { offer, value, about } = props
  const sound = isAllowForSound(offer, value)
  return (
    <div className="problem caution rule-sentence" role="status">
      {!sound && <p className="strong">{text('rule.unfinished')}</p>}
      <p>
        <Untrusted value={text(`rule.sentence_${value.until}`, { ...about })} />
      </p>
      <ul className="facts">
        {value.conditions.map((condition) => (
          <li key={condition.pointer}>
            <Untrusted value={describeCondition(condition)} />
          </li>
        ))}
        {value.maxUses !== null && <li>{text('rule.at_most_uses', { count: value.maxUses })}</li>}
      </ul>
      <p className="quiet">{text('rule.rest')}</p>
    </div>
  )
}
