// One interaction, in the order a person needs to decide it: who, what, risk and where, exactly, why, before, choices.
import { useRef } from 'react'
import type { ReactElement, RefObject } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { CallFacts } from './call-facts.tsx'
import { DecisionChoices } from './decision-choices.tsx'
import { ElicitationCard } from './elicitation-card.tsx'
import { ClosedChoices } from './footer.tsx'
import { RiskAndWhere } from './risk-and-where.tsx'
import type { Arming } from './use-arming.ts'
import { useAnswer } from './use-answer.ts'
import { useEndSeen } from './use-end-seen.ts'
import { Who } from './who.tsx'
import { WideningFacts } from './widening-facts.tsx'

export interface CardProps {
  bridge: ApprovalBridge
  card: ApprovalCard
  arming: Arming
  nowMs: number
  standalone: boolean
}

export function Card(props: CardProps): ReactElement {
  const { bridge, card, nowMs } = props
  const scroller = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLDivElement>(null)
  const answering = useAnswer(bridge, card)
  useEndSeen(scroller, end, props.arming.onEndSeen)
  const expired = nowMs >= card.expiresAtMs
  const head = (
    <>
      <Who card={card} nowMs={nowMs} />
      <h1 className="title" tabIndex={-1}>
        <Untrusted value={card.title} />
      </h1>
      <RiskAndWhere card={card} nowMs={nowMs} expired={expired} />
      {expired && <p className="problem">{text('approval.expired')}</p>}
      <Problem words={answering.problem} />
    </>
  )
  const frame = { ...props, scroller, end, head, answering, expired }
  if (card.elicitation && !expired) {
    return <ElicitationCard {...frame} elicitation={card.elicitation} />
  }
  return (
    <CardFrame
      {...frame}
      body={
        <>
          {card.widening && <WideningFacts widening={card.widening} />}
          {card.call && <CallFacts call={card.call} digest={card.digest} />}
        </>
      }
      choices={expired ? <ClosedChoices {...frame} /> : <DecisionChoices {...frame} />}
    />
  )
}

export interface FrameProps extends CardProps {
  scroller: RefObject<HTMLDivElement | null>
  end: RefObject<HTMLDivElement | null>
  head: ReactElement
  answering: ReturnType<typeof useAnswer>
  expired: boolean
}

/** The fixed shape: everything scrolls above the choices, which always stay in view. */
export function CardFrame(
  props: FrameProps & { body: ReactElement; choices: ReactElement },
): ReactElement {
  return (
    <main className="card">
      <div
        className="card-scroll"
        ref={props.scroller}
        tabIndex={0}
        role="region"
        aria-label={text('approval.content')}
      >
        <div className="card-body">
          {props.head}
          {props.body}
          <div ref={props.end} className="card-end" />
        </div>
      </div>
      <footer className="card-foot">{props.choices}</footer>
    </main>
  )
}

function Problem({ words }: { words: string | null }): ReactElement {
  return <div role="alert">{words !== null && <p className="problem">{words}</p>}</div>
}
