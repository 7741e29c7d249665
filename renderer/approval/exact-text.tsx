// A long text whole, line by line, each behind a rule and with its number, so that no line can pose as a row of ours.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { linesOf } from './text-lines.ts'

/** `value` is visible text of main. */
export function ExactText({ value }: { value: string }): ReactElement {
  const lines = linesOf(value)
  if (lines === null) {
    return (
      <div className="exact-text mono">
        <Untrusted value={value} />
      </div>
    )
  }
  return (
    <div className="exact-text mono">
      {lines.map((line) => (
        <div className="exact-line" key={line.number} data-line={line.number}>
          {line.empty > 0 ? (
            <span className="faint">{text('card.empty_lines', { count: line.empty })}</span>
          ) : (
            <Untrusted value={line.words} />
          )}
        </div>
      ))}
    </div>
  )
}
