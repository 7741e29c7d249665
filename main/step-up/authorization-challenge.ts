// The FiPA loop: authorization challenge requests, the person's answers, and the code that ends them.
import { text } from '../../shared/catalogue/text.ts'
import type { Secret } from '../../shared/model/secret.ts'
import type { ChallengeAnswer, OAuthRefusal } from '../oauth/answers.ts'
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../oauth/authorization-challenge.ts'
import type { OAuthClient, OAuthContext } from '../oauth/oauth-context.ts'
import { buildPkce, type Pkce } from '../oauth/pkce.ts'
import { askPerson, isShowable, type AskPorts } from './ask-person.ts'
import {
  loadAuthSession,
  removeAuthSession,
  saveAuthSession,
  type SecretStore,
} from './auth-session.ts'
import { parseElicitations, type ParsedElicitation } from './elicitation.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { triesPerChallenge, type Lockout } from './lockout.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

export interface ChallengePorts extends AskPorts {
  readonly oauth: OAuthContext
  readonly secrets: SecretStore
  readonly lockout: Lockout
}

export interface ChallengeWant {
  readonly callId: string | null
  readonly connectionId: string
  readonly client: OAuthClient
  readonly scope: string | null
  readonly resource: string | null
  readonly acrValues: string | null
  readonly maxAgeSeconds: number | null
  readonly signal: AbortSignal
  /** Only the person's own enrolment may lead to a new passkey, never an agent's call. */
  readonly mayRegisterPasskey: boolean
}

export type ChallengeEnd =
  /** Redeem it without a redirect URI. */
  | { readonly kind: 'code'; readonly code: Secret; readonly codeVerifier: Secret }
  | Exclude<FlowOutcome, { kind: 'issued' | 'deferred' }>

const maxRounds = 10
const maxTimeMs = 15 * 60_000

interface Loop {
  readonly ports: ChallengePorts
  readonly want: ChallengeWant
  readonly issuer: string
  readonly host: string
  readonly pkce: Pkce
  readonly startedAtMs: number
  rounds: number
  sessionRestarts: number
  wrongCodes: number
  /** A one-time code went with the previous answer. */
  codeSent: boolean
  problem: string | null
}

/**
 * Runs one authorization challenge to its end (FiPA; protocols 3 and 4).
 * Danger: only for issuers the person marked first-party; the caller checks.
 */
export async function runAuthorizationChallenge(
  ports: ChallengePorts,
  want: ChallengeWant,
): Promise<ChallengeEnd> {
  const { issuer } = want.client.metadata
  const loop: Loop = {
    ports,
    want,
    issuer,
    host: new URL(issuer).host,
    pkce: await buildPkce(ports.oauth.randomness),
    startedAtMs: ports.clock.monotonicMs(),
    rounds: 0,
    sessionRestarts: 0,
    wrongCodes: 0,
    codeSent: false,
    problem: null,
  }
  let next: Next = { kind: 'start' }
  while (next.kind === 'start' || next.kind === 'respond') {
    const end = whyEnd(loop)
    if (end !== null) return end
    const answer = await requestNext(loop, next)
    if (want.signal.aborted) return abandoned()
    next = await processAnswer(loop, answer)
  }
  return next
}

type Next =
  | { readonly kind: 'start' }
  | { readonly kind: 'respond'; readonly response: Readonly<Record<string, unknown>> }
  | ChallengeEnd

function whyEnd(loop: Loop): ChallengeEnd | null {
  const { ports, want, issuer, host } = loop
  if (want.signal.aborted) return abandoned()
  const lockedUntilMs = ports.lockout.lockedUntilMs(issuer)
  if (lockedUntilMs !== null) {
    const time = new Date(lockedUntilMs).toLocaleTimeString('en-GB', { timeStyle: 'short' })
    return { kind: 'failed', reason: text('step-up.locked', { host, time }) }
  }
  if (loop.rounds > maxRounds) {
    return { kind: 'failed', reason: text('step-up.too-many-rounds', { host }) }
  }
  if (ports.clock.monotonicMs() - loop.startedAtMs > maxTimeMs) {
    return { kind: 'expired', reason: text('step-up.took-too-long') }
  }
  return null
}

