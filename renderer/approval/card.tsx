// One interaction, in the order a person needs to decide it: who, what, risk and where, exactly, why, before, choices.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { AgentFactsList } from './agent-facts.tsx'
import { AheadProof } from './ahead-proof.tsx'
import { CallFacts } from './call-facts.tsx'
import { CardAllowFor, useReach } from './card-allow-for.tsx'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-frame.tsx'
import { ClosedChoices } from './closing.tsx'
import { DecisionChoices } from './decision-choices.tsx'
import { EditCard } from './edit-card.tsx'
import { PlanEntries } from './plan-entries.tsx'
import { PausedFacts } from './widening-facts.tsx'
import { usePlan, type PlanDeciding } from './use-plan.ts'
import { ElicitationCard } from './elicitation-card.tsx'
import { RiskAndWhere } from './risk-and-where.tsx'
import { useAhead } from './use-ahead.ts'
import { useAnswer } from './use-answer.ts'
import { useInSight } from './use-in-sight.ts'
import { Warnings } from './warnings.tsx'
import { Who } from './who.tsx'
import { ToolChanges } from './tool-changes.tsx'
import { WideningFacts } from './widening-facts.tsx'

export function Card(given: CardProps): ReactElement {
  const props = { ...given, arming: useInSight(given.arming) }
  const { bridge, card, nowMs } = props
  const answering = useAnswer(bridge, card)
  const ahead = useAhead(card, answering)
  const [editing, setEditing] = useState(false)
  const [planned, setPlanned] = useState<number | null>(null)
  const plan = usePlan(bridge, card, setPlanned)
  const reach = useReach(card.allowFor, props.arming)
  const expired = nowMs >= card.expiresAtMs
  const head = <CardHead {...props} expired={expired} problem={answering.problem} />
  const frame = { ...props, head, answering, expired }
  if (card.elicitation && !expired) {
    return <ElicitationCard {...frame} elicitation={card.elicitation} />
  }
  const onLeave = (): void => {
    props.arming.onRearranged()
    setEditing(false)
    setPlanned(null)
  }
  if (editing && card.call && !expired) {
    return <EditCard {...frame} call={card.call} onLeave={onLeave} />
  }
  const entry = card.plan?.find(({ position }) => position === planned)
  if (entry && !expired) {
    return <EditCard {...frame} call={entry.call} position={entry.position} onLeave={onLeave} />
  }
  const decision = { ...frame, ahead, reach, onEdit: () => setEditing(true) }
  return (
    <CardFrame
      {...frame}
      body={
        <>
          <AboutWidening card={card} plan={plan} open={!expired && !answering.busy} nowMs={nowMs} />
          {card.call && <CallFacts call={card.call} digest={card.digest} />}
          {!expired && <CardAllowFor card={card} reach={reach} disabled={answering.busy} />}
          {!expired && <AheadProof card={card} ahead={ahead} arming={props.arming} />}
        </>
      }
      choices={
        expired ? <ClosedChoices bridge={frame.bridge} /> : <DecisionChoices {...decision} />
      }
    />
  )
}

/** What is let run beyond one call: changed tools, a plan, what a pause holds, and what any of it means. */
function AboutWidening({
  card,
  plan,
  open,
  nowMs,
}: {
  card: ApprovalCard
  plan: PlanDeciding
  open: boolean
  nowMs: number
}): ReactElement {
  return (
    <>
      {card.toolChanges && <ToolChanges changes={card.toolChanges} />}
      {card.plan && (
        <PlanEntries entries={card.plan} digest={card.digest} deciding={plan} open={open} />
      )}
      {card.pausedFacts && <PausedFacts sentences={card.pausedFacts} />}
      {card.agentFacts && <AgentFactsList facts={card.agentFacts} />}
      {card.widening && <WideningFacts widening={card.widening} nowMs={nowMs} />}
    </>
  )
}

function CardHead(props: CardProps & { expired: boolean; problem: string | null }): ReactElement {
  const { card, nowMs, expired, problem } = props
  return (
    <>
      <Who card={card} />
      <h1 className={card.title.length > 80 ? 'title long' : 'title'} tabIndex={-1}>
        <Untrusted value={card.title} />
      </h1>
      <RiskAndWhere card={card} nowMs={nowMs} expired={expired} />
      {card.nameWarnings.map(({ sentence, spelled }, position) => (
        <Warnings key={position} sentences={[sentence]} spelled={spelled} />
      ))}
      {expired && <p className="problem">{text('approval.expired')}</p>}
      <div role="alert">{problem !== null && <p className="problem">{problem}</p>}</div>
    </>
  )
}
