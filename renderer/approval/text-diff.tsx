// What differs from the last similar call: added and removed pieces marked by sign, line and words, not colour alone.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { DiffPiece } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { lineEnd } from './text-lines.ts'

export function TextDiff({
  pieces,
  heading = text('card.diff'),
}: {
  pieces: readonly DiffPiece[]
  heading?: string
}): ReactElement {
  const id = useId()
  const byLines = pieces.some((piece) => piece.text.includes(lineEnd))
  return (
    <div className="diff" role="group" aria-labelledby={id}>
      <p className="label" id={id}>
        {heading}
      </p>
      <div className={byLines ? 'diff-pieces lines mono' : 'diff-pieces mono'}>
        {pieces.map((piece, position) => (
          <Piece key={position} piece={piece} byLines={byLines} />
        ))}
      </div>
    </div>
  )
}

function Piece({ piece, byLines }: { piece: DiffPiece; byLines: boolean }): ReactElement {
  if (piece.kind === 'skipped') {
    return (
      <span className="diff-skipped">
        <Untrusted value={piece.text} />
      </span>
    )
  }
  const words = byLines ? <Lines value={piece.text} /> : <Untrusted value={piece.text} />
  if (piece.kind === 'same') return byLines ? <div>{words}</div> : words
  const Mark = piece.kind === 'added' ? 'ins' : 'del'
  return (
    <Mark>
      <span className="diff-sign" aria-hidden="true">
        {piece.kind === 'added' ? '+' : '−'}
      </span>
      <span className="visually-hidden">
        {text(piece.kind === 'added' ? 'card.diff_added' : 'card.diff_removed')}{' '}
      </span>
      {words}
    </Mark>
  )
}

/** Whole lines: the break that ends each is drawn as one. */
function Lines({ value }: { value: string }): ReactElement {
  const whole = value.endsWith(lineEnd) ? value.slice(0, -lineEnd.length) : value
  return <Untrusted value={whole.replaceAll(lineEnd, '\n')} />
}
