// Obtains tokens through the system browser and judges how that ended.
import { text } from '../../shared/catalogue/text.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { requestCodeByBrowser, type BrowserAnswer } from '../oauth/browser-sign-in.ts'
import { redeemCode } from '../oauth/token-requests.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeRefusal } from './refusal.ts'
import { processTokenAnswer } from './token-end.ts'

export interface BrowserPorts extends Pick<ChallengePorts, 'oauth' | 'secrets'> {
  readonly openExternal: (url: string) => Promise<void>
}

/** Runs the code flow (PKCE, state, iss, PAR where offered) and redeems the code with the same DPoP key. */
export async function runBrowserFlow(
  ports: BrowserPorts,
  want: ChallengeWant,
  registeredRedirectUri: string | null,
): Promise<FlowOutcome> {
  const { client, resource } = want
  const host = new URL(client.metadata.issuer).host
  await want.mayPrompt?.()
  const answer = await requestCode(ports, want, registeredRedirectUri)
  if (answer.kind === 'refused') return withoutWeb(describeRefusal(answer.refusal, host), host)
  if (answer.kind === 'cancelled') return { kind: 'cancelled', reason: text('step-up.abandoned') }
  if (answer.kind === 'expired') return { kind: 'expired', reason: text('step-up.took-too-long') }
  if (answer.kind !== 'code' && answer.kind !== 'deferred' && answer.kind !== 'no_answer')
    return answer
  const redeemed =
    answer.kind === 'code' ? await redeemCode(ports.oauth, client, { ...answer, resource }) : answer
  return withoutWeb(await processTokenAnswer(ports, want, redeemed), host)
}

type NotBegun = Extract<FlowOutcome, { reason?: string }>

async function requestCode(
  ports: BrowserPorts,
  want: ChallengeWant,
  registeredRedirectUri: string | null,
): Promise<BrowserAnswer | NotBegun> {
  const { client, scope, resource, acrValues, maxAgeSeconds, signal } = want
  const { authorizationDetailsJson, completionMode, asksNobody = false } = want
  let opened = true
  const openExternal = async (url: string): Promise<void> => {
    opened = false
    await ports.openExternal(url)
    opened = true
  }
  return requestCodeByBrowser(ports.oauth, client, {
    registeredRedirectUri,
    scope,
    resource,
    acrValues,
    maxAgeSeconds,
    authorizationDetailsJson,
    asksNobody,
    ...(completionMode === undefined ? {} : { completionMode }),
    openExternal,
    signal,
  }).catch((error: unknown) => describeError(error, opened))
}

/** The flow could not begin, or the answer came from somebody else. Without a browser another way may go on. */
function describeError(error: unknown, opened: boolean): NotBegun {
  if (!isCountersignError(error)) throw error
  return { kind: opened ? 'failed' : 'web', reason: error.message }
}

/** We are in the browser already: there is nowhere else to go. */
function withoutWeb(outcome: FlowOutcome, host: string): FlowOutcome {
  return outcome.kind === 'web'
    ? { kind: 'failed', reason: text('step-up.refused-silently', { host }) }
    : outcome
}
