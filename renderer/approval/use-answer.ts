// Sends one answer at a time and keeps what became of it.
import { useEffect, useRef, useState } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { Result } from '../../shared/result.ts'

export interface Answering {
  /** True from the press until main has said what comes next. */
  readonly busy: boolean
  /** Main's words on why the last answer was not taken, or null. */
  readonly problem: string | null
  readonly approve: (confirmation: string | null) => void
  readonly deny: (reason: string | null) => void
  readonly answer: (answer: ElicitationAnswer) => void
}
type Phase = { busy: boolean; problem: string | null }
const open: Phase = { busy: false, problem: null }

export function useAnswer(bridge: ApprovalBridge, card: ApprovalCard): Answering {
  const [phase, setPhase] = useState(open)
  const inFlight = useRef(false)
  const shown = { interactionId: card.interactionId, digest: card.digest }
  const isBusy = card.busy !== null
  const round = `${isBusy} ${card.elicitation?.triesLeft ?? ''} ${card.elicitation?.problem ?? ''}`

  // Main answered this round with new facts on the same card: the person may answer again.
  useEffect(() => {
    inFlight.current = false
    setPhase(open)
  }, [round])

  const send = (request: () => Promise<Result<unknown>>): void => {
    if (inFlight.current) return
    inFlight.current = true
    setPhase({ busy: true, problem: null })
    void request().then((result) => {
      if (result.ok) return
      inFlight.current = false
      setPhase({ busy: false, problem: result.error.message })
    })
  }
  return {
    busy: phase.busy || isBusy,
    problem: phase.problem,
    approve: (confirmation) =>
      send(() => bridge.call('approval.approve', { ...shown, confirmation })),
    deny: (reason) => send(() => bridge.call('approval.deny', { ...shown, reason })),
    answer: (answer) => send(() => bridge.call('approval.answer', { ...shown, answer })),
  }
}
