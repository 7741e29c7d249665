// Starts a sign-in that the person finishes on another device (RFC 8628): the wait for it is a deferral.
import { requestDeviceAuthorization } from '../oauth/device-authorization.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { processTokenAnswer } from './token-end.ts'

/** Danger: only where the person turned it on for this issuer; the caller checks. */
export async function runDeviceFlow(
  ports: Pick<ChallengePorts, 'oauth' | 'secrets'>,
  want: ChallengeWant,
): Promise<FlowOutcome> {
  const { client, scope, resource, authorizationDetailsJson, completionMode } = want
  await want.mayPrompt?.()
  const answer = await requestDeviceAuthorization(ports.oauth, client, {
    scope,
    resource,
    authorizationDetailsJson,
    ...(completionMode === undefined ? {} : { completionMode }),
  })
  return processTokenAnswer(ports, want, answer)
}
