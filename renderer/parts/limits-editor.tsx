// The limits of a rule, value by value: what each may be, as far as that fits what was seen.
import { useId, useState } from 'react'
import type { ReactElement } from 'react'
import type { RuleCondition } from '../../shared/model/rule.ts'
import { labelOfPointer } from '../../shared/rule-words.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isLimitSound, kindsFor, limitOfKind, readLines, writeValue } from './limit-kinds.ts'
import type { LimitKind } from './limit-kinds.ts'
import { Untrusted } from './untrusted.tsx'
import './limits.css'

interface LimitsEditorProps {
  readonly value: readonly RuleCondition[]
  /** For each condition, in order, what was seen (canonical JSON). */
  readonly seen: readonly (readonly string[])[]
  readonly onChange: (value: RuleCondition[]) => void
  readonly disabled?: boolean
}

export function LimitsEditor({ value, seen, onChange, disabled }: LimitsEditorProps): ReactElement {
  return (
    <div className="limits">
      {value.map((condition, index) => (
        <Limit
          key={condition.pointer}
          value={condition}
          seen={seen[index] ?? []}
          disabled={disabled ?? false}
          onChange={(changed) => onChange(value.map((each, at) => (at === index ? changed : each)))}
        />
      ))}
    </div>
  )
}

interface LimitProps {
  readonly value: RuleCondition
  readonly seen: readonly string[]
  readonly disabled: boolean
  readonly onChange: (value: RuleCondition) => void
}

function Limit(props: LimitProps): ReactElement {
  const { value, seen, disabled, onChange } = props
  const id = useId()
  const label = labelOfPointer(value.pointer)
  return (
    <fieldset className="limit" disabled={disabled}>
      <legend className="limit-name">
        <Untrusted value={label} />
      </legend>
      <label className="visually-hidden" htmlFor={`${id}-kind`}>
        {text('rule.kind_of', { name: label })}
      </label>
      <select
        id={`${id}-kind`}
        className="field"
        value={value.kind}
        onChange={(event) =>
          onChange(limitOfKind(event.target.value as LimitKind, value.pointer, seen))
        }
      >
        {kindsFor(value, seen).map((kind) => (
          <option key={kind} value={kind}>
            {text(`rule.kind_${kind}`)}
          </option>
        ))}
      </select>
      <Bound {...props} id={id} label={label} />
    </fieldset>
  )
}

type BoundProps = LimitProps & { readonly id: string; readonly label: string }

function Bound(props: BoundProps): ReactElement | null {
  const { value, onChange, label } = props
  switch (value.kind) {
    case 'any':
      return null
    case 'equals':
      return (
        <p className="limit-value mono">
          <Untrusted value={writeValue(value.valueJson)} />
        </p>
      )
    case 'one_of':
      return <OneOf {...props} value={value} />
    case 'at_most':
      return (
        <BoundField
          {...props}
          name={text('rule.at_most_of', { name: label })}
          written={value.limit}
          onWrite={(limit) => onChange({ ...value, limit: limit.trim() })}
        />
      )
    case 'below':
      return (
        <BoundField
          {...props}
          name={text('rule.below_of', { name: label })}
          written={value.prefix}
          onWrite={(prefix) => onChange({ ...value, prefix })}
        />
      )
  }
}

function BoundField(
  props: BoundProps & { name: string; written: string; onWrite: (text: string) => void },
): ReactElement {
  return (
    <input
      className="field mono limit-value"
      aria-label={props.name}
      aria-invalid={!isLimitSound(props.value, props.seen)}
      autoComplete="off"
      spellCheck={false}
      maxLength={4_000}
      value={props.written}
      onChange={(event) => props.onWrite(event.target.value)}
    />
  )
}

function OneOf(
  props: BoundProps & { value: Extract<RuleCondition, { kind: 'one_of' }> },
): ReactElement {
  const { value, seen, onChange, label } = props
  // What is being written, with its unfinished last line.
  const [lines, setLines] = useState(() => value.valuesJson.map(writeValue).join('\n'))
  return (
    <textarea
      className="field mono limit-value"
      aria-label={text('rule.one_of_of', { name: label })}
      aria-invalid={!isLimitSound(value, seen)}
      spellCheck={false}
      rows={Math.min(6, Math.max(2, lines.split('\n').length))}
      value={lines}
      onChange={(event) => {
        setLines(event.target.value)
        onChange({ ...value, valuesJson: readLines(event.target.value, seen) })
      }}
    />
  )
}
