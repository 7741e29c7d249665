// The fixed shape of a card: everything scrolls above the choices, which always stay in view.
import type { ReactElement } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { countdownOf, momentOf } from '../parts/format.ts'
import { TextWith } from '../parts/text-with.tsx'
import { CardPage } from './card-page.tsx'
import type { Answering } from './use-answer.ts'
import type { Arming } from './use-arming.ts'
import { useReading } from './use-reading.ts'

export interface CardProps {
  bridge: ApprovalBridge
  card: ApprovalCard
  arming: Arming
  nowMs: number
  standalone: boolean
}
export interface FrameProps extends CardProps {
  head: ReactElement
  answering: Answering
  expired: boolean
}

export function CardFrame(
  props: FrameProps & { body: ReactElement; choices: ReactElement },
): ReactElement {
  const reading = useReading(props.arming.onEndSeen)
  const foot = (
    <footer className="card-foot">
      <FrameStatus frame={props} onReadOn={reading.readOn} />
      {props.choices}
    </footer>
  )
  return (
    <CardPage reading={reading} foot={foot}>
      {props.head}
      {props.body}
    </CardPage>
  )
}

/** Above the choices, always in view: where it goes, until when, and what is being done or still to be read. */
function FrameStatus(props: { frame: FrameProps; onReadOn: () => void }): ReactElement {
  const { answering, arming, card, expired } = props.frame
  const open = !answering.busy && !expired
  return (
    <div className="foot-status">
      <FootFacts frame={props.frame} />
      <div role="status">
        {answering.busy && <p className="busy">{card.busy ?? text('approval.sending')}</p>}
        {open && arming.asleep === 'out_of_sight' && <p>{text('card.cramped')}</p>}
        {open && arming.asleep === 'unread' && (
          <p>
            {text('approval.unread')}{' '}
            <button type="button" className="button plain link" onClick={props.onReadOn}>
              {text('approval.read_on')}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

function FootFacts({ frame: { card, nowMs } }: { frame: FrameProps }): ReactElement {
  const host = card.elicitation?.answersTo ?? card.call?.host ?? ''
  return (
    <div className="foot-facts">
      {host !== '' && (
        <p className="host-row">
          <TextWith name="card.host" values={{ host }} />
        </p>
      )}
      <p className="until" role="timer">
        <span>{text('approval.until', { moment: momentOf(card.expiresAtMs, nowMs) })}</span>
        {' · '}
        <span>{text('approval.left', { span: countdownOf(card.expiresAtMs - nowMs) })}</span>
      </p>
    </div>
  )
}
