// How long a rule holds, and how often it may be used.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import type { AllowFor } from '../../shared/model/rule.ts'
import { text } from '../../shared/catalogue/text.ts'

const spans = ['task', 'hour', 'day', 'week', 'month'] as const

export function RuleBounds(props: {
  /** A rule may end with its task. */
  readonly hasTask: boolean
  readonly value: AllowFor
  readonly onChange: (value: AllowFor) => void
  readonly disabled: boolean
}): ReactElement {
  const { hasTask, value, onChange, disabled } = props
  const id = useId()
  const [count, setCount] = useState(value.maxUses === null ? '' : String(value.maxUses))
  const write = (written: string): void => {
    setCount(written)
    onChange({ ...value, maxUses: written.trim() === '' ? null : Number(written) })
  }
  return (
    <div className="rule-bounds">
      <label htmlFor={`${id}-until`}>{text('rule.until')}</label>
      <select
        id={`${id}-until`}
        className="field"
        disabled={disabled}
        value={value.until}
        onChange={(event) => onChange({ ...value, until: event.target.value as AllowFor['until'] })}
      >
        {spans
          .filter((span) => span !== 'task' || hasTask)
          .map((span) => (
            <option key={span} value={span}>
              {text(`rule.until_${span}`)}
            </option>
          ))}
      </select>
      <label htmlFor={`${id}-count`}>{text('rule.count')}</label>
      <input
        id={`${id}-count`}
        className="field"
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        placeholder={text('rule.count_any')}
        disabled={disabled}
        aria-invalid={Number.isNaN(Number(count))}
        value={count}
        onChange={(event) => write(event.target.value)}
      />
    </div>
  )
}
