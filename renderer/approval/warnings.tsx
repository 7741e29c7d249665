// Warnings of ours about a value or a name: a shape, a sentence, and the letters in question on demand.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'

export function Warnings({
  sentences,
  spelled,
}: {
  sentences: readonly string[]
  spelled: string | null
}): ReactElement | null {
  if (sentences.length === 0) return null
  return (
    <div className="warnings">
      {sentences.map((sentence, position) => (
        <p className="warning" key={position}>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <path d="M5 0.6 10 9.4H0Z" />
          </svg>
          <span>
            <span className="visually-hidden">{text('card.check')} </span>
            <Untrusted value={sentence} />
          </span>
        </p>
      ))}
      {spelled !== null && (
        <details className="spelled">
          <summary>{text('card.spelled')}</summary>
          <p className="mono">
            <Untrusted value={spelled} />
          </p>
        </details>
      )}
    </div>
  )
}
