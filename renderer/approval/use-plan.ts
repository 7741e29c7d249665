// Sends what the person drops from a plan or takes back in, one at a time; the changed plan comes as a new card.
import { useState } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'

export interface PlanDeciding {
  readonly busy: boolean
  readonly problem: string | null
  readonly onDrop: (position: number, dropped: boolean) => void
  readonly onEdit: (position: number) => void
}

export function usePlan(
  bridge: ApprovalBridge,
  { interactionId, digest }: ApprovalCard,
  onEdit: (position: number) => void,
): PlanDeciding {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const onDrop = (position: number, dropped: boolean): void => {
    if (state.busy) return
    setState({ busy: true, problem: null })
    const change = { interactionId, digest, position, dropped }
    void bridge.call('approval.drop-planned', change).then((result) => {
      if (!result.ok) setState({ busy: false, problem: result.error.message })
    })
  }
  return { ...state, onDrop, onEdit }
}
