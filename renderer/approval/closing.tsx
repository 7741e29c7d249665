// Ways to put a card away without answering it.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { FrameProps } from './card-frame.tsx'

/** Choices of a card that can no longer be answered. */
export function ClosedChoices({ bridge }: FrameProps): ReactElement {
  return (
    <div className="choices">
      <span className="spacer" />
      <button
        type="button"
        className="button"
        onClick={() => void bridge.call('approval.close', {})}
      >
        {text('approval.close')}
      </button>
    </div>
  )
}

/** Leaves the question open and puts the small window away. */
export function NotNow({ bridge, standalone }: FrameProps): ReactElement | null {
  if (!standalone) return null
  return (
    <button
      type="button"
      className="button plain"
      onClick={() => void bridge.call('approval.close', {})}
    >
      {text('approval.not_now')}
    </button>
  )
}
