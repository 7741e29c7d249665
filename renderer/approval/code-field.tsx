// The field for a one-time code: one input for keyboard and screen reader, drawn as one box per digit.
import { useEffect, useId, useRef } from 'react'
import type { ClipboardEvent, ReactElement, SyntheticEvent } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { reduceCode } from './code.ts'
import type { Arming } from './use-arming.ts'
import { useGuardedPress } from './use-guarded-press.ts'

interface CodeFieldProps {
  length: number
  code: string
  triesLeft: number | null
  busy: boolean
  /** The code before was refused. */
  refused: boolean
  arming: Arming
  onChange: (code: string) => void
  onComplete: () => void
}
const enterOnly = ['Enter']

export function CodeField(props: CodeFieldProps): ReactElement {
  const id = useId()
  const { code, length } = props
  return (
    <div className="code">
      <div className="label-line label">
        <label htmlFor={id}>{text('approval.code.label', { count: length })}</label>
        <span id={`${id}-tries`}>{triesWords(props.triesLeft)}</span>
      </div>
      <div className="code-boxes">
        <CodeInput {...props} id={id} />
        {Array.from({ length }, (_, position) => (
          <span
            key={position}
            aria-hidden="true"
            className={
              position === Math.min(code.length, length - 1) ? 'code-box active' : 'code-box'
            }
          >
            {code[position] ?? ''}
          </span>
        ))}
      </div>
    </div>
  )
}

function CodeInput(props: CodeFieldProps & { id: string }): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const press = useGuardedPress({
    arming: props.arming,
    ready: !props.busy && props.code.length === props.length,
    keys: enterOnly,
    onActivate: props.onComplete,
  })
  useEffect(() => {
    // Trying again is what the person came for; the field cannot answer by itself.
    if (props.refused) input.current?.focus()
  }, [props.refused, props.triesLeft])
  const change = (type: 'input' | 'paste', value: string): void => {
    if (!props.busy) props.onChange(reduceCode(props.code, { type, value }, props.length))
  }
  return (
    <input
      ref={input}
      id={props.id}
      className="code-input"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      value={props.code}
      readOnly={props.busy}
      aria-invalid={props.refused}
      aria-describedby={`${props.id}-tries`}
      onChange={(event) => change('input', event.target.value)}
      onPaste={(event: ClipboardEvent) => {
        event.preventDefault()
        change('paste', event.clipboardData.getData('text'))
      }}
      onSelect={caretToEnd}
      onKeyDown={press.onKeyDown}
      onKeyUp={press.onKeyUp}
      onBlur={press.onBlur}
    />
  )
}

/** The boxes show one place to type: behind the last digit. */
function caretToEnd(event: SyntheticEvent<HTMLInputElement>): void {
  const input = event.currentTarget
  const end = input.value.length
  const collapsed = input.selectionStart === input.selectionEnd
  if (collapsed && input.selectionStart !== end) input.setSelectionRange(end, end)
}

function triesWords(triesLeft: number | null): string {
  if (triesLeft === null) return ''
  if (triesLeft === 1) return text('approval.code.one_try')
  return text('approval.code.tries', { count: triesLeft })
}
