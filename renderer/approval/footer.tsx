// What stands in the choices besides the answers: why the button sleeps, what is being done, closing.
import type { ReactElement } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { FrameProps } from './card.tsx'

/** One line above the choices: what is being done, or that there is more to read. */
export function FooterStatus(props: FrameProps): ReactElement {
  const { answering, arming, card } = props
  const unread = arming.asleep === 'unread' && !answering.busy
  return (
    <div className="foot-status" role="status">
      {answering.busy && <p className="busy">{card.busy ?? text('approval.sending')}</p>}
      {unread && (
        <p>
          {text('approval.unread')}{' '}
          <button type="button" className="button plain link" onClick={() => readOn(props)}>
            {text('approval.read_on')}
          </button>
        </p>
      )}
    </div>
  )
}

function readOn({ scroller }: FrameProps): void {
  const area = scroller.current
  // A little less than a page, so that no line is jumped over.
  area?.scrollBy({ top: area.clientHeight * 0.85 })
}

/** Choices of a card that can no longer be answered. */
export function ClosedChoices({ bridge }: FrameProps): ReactElement {
  return (
    <div className="choices">
      <span className="spacer" />
      <CloseButton bridge={bridge} words={text('approval.close')} />
    </div>
  )
}

export function CloseButton({
  bridge,
  words,
}: {
  bridge: ApprovalBridge
  words: string
}): ReactElement {
  return (
    <button type="button" className="button" onClick={() => void bridge.call('approval.close', {})}>
      {words}
    </button>
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
