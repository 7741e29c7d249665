// A choice among few, as a segmented control made of radio buttons.
import { useId } from 'react'
import type { ReactElement, ReactNode } from 'react'

interface Option<Value extends string> {
  value: Value
  label: ReactNode
  disabled?: boolean
}
interface SegmentedProps<Value extends string> {
  legend: string
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  disabled?: boolean
}

/** `legend` is read out; show it beside the control where it is not plain from the place. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactElement {
  const name = useId()
  return (
    <fieldset disabled={props.disabled ?? false}>
      <legend className="visually-hidden">{props.legend}</legend>
      <div className="segmented">
        {props.options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              disabled={option.disabled ?? false}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
