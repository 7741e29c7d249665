// Who had a call and for how long, as one strip: longer is wider, though not in proportion, so that seconds stay visible beside hours.
import type { ReactElement } from 'react'
import { historyPhases } from '../../../shared/activity-lists.ts'
import type { HistoryPhase, HistoryStep } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { spanOf } from '../../parts/format.ts'
import { Part } from './part.tsx'

const stripWidth = 1_000
const smallestShare = 0.02

interface Piece {
  readonly phase: HistoryPhase
  readonly spanMs: number
}

export function HistoryPicture({ steps }: { steps: readonly HistoryStep[] }): ReactElement | null {
  const pieces = joinPieces(steps)
  if (pieces.length === 0) return null
  const totals = historyPhases.flatMap((phase) => {
    const own = pieces.filter((piece) => piece.phase === phase)
    const spanMs = own.reduce((sum, piece) => sum + piece.spanMs, 0)
    return own.length === 0 ? [] : [{ phase, spanMs }]
  })
  const words = totals.map(lineOf)
  return (
    <Part heading={text('activity.picture')}>
      <svg
        className="strip"
        viewBox={`0 0 ${stripWidth} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.join(', ')}
      >
        {placePieces(pieces).map(({ phase, x, width }) => (
          <rect key={x} className={`phase of-${phase}`} x={x} width={width} height="10" />
        ))}
      </svg>
      <ul className="legend">
        {totals.map((total) => (
          <li key={total.phase}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect className={`phase of-${total.phase}`} width="10" height="10" rx="2" />
            </svg>
            {lineOf(total)}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function lineOf({ phase, spanMs }: Piece): string {
  const span = spanMs < 1_000 ? text('activity.at_once') : spanOf(spanMs)
  return text('activity.phase_line', { who: text(`activity.phase.${phase}`), span })
}

/** Neighbours of the same phase as one. */
function joinPieces(steps: readonly HistoryStep[]): Piece[] {
  const pieces: Piece[] = []
  for (const { phase, untilNextMs } of steps) {
    if (untilNextMs === null) continue
    const last = pieces.at(-1)
    if (last?.phase === phase)
      pieces[pieces.length - 1] = { phase, spanMs: last.spanMs + untilNextMs }
    else pieces.push({ phase, spanMs: untilNextMs })
  }
  return pieces
}

/** By the square root of their time, and none too narrow to be seen. */
function placePieces(
  pieces: readonly Piece[],
): { phase: HistoryPhase; x: number; width: number }[] {
  const sizes = pieces.map(({ spanMs }) => Math.sqrt(spanMs))
  const sum = sizes.reduce((total, size) => total + size, 0)
  const shares = sizes.map((size) => Math.max(smallestShare, sum === 0 ? 1 : size / sum))
  const whole = shares.reduce((total, share) => total + share, 0)
  let x = 0
  return pieces.map(({ phase }, position) => {
    const width = ((shares[position] ?? 0) / whole) * stripWidth
    const placed = { phase, x, width: Math.max(1, width - 3) }
    x += width
    return placed
  })
}
