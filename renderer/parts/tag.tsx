// A tag: a shape, words and a colour that say the same thing.
import type { ReactElement } from 'react'
import type { Risk } from '../../shared/model/tool-call.ts'

export type Tone = 'high' | 'mid' | 'ok' | 'accent' | 'plain'

const shapes: Record<Tone, ReactElement | null> = {
  high: <path d="M5 0.6 10 9.4H0Z" />,
  mid: <circle cx="5" cy="5" r="4.4" />,
  ok: <path d="M0.8 5.2 3.8 8.4 9.2 1.8" fill="none" stroke="currentColor" strokeWidth="1.9" />,
  accent: <path d="M5 0 10 5 5 10 0 5Z" />,
  plain: null,
}

/** Which tone a risk class has everywhere. */
export const toneOfRisk: Record<Risk, Tone> = { high: 'high', elevated: 'mid', low: 'ok' }

export function Tag({ tone, children }: { tone: Tone; children: string }): ReactElement {
  const shape = shapes[tone]
  return (
    <span className={`tag ${tone}`}>
      {shape && (
        <svg viewBox="0 0 10 10" aria-hidden="true">
          {shape}
        </svg>
      )}
      {children}
    </span>
  )
}
