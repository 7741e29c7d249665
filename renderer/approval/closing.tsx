// Ways to put away what the view shows without answering it.
import type { ReactElement } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import { text } from '../../shared/catalogue/text.ts'

interface ClosingProps {
  readonly bridge: ApprovalBridge
  /** Else “Close”. */
  readonly words?: string
  readonly plain?: boolean
}

export function CloseButton({ bridge, words, plain = false }: ClosingProps): ReactElement {
  return (
    <button
      type="button"
      className={plain ? 'button plain' : 'button'}
      onClick={() => void bridge.call('approval.close', {})}
    >
      {words ?? text('approval.close')}
    </button>
  )
}

/** The foot of what can no longer be answered, or asks nothing. */
export function ClosedChoices(props: ClosingProps): ReactElement {
  return (
    <div className="choices">
      <span className="spacer" />
      <CloseButton {...props} />
    </div>
  )
}

/** Leaves the question open and puts the small window away. */
export function NotNow({
  bridge,
  standalone,
}: {
  readonly bridge: ApprovalBridge
  readonly standalone: boolean
}): ReactElement | null {
  return standalone ? <CloseButton bridge={bridge} words={text('approval.not_now')} plain /> : null
}
