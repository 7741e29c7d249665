// What differs from the last similar call: added and removed pieces marked by sign, line and words, not colour alone.
import { useId } from 'react'
import type { ReactElement } from 'react'
import type { DiffPiece } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'

export function TextDiff({ pieces }: { pieces: readonly DiffPiece[] }): ReactElement {
  const id = useId()
  return (
    <div className="diff" role="group" aria-labelledby={id}>
      <p className="label" id={id}>
        {text('card.diff')}
      </p>
      <div className="diff-pieces mono">
        {pieces.map((piece, position) => (
          <Piece key={position} piece={piece} />
        ))}
      </div>
    </div>
  )
}

function Piece({ piece }: { piece: DiffPiece }): ReactElement {
  switch (piece.kind) {
    case 'same':
      return <Untrusted value={piece.text} />
    case 'skipped':
      return <span className="diff-skipped">{piece.text}</span>
    case 'added':
      return (
        <ins>
          <span className="diff-sign" aria-hidden="true">
            +
          </span>
          <span className="visually-hidden">{text('card.diff_added')} </span>
          <Untrusted value={piece.text} />
        </ins>
      )
    case 'removed':
      return (
        <del>
          <span className="diff-sign" aria-hidden="true">
            −
          </span>
          <span className="visually-hidden">{text('card.diff_removed')} </span>
          <Untrusted value={piece.text} />
        </del>
      )
  }
}
