// The reach of an approval: once, until the person chooses more, and once again as soon as something else is offered.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AllowForOffer, ApprovalCard } from '../../shared/approval-card.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import { AllowForChoices, isAllowForSound } from './allow-for.tsx'
import type { Arming } from './use-arming.ts'

export interface Reach {
  /** Null: once. */
  readonly allowFor: AllowFor | null
  /** False while the limits are unfinished. */
  readonly sound: boolean
  readonly choose: (allowFor: AllowFor | null) => void
}

/** `offer` null: nothing but once may be chosen, and nothing that was chosen before goes out with the answer. */
export function useReach(offer: AllowForOffer | null, arming: Arming): Reach {
  const [allowFor, setAllowFor] = useState<AllowFor | null>(null)
  const offered = JSON.stringify(offer)
  const [lastOffered, setLastOffered] = useState(offered)
  if (lastOffered !== offered) {
    // It was chosen for other values: it would allow what is not offered any more.
    setLastOffered(offered)
    setAllowFor(null)
  }
  return {
    allowFor,
    sound: offer === null || isAllowForSound(offer, allowFor),
    choose: (chosen) => {
      arming.onChanged()
      setAllowFor(chosen)
    },
  }
}

export function CardAllowFor(props: {
  card: ApprovalCard
  reach: Reach
  disabled: boolean
}): ReactElement | null {
  const { card, reach, disabled } = props
  if (!card.allowFor || !card.call) return null
  const { tool, connectionName: connection } = card.call
  return (
    <AllowForChoices
      key={JSON.stringify(card.allowFor)}
      offer={card.allowFor}
      value={reach.allowFor}
      about={{ agent: card.agentName ?? '?', tool, connection }}
      disabled={disabled}
      onChange={reach.choose}
    />
  )
}
