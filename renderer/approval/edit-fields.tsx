// One field per argument, drawn by its type; a number stays the text that was typed.
import { useEffect, useId, useRef } from 'react'
import type { ChangeEvent, ReactElement, RefObject } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { visibleSegments } from '../parts/visible-text.ts'
import type { EditField } from './edit-draft.ts'
import type { Edit } from './use-edit.ts'

export function EditFields({ edit }: { edit: Edit }): ReactElement {
  return (
    <div className="edit-fields">
      {edit.fields.map((field) => (
        <OneField key={field.pointer} edit={edit} field={field} />
      ))}
    </div>
  )
}

function OneField({ edit, field }: { edit: Edit; field: EditField }): ReactElement {
  const id = useId()
  const input = useRef<HTMLElement>(null)
  const value = edit.valueOf(field)
  const problem = edit.problem?.pointer === field.pointer ? edit.problem.message : null
  useEffect(() => {
    // Where it has to be put right; typing there answers nothing.
    if (problem !== null) input.current?.focus()
  }, [problem])
  return (
    <div className={value === field.start ? 'edit-field' : 'edit-field changed'}>
      <label htmlFor={id}>
        <Untrusted value={field.label} />
      </label>
      <Control {...{ id, edit, field, value, problem, input }} />
      <div id={`${id}-note`} className="edit-note">
        {hidesSomething(value) && (
          <p className="quiet">
            {text('edit.shown_as')} <Untrusted value={value} />
          </p>
        )}
        {problem !== null && (
          <p className="problem" role="alert">
            <Untrusted value={problem} />
          </p>
        )}
      </div>
    </div>
  )
}

/** A field draws nothing for such characters, or draws them where they are not. */
function hidesSomething(value: string): boolean {
  return visibleSegments(value).some(({ kind }) => kind === 'mark')
}

interface ControlProps {
  id: string
  edit: Edit
  field: EditField
  value: string
  problem: string | null
  input: RefObject<HTMLElement | null>
}

function Control(props: ControlProps): ReactElement {
  const { id, edit, field, value, problem, input } = props
  const described = { id, 'aria-invalid': problem !== null, 'aria-describedby': `${id}-note` }
  if (field.kind === 'boolean') return <Switch {...props} described={described} />
  const typing = {
    ...described,
    dir: 'ltr',
    className: 'field mono',
    autoComplete: 'off',
    spellCheck: false,
    readOnly: edit.busy,
    value,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      edit.onField(field.pointer, event.target.value),
  } as const
  return field.kind === 'long_text' ? (
    <textarea
      {...typing}
      ref={input as RefObject<HTMLTextAreaElement | null>}
      rows={Math.min(12, Math.max(3, value.split('\n').length + 1))}
    />
  ) : (
    <input
      {...typing}
      ref={input as RefObject<HTMLInputElement | null>}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
    />
  )
}

function Switch({
  edit,
  field,
  value,
  input,
  described,
}: ControlProps & { described: object }): ReactElement {
  return (
    <span className="edit-switch">
      <input
        {...described}
        ref={input as RefObject<HTMLInputElement | null>}
        type="checkbox"
        role="switch"
        disabled={edit.busy}
        checked={value === 'true'}
        onChange={(event) => edit.onField(field.pointer, String(event.target.checked))}
      />
      <span aria-hidden="true">{text(value === 'true' ? 'edit.yes' : 'edit.no')}</span>
    </span>
  )
}
