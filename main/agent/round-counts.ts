// Counts the rounds of a refused call: which refusals a refresh may cure, and where a round that was cut off began.
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { RoundCounts } from './call-event.ts'

/** True for refusals that a refreshed access token may cure (decision table rows 2 and 3). */
export function isTokenRefusal(call: ToolCall): boolean {
  const challenge = call.lastChallenge
  return (
    challenge?.status === 401 && (challenge.error === null || challenge.error === 'invalid_token')
  )
}

/** After a restart: the counts before the round that was under way. Where it could be either, it was a refresh. */
export function countsBeforeRound(call: ToolCall): RoundCounts {
  const { refreshRounds, interactiveRounds } = call
  return isTokenRefusal(call) && refreshRounds > 0
    ? { refreshRounds: refreshRounds - 1, interactiveRounds }
    : { refreshRounds, interactiveRounds: Math.max(0, interactiveRounds - 1) }
}
