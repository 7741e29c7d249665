// Makes the deferral from the answer that said "not yet" (DTR -01 1.5).
import type { Deferral } from '../../shared/model/deferral.ts'
import type { DeferredAnswer } from '../oauth/answers.ts'
import { buildHandle } from '../oauth/deferral-handle.ts'
import { readAssertionLifetime } from '../oauth/identity-assertion.ts'
import type { Now } from './event.ts'
import { planRegularPoll } from './poll-times.ts'

/** What was asked, of whom, and what the server answered. */
export interface DeferralStart {
  /** Null: a sign-in waits. */
  readonly callId: string | null
  readonly connectionId: string
  readonly issuer: string
  readonly clientId: string
  readonly dpopKeyId: string
  readonly scope: string
  readonly resource: string
  readonly authorizationDetailsJson?: string | null
  readonly acrValues?: string | null
  readonly maxAgeSeconds?: number | null
  readonly renewsGrantId?: string | null
  readonly deferred: DeferredAnswer
}

/** The first poll comes not before one interval after now. */
export function buildDeferral(start: DeferralStart, id: string, now: Now): Deferral {
  const { deferred, ...asked } = start
  const deferral: Deferral = {
    id,
    ...asked,
    dialect: deferred.dialect ?? 'dtr',
    deferralCode: buildHandle({ ...deferred.remembered, code: deferred.deferralCode }),
    userCode: deferred.userCode ?? null,
    bindingMessage: deferred.bindingMessage ?? null,
    state: deferred.interactionRequired ? 'waiting_interaction' : 'waiting',
    intervalSeconds: deferred.intervalSeconds,
    startedAtMs: now.nowMs,
    expiresAtMs: now.nowMs + findLifetime(deferred) * 1000,
    nextPollAtMs: 0,
    lastExchangeEndAtMs: now.nowMs,
    pollInFlight: false,
    ambiguous: false,
    failures: 0,
    pollCount: 0,
    finalPollDone: false,
    serverWords: deferred.serverWords,
    interactionUri: deferred.interactionUri,
    endedAtMs: null,
  }
  return { ...deferral, nextPollAtMs: planRegularPoll(deferral, now) }
}

/** A request that is sent again is good for no longer than its assertion: the wait ends with it. */
function findLifetime({ dialect, deferralCode, expiresInSeconds }: DeferredAnswer): number {
  const ofAssertion = dialect === 'jwt_interaction' ? readAssertionLifetime(deferralCode) : null
  return Math.min(expiresInSeconds, ofAssertion ?? Infinity)
}
