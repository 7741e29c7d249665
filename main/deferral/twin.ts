// Recognises a wait that is already under way for the same thing, so that nobody decides about it twice (protocols 12.6).
import type { Deferral } from '../../shared/model/deferral.ts'
import { parseHandle } from '../oauth/deferral-handle.ts'

interface Asked {
  readonly callId: string | null
  readonly connectionId: string
  readonly issuer: string
  readonly clientId: string
  /** A wait that is bound to a lost key ends without a token: nobody joins it with a new one. */
  readonly dpopKeyId: string
  readonly resource: string
  readonly scope: string
  readonly authorizationDetailsJson?: string | null | undefined
  readonly acrValues?: string | null | undefined
  readonly maxAgeSeconds?: number | null | undefined
  readonly renewsGrantId?: string | null | undefined
}

/** The same call, or the same sign-in, asking the same server for exactly the same. One that is being cancelled is none. */
export function isTwin(deferral: Deferral, start: Asked): boolean {
  const isAlive = deferral.state !== 'cancelling' && deferral.deferralCode !== null
  // Of thousands of waits nearly all are told apart by this alone.
  if (!isAlive || deferral.callId !== start.callId) return false
  return nameRequest(deferral) === nameRequest(start)
}

/** A server that recognises the repeated request may answer with the code it gave before. */
export function hasSameCode(one: Deferral, other: Deferral): boolean {
  const [left, right] = [one.deferralCode, other.deferralCode]
  if (left === null || right === null) return false
  return parseHandle(left).code.reveal() === parseHandle(right).code.reveal()
}

function nameRequest(asked: Asked): string {
  const { callId, connectionId, issuer, clientId, dpopKeyId, resource, scope } = asked
  const { acrValues = null, maxAgeSeconds = null } = asked
  const scopes = [...new Set(scope.split(' '))].filter((each) => each !== '').sort()
  const details = [asked.authorizationDetailsJson ?? null, acrValues, maxAgeSeconds]
  const whose = [callId, connectionId, issuer, clientId, dpopKeyId, asked.renewsGrantId ?? null]
  return JSON.stringify([...whose, resource, scopes, ...details])
}
