// Asks the person on their other device (OpenID CIBA, poll mode): the wait for their answer is a deferral.
import { text } from '../../shared/catalogue/text.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { OAuthRefusal } from '../oauth/answers.ts'
import {
  asksForUserCode,
  describeStartRefusal,
  requestBackchannelAuthentication,
} from '../oauth/backchannel-authentication.ts'
import { askUserCode } from './ask-user-code.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import { makeBindingMessage } from './binding-words.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { triesPerChallenge } from './lockout.ts'
import { describeLock } from './locked.ts'
import { processTokenAnswer } from './token-end.ts'

/**
 * Starts the request with words of ours that both devices show. A server that wants the person's user code gets it in
 * a new request; wrong ones count like wrong codes. `max_age` has no place in CIBA: it is judged afterwards.
 */
export async function runBackchannelFlow(
  ports: ChallengePorts,
  want: ChallengeWant,
  loginHint: string,
): Promise<FlowOutcome> {
  const { issuer } = want.client.metadata
  let userCode: Secret | null = null
  for (let asked = 0; ; asked += 1) {
    const answer = await requestBackchannelAuthentication(ports.oauth, want.client, {
      scope: want.scope ?? '',
      loginHint,
      bindingMessage: makeBindingMessage(ports.oauth.randomness),
      acrValues: want.acrValues,
      resource: want.resource,
      authorizationDetailsJson: want.authorizationDetailsJson,
      userCode,
    })
    if (answer.kind !== 'refused') return processTokenAnswer(ports, want, answer)
    const { refusal } = answer
    if (refusal.error === 'invalid_user_code') await ports.lockout.onWrongCode(issuer)
    const locked = await describeLock(ports.lockout, issuer)
    if (locked !== null) return { kind: 'failed', reason: locked }
    if (!asksForUserCode(refusal) || asked >= triesPerChallenge)
      return describeStart(ports, want, refusal)
    const given = await askUserCode(ports, want, {
      triesLeft: triesPerChallenge - asked,
      wasWrong: userCode !== null,
    })
    if (given.kind !== 'code') return given
    if (want.signal.aborted) return { kind: 'cancelled', reason: text('step-up.abandoned') }
    userCode = given.code
  }
}

function describeStart(
  ports: ChallengePorts,
  want: ChallengeWant,
  refusal: OAuthRefusal,
): FlowOutcome | Promise<FlowOutcome> {
  const reason = describeStartRefusal(refusal, new URL(want.client.metadata.issuer).host)
  if (reason === null) return processTokenAnswer(ports, want, { kind: 'refused', refusal })
  const kind = refusal.error === 'access_denied' ? 'denied' : 'failed'
  return { kind, reason, oauthError: refusal.error }
}
