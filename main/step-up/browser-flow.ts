// Obtains tokens through the system browser and judges how that ended.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { requestCodeByBrowser } from '../oauth/browser-sign-in.ts'
import { redeemCode } from '../oauth/token-requests.ts'
import type { ChallengePorts, ChallengeWant } from './authorization-challenge.ts'
import { newestAuthSession, saveAuthSession } from './auth-session.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

export interface BrowserPorts extends Pick<ChallengePorts, 'oauth' | 'secrets'> {
  readonly openExternal: (url: string) => Promise<void>
}

/** Runs the code flow (PKCE, state, iss) and redeems the code with the same DPoP key. */
export async function runBrowserFlow(
  ports: BrowserPorts,
  want: ChallengeWant,
  registeredRedirectUri: string | null,
): Promise<FlowOutcome> {
  const { client, scope, resource, acrValues, maxAgeSeconds, signal } = want
  const { issuer } = client.metadata
  const host = new URL(issuer).host
  const answer = await requestCodeByBrowser(ports.oauth, client, {
    registeredRedirectUri,
    scope,
    resource,
    acrValues,
    maxAgeSeconds,
    openExternal: ports.openExternal,
    signal,
  }).catch(describeError)
  if (answer.kind === 'failed') return answer
  if (answer.kind === 'refused') return withoutWeb(describeRefusal(answer.refusal, host), host)
  if (answer.kind === 'cancelled') return { kind: 'cancelled', reason: text('step-up.abandoned') }
  if (answer.kind === 'expired') return { kind: 'expired', reason: text('step-up.took-too-long') }
  const redeemed =
    answer.kind === 'code' ? await redeemCode(ports.oauth, client, { ...answer, resource }) : answer
  await saveAuthSession(ports.secrets, issuer, newestAuthSession(redeemed))
  if (redeemed.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
  return redeemed.kind === 'refused'
    ? withoutWeb(describeRefusal(redeemed.refusal, host), host)
    : redeemed
}

/** The flow could not begin, or the answer came from somebody else. */
function describeError(error: unknown): { kind: 'failed'; reason: string } {
  if (!isCountersignError(error)) throw error
  return { kind: 'failed', reason: error.message }
}

/** We are in the browser already: there is nowhere else to go. */
function withoutWeb(outcome: ReturnType<typeof describeRefusal>, host: string): FlowOutcome {
  return outcome.kind === 'web'
    ? { kind: 'failed', reason: text('step-up.refused-silently', { host }) }
    : outcome
}
