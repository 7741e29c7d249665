// The reach of one card's approval: kept while the card is shown, and read anew whenever it changes.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
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

export function useReach({ allowFor: offer }: ApprovalCard, arming: Arming): Reach {
  const [allowFor, setAllowFor] = useState<AllowFor | null>(null)
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
      offer={card.allowFor}
      value={reach.allowFor}
      about={{ agent: card.agentName ?? '?', tool, connection }}
      disabled={disabled}
      onChange={reach.choose}
    />
  )
}
