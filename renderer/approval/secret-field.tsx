// A field for a secret: never shown while it is typed, because a key is pasted and nobody needs to read it.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { ElicitationField } from '../../shared/model/elicitation.ts'
import type { FieldValue } from './elicitation-answer.ts'

interface SecretFieldProps {
  field: ElicitationField
  hint: string | null
  value: FieldValue | undefined
  busy: boolean
  onValue: (value: string) => void
}

export function SecretField({ field, hint, value, busy, onValue }: SecretFieldProps): ReactElement {
  const id = useId()
  return (
    <div className="form-field">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        type="password"
        className="field mono"
        autoComplete="off"
        spellCheck={false}
        maxLength={field.maxLength ?? 4_000}
        disabled={busy}
        aria-describedby={hint === null ? undefined : `${id}-hint`}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onValue(event.target.value)}
      />
      {hint !== null && (
        <p className="faint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