async function requestNext(
  loop: Loop,
  next: Extract<Next, { kind: 'start' | 'respond' }>,
): Promise<ChallengeAnswer> {
  const { ports, want, issuer, pkce } = loop
  const authSession = await loadAuthSession(ports.secrets, issuer)
  loop.rounds += 1
  const answer =
    next.kind === 'start' || authSession === null
      ? await requestAuthorizationChallenge(ports.oauth, want.client, {
          scope: want.scope,
          resource: want.resource,
          acrValues: want.acrValues,
          maxAgeSeconds: want.maxAgeSeconds,
          codeChallenge: pkce.codeChallenge,
          authSession,
        })
      : await requestChallengeResponse(ports.oauth, want.client, {
          authSession,
          response: next.response,
        })
  await saveAuthSession(ports.secrets, issuer, newestSession(answer))
  return answer
}

async function processAnswer(loop: Loop, answer: ChallengeAnswer): Promise<Next> {
  if (answer.kind === 'code') {
    return { kind: 'code', code: answer.code, codeVerifier: loop.pkce.codeVerifier }
  }
  if (answer.kind === 'no_answer') {
    return { kind: 'failed', reason: describeNoAnswer(loop.host) }
  }
  if (answer.kind === 'refused') return processRefusal(loop, answer.refusal)
  const parsed = parseElicitations(answer.elicitations)
  if (parsed.kind !== 'ask' || !parsed.entries.every(isShowable)) {
    const why = parsed.kind === 'refused' ? parsed.problem : parsed.kind
    loop.ports.log('info', 'elicitation left to the browser', { issuer: loop.issuer, why })
    return { kind: 'web' }
  }
  const held = await loadAuthSession(loop.ports.secrets, loop.issuer)
  // Without one an answer could not be given, and the same question would come for ever.
  if (held === null) return { kind: 'web' }
  const registers = parsed.entries.some((entry) => entry.kind === 'passkey_registration')
  if (registers && !loop.want.mayRegisterPasskey) {
    return { kind: 'failed', reason: text('step-up.cannot-ask-here', { host: loop.host }) }
  }
  if (loop.codeSent) return processWrongCode(loop, parsed.entries)
  return askNext(loop, parsed.entries)
}

/** A code went out and the server asks again: the code was wrong. After three we start over, to choose again. */
function processWrongCode(loop: Loop, entries: readonly ParsedElicitation[]): Promise<Next> {
  const wasRight = entries.every(
    (entry) => entry.kind !== 'totp' && entry.kind !== 'authenticator_choice',
  )
  if (wasRight) return askNext(loop, entries)
  onWrongCode(loop)
  if (loop.wrongCodes < triesPerChallenge) {
    loop.problem = text('step-up.code-was-wrong')
    return askNext(loop, entries)
  }
  loop.wrongCodes = 0
  loop.codeSent = false
  loop.problem = text('step-up.code-used-up')
  return Promise.resolve({ kind: 'start' })
}

function onWrongCode(loop: Loop): void {
  loop.wrongCodes += 1
  loop.ports.lockout.onWrongCode(loop.issuer)
}

async function askNext(loop: Loop, entries: readonly ParsedElicitation[]): Promise<Next> {
  const end = whyEnd(loop)
  if (end !== null) return end
  const { callId, connectionId, signal } = loop.want
  const outcome = await askPerson(
    loop.ports,
    {
      callId,
      connectionId,
      issuer: loop.issuer,
      triesLeft: triesPerChallenge - loop.wrongCodes,
      problem: loop.problem,
    },
    entries,
  )
  if (signal.aborted) return abandoned()
  loop.problem = null
  loop.codeSent = entries.some((entry) => entry.kind === 'totp')
  if (outcome.kind !== 'response') return outcome
  return { kind: 'respond', response: outcome.response }
}

function processRefusal(loop: Loop, refusal: OAuthRefusal): Next {
  if (refusal.error === 'invalid_session') {
    removeAuthSession(loop.ports.secrets, loop.issuer)
    loop.sessionRestarts += 1
    loop.codeSent = false
    if (loop.sessionRestarts === 1) return { kind: 'start' }
  }
  if (loop.codeSent) loop.ports.lockout.onWrongCode(loop.issuer)
  return describeRefusal(refusal, loop.host)
}

function newestSession(answer: ChallengeAnswer): Secret | null {
  if (answer.kind === 'no_answer') return null
  return answer.kind === 'refused' ? answer.refusal.authSession : answer.authSession
}

function abandoned(): ChallengeEnd {
  return { kind: 'cancelled', reason: text('step-up.abandoned') }
}
