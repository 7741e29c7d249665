// The fields of a form elicitation: plain widgets of ours; suggestions of the server are never filled in by themselves.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { DraftAnswer, FieldValue } from './elicitation-answer.ts'

interface FormFieldsProps {
  fields: readonly ElicitationField[]
  draft: DraftAnswer
  disabled: boolean
  onSet: (name: string, value: FieldValue) => void
}
interface FieldProps {
  id: string
  field: ElicitationField
  value: FieldValue | undefined
  onValue: (value: FieldValue) => void
}

export function FormFields({ fields, draft, disabled, onSet }: FormFieldsProps): ReactElement {
  return (
    <fieldset className="form" disabled={disabled}>
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={draft.get(field.name)}
          onValue={(value) => onSet(field.name, value)}
        />
      ))}
    </fieldset>
  )
}

function FormField(props: Omit<FieldProps, 'id'>): ReactElement {
  const id = useId()
  const { field } = props
  const label = (
    <>
      <Untrusted value={field.label} />
      {field.required && <span className="faint"> · {text('approval.form.required')}</span>}
    </>
  )
  if (field.kind === 'choices') return <ManyOf {...props} id={id} label={label} />
  if (field.kind === 'boolean') return <YesNo {...props} id={id} label={label} />
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {field.kind === 'choice' ? <OneOf {...props} id={id} /> : <Typed {...props} id={id} />}
      <Help field={field} value={props.value} onValue={props.onValue} />
    </div>
  )
}

function Typed({ id, field, value, onValue }: FieldProps): ReactElement {
  return (
    <input
      id={id}
      className="field"
      autoComplete="off"
      spellCheck={false}
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      maxLength={field.maxLength ?? 4_000}
      required={field.required}
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      onChange={(event) => onValue(event.target.value)}
    />
  )
}

function OneOf({ id, field, value, onValue }: FieldProps): ReactElement {
  return (
    <select
      id={id}
      className="field"
      required={field.required}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onValue(event.target.value)}
    >
      <option value="" disabled>
        {text('approval.form.choose')}
      </option>
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {optionWords(option)}
        </option>
      ))}
    </select>
  )
}

/** Both what is shown and what is sent, when they differ (threat 102). */
function optionWords(option: { value: string; label: string }): string {
  return option.label === option.value ? option.label : `${option.label} (${option.value})`
}

function YesNo({
  id,
  field,
  value,
  onValue,
  label,
}: FieldProps & { label: ReactElement }): ReactElement {
  return (
    <div className="form-field">
      <label className="check" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onValue(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      <Help field={field} value={value} onValue={onValue} />
    </div>
  )
}

function ManyOf({
  field,
  value,
  onValue,
  label,
}: FieldProps & { label: ReactElement }): ReactElement {
  const chosen = Array.isArray(value) ? value : []
  const toggle = (option: string, on: boolean): void => {
    onValue(on ? [...chosen, option] : chosen.filter((one) => one !== option))
  }
  return (
    <fieldset className="form-field">
      <legend>{label}</legend>
      {field.options.map((option) => (
        <label className="check" key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
          <Untrusted value={optionWords(option)} />
        </label>
      ))}
      <Help field={field} value={value} onValue={onValue} />
    </fieldset>
  )
}

function Help({
  field,
  value,
  onValue,
}: Pick<FieldProps, 'field' | 'value' | 'onValue'>): ReactElement {
  const { defaultValue } = field
  const taken = JSON.stringify(value) === JSON.stringify(defaultValue)
  return (
    <>
      {field.description !== null && (
        <p className="faint">
          <Untrusted value={field.description} />
        </p>
      )}
      {taken && <p className="faint">{text('approval.form.taken')}</p>}
      {defaultValue !== null && !taken && (
        <p className="faint">
          {text('approval.form.suggested')} <Untrusted value={String(defaultValue)} />{' '}
          <button type="button" className="button plain link" onClick={() => onValue(defaultValue)}>
            {text('approval.form.use_suggestion')}
          </button>
        </p>
      )}
    </>
  )
}
