// Sends one answer at a time and keeps what became of it.
import { useState } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import type { Result } from '../../shared/result.ts'

/** What goes with an approval. */
export interface Given {
  readonly confirmation: string | null
  /** A one-time code, given ahead; null or left out: none. */
  readonly code?: string | null
  /** Null or left out: once. */
  readonly allowFor?: AllowFor | null
}

export interface Answering {
  /** True from the press until main has said what comes next. */
  readonly busy: boolean
  /** Main's words on why the last answer was not taken, or null. */
  readonly problem: string | null
  readonly approve: (given: Given) => void
  readonly deny: (reason: string | null) => void
  /** Denies it, and every call of this agent to this tool from now on. */
  readonly denyAlike: () => void
  readonly answer: (answer: ElicitationAnswer) => void
}
type Phase = { busy: boolean; problem: string | null }
const open: Phase = { busy: false, problem: null }

export function useAnswer(bridge: ApprovalBridge, card: ApprovalCard): Answering {
  const [phase, setPhase] = useState(open)
  const isBusy = card.busy !== null
  const round = `${isBusy} ${card.elicitation?.triesLeft ?? ''} ${card.elicitation?.problem ?? ''}`
  const [lastRound, setLastRound] = useState(round)
  if (lastRound !== round) {
    // Main answered with new facts on the same card: the person may answer again.
    setLastRound(round)
    setPhase(open)
  }
  const send = (request: () => Promise<Result<unknown>>): void => {
    if (phase.busy || isBusy) return
    setPhase({ busy: true, problem: null })
    void request().then((result) => {
      if (!result.ok) setPhase({ busy: false, problem: result.error.message })
    })
  }
  const shown = { interactionId: card.interactionId, digest: card.digest }
  return {
    busy: phase.busy || isBusy,
    problem: phase.problem,
    approve: ({ confirmation, code = null, allowFor = null }) =>
      send(() => bridge.call('approval.approve', { ...shown, confirmation, code, allowFor })),
    deny: (reason) => send(() => bridge.call('approval.deny', { ...shown, reason })),
    denyAlike: () => send(() => bridge.call('approval.deny-alike', shown)),
    answer: (answer) => send(() => bridge.call('approval.answer', { ...shown, answer })),
  }
}
