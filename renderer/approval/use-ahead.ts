// Holds a one-time code that is given together with an approval, and forgets it as soon as it is sent or out of sight.
import { useEffect, useState } from 'react'
import type { ApprovalCard } from '../../shared/approval-card.ts'
import type { Answering } from './use-answer.ts'

export interface AheadCode {
  readonly code: string
  /** Complete, or left out: half a code is neither. */
  readonly fits: boolean
  readonly onCode: (code: string) => void
}

/** A code lives here only until it is sent, refused, or hidden (threat 98). */
export function useAhead({ stepUpAhead }: ApprovalCard, { busy }: Answering): AheadCode {
  const [code, setCode] = useState('')
  const [wasBusy, setWasBusy] = useState(busy)
  if (wasBusy !== busy) {
    setWasBusy(busy)
    setCode('')
  }
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') setCode('')
    }
    document.addEventListener('visibilitychange', onHidden)
    return () => document.removeEventListener('visibilitychange', onHidden)
  }, [])
  const digits = stepUpAhead?.kind === 'otp' ? stepUpAhead.digits : 0
  return { code, fits: code === '' || code.length === digits, onCode: setCode }
}
