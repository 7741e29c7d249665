// The step-up room's one face: obtains grants for calls and connections, and registers passkeys.
import { text } from '../../shared/catalogue/text.ts'
import type { Connection } from '../../shared/model/connection.ts'
import { runAuthorizationChallenge } from './authorization-challenge.ts'
import type { Lockout } from './lockout.ts'
import type { ObtainOutcome, RegisterOutcome, StepUp } from './obtain.ts'
import { createCallProgress, type CallProgress, type CallRequest } from './call-situation.ts'
import { createCore, type StepUpCore } from './core.ts'
import { obtainForCall } from './obtain-for-call.ts'
import { buildWant, hasChallengeEndpoint, listOffers } from './offers.ts'
import type { RefreshGrant } from './refresh-grant.ts'
import { listTransports } from './route.ts'
import { refreshOrSignIn } from './standing.ts'
import { failed, loadParty, replaceLostKey, type Party, type StepUpParts } from './step-up-parts.ts'

/** `refreshGrant` is the app's only way to refresh: see `RefreshGrant`. */
export function createStepUp(parts: StepUpParts): StepUp & {
  readonly refreshGrant: RefreshGrant
  /** Relayed codes count with those given to the authorization server itself. */
  readonly lockout: Lockout
  /** As `signIn`, but never by a refresh: the former grants go only when the new one is there. */
  readonly renew: StepUp['signIn']
} {
  const core = createCore(parts)
  const running = new Map<string, AbortController>()
  const progresses = new Map<string, CallProgress>()
  const progressOfCall = (callId: string): CallProgress => {
    const progress = progresses.get(callId) ?? createCallProgress()
    progresses.set(callId, progress)
    return progress
  }
  const obtain = async (request: CallRequest): Promise<ObtainOutcome> => {
    const { id } = request.call
    const controller = new AbortController()
    const progress = progressOfCall(id)
    running.set(id, controller)
    try {
      return await obtainForCall(core, request, { progress, signal: controller.signal })
    } finally {
      // Of the refusal that was just answered; the next one names its own.
      progress.offeredAuthSession = null
      if (running.get(id) === controller) running.delete(id)
    }
  }
  return {
    obtainForCall: obtain,
    offerAuthSession: (callId, session) => {
      progressOfCall(callId).offeredAuthSession = session
    },
    signIn: (connection, onProgress, browserSignal) =>
      signIn(core, connection, { onProgress, browserSignal }),
    renew: (connection, onProgress, browserSignal) =>
      signIn(core, connection, { onProgress, browserSignal, anew: true }),
    registerPasskey: (connection) => registerPasskey(core, connection),
    refreshGrant: core.refreshGrant,
    lockout: core.ports.lockout,
    abandonForCall: (callId) => {
      running.get(callId)?.abort()
      progresses.delete(callId)
    },
  }
}

async function signIn(
  core: StepUpCore,
  connection: Connection,
  {
    onProgress,
    browserSignal,
    anew = false,
  }: {
    onProgress: (step: string) => void
    browserSignal?: AbortSignal | undefined
    anew?: boolean
  },
): Promise<ObtainOutcome> {
  await replaceLostKey(core.parts, connection)
  const party = await loadParty(core.parts, connection)
  if ('kind' in party) return party
  const mayRefresh = !anew && (party.standing?.refreshToken ?? null) !== null
  onProgress(text(progressOf(party, mayRefresh), { host: party.host }))
  const grant = mayRefresh ? party.standing : null
  return refreshOrSignIn(core, party, { grant, scope: null, browserSignal, onProgress })
}

async function registerPasskey(core: StepUpCore, connection: Connection): Promise<RegisterOutcome> {
  const party = await loadParty(core.parts, connection)
  if ('kind' in party) return party
  const { host } = party
  const acrValues = party.client.metadata.passkey_enrolment_acr_value
  if (!party.server.firstParty) return failed(text('step-up.first-party-only', { host }))
  if (acrValues === undefined || !hasChallengeEndpoint(party)) {
    return failed(text('step-up.registration-not-offered', { host }))
  }
  // Nothing is redeemed, so nothing may be promised of how.
  const { completionMode: _none, ...wanted } = buildWant(party, { acrValues })
  const want = { ...wanted, mayRegisterPasskey: true }
  const end = await core.oneAtATime(party.server.issuer, () =>
    runAuthorizationChallenge(core.ports, want),
  )
  // The code is not redeemed: nothing but the passkey was wanted.
  if (end.kind === 'code') return { kind: 'registered' }
  return end.kind === 'web' ? failed(text('step-up.registration-not-offered', { host })) : end
}

function progressOf(
  party: Party,
  mayRefresh: boolean,
): 'step-up.progress-refreshing' | 'step-up.progress-asking' | 'step-up.progress-browser' {
  if (mayRefresh) return 'step-up.progress-refreshing'
  const [first] = listTransports(2, { offered: listOffers(party), hadToken: false })
  return first === 'browser' ? 'step-up.progress-browser' : 'step-up.progress-asking'
}
