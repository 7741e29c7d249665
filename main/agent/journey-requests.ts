// The two requests a journey makes of the network, each always answered by an outcome and never by an exception.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Log } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { SendOutcome, ToolSender } from '../resource/tool-sender.ts'
import type { ObtainOutcome, StepUp } from '../step-up/obtain.ts'
import type { Store } from '../store/repositories.ts'
import { mapStrings } from '../resource/result-json.ts'
import { cleanResult, stripTokens } from './clean-result.ts'
import { allowsCall } from './pick-grant.ts'
import type { RoundCounts } from './call-event.ts'

interface RequestParts {
  readonly store: Store
  readonly sender: ToolSender
  readonly stepUp: StepUp
  readonly log: Log
}

type SendRequest = Parameters<ToolSender['send']>[0]

/** Sends the call once. Whatever fails in a way nobody foresaw counts as `unknown`: the bytes may have left. */
export async function requestSending(
  parts: RequestParts,
  request: SendRequest,
): Promise<SendOutcome> {
  const { grant, call } = request
  // What was not granted is not tried either (protocols 5.4).
  if (grant !== null && !allowsCall(grant, call))
    return { kind: 'not_sent', reason: text('step-up.not-granted') }
  try {
    const outcome = await parts.sender.send(request)
    if (outcome.kind === 'challenged' && outcome.authSession !== undefined)
      parts.stepUp.offerAuthSession?.(call.id, outcome.authSession)
    return cleanOutcome(outcome, revealTokens(request))
  } catch (error) {
    parts.log('error', 'Sending a call failed', error)
    if (isCountersignError(error, 'agent/bad_call'))
      return { kind: 'failed', reason: error.message }
    return { kind: 'unknown', reason: isCountersignError(error) ? error.message : '' }
  }
}

/** A server may quote what it was sent in its refusal as well as in its result. */
function cleanOutcome(outcome: SendOutcome, secrets: readonly string[]): SendOutcome {
  switch (outcome.kind) {
    case 'done': {
      const { resultText, resultJson } = outcome
      const strip = (words: string): string => stripTokens(words, secrets)
      const json = resultJson === undefined ? {} : { resultJson: mapStrings(resultJson, strip) }
      return { ...outcome, ...json, resultText: cleanResult(resultText, secrets) }
    }
    case 'challenged': {
      const { kind, challenge } = outcome
      const { errorDescription } = challenge
      if (errorDescription === null) return { kind, challenge }
      const words = cleanResult(errorDescription, secrets)
      return { kind, challenge: { ...challenge, errorDescription: words } }
    }
    case 'held':
    case 'suspended':
      return outcome
    default:
      return { ...outcome, reason: cleanResult(outcome.reason, secrets) }
  }
}

function revealTokens({ grant }: SendRequest): string[] {
  if (grant === null) return []
  const refresh = grant.refreshToken === null ? [] : [grant.refreshToken.reveal()]
  return [grant.accessToken.reveal(), ...refresh]
}

/** Turns the recorded refusal into a grant. The step-up sees the rounds as they were before this one began. */
export async function requestGrant(
  parts: RequestParts,
  call: ToolCall,
  before: RoundCounts,
): Promise<ObtainOutcome> {
  const connection = parts.store.connections.load(call.connectionId)
  const challenge = call.lastChallenge
  if (connection === null || challenge === null) {
    return { kind: 'failed', reason: text('agent.refused_connection_gone') }
  }
  try {
    return await parts.stepUp.obtainForCall({ call: { ...call, ...before }, connection, challenge })
  } catch (error) {
    parts.log('error', 'A step-up failed', error)
    const reason = isCountersignError(error) ? error.message : text('agent.end_step_up_failed')
    return { kind: 'failed', reason }
  }
}
