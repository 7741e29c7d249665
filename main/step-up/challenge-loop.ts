// What one authorization challenge asks for and stands on, and the requests it makes.
import type { Secret } from '../../shared/model/secret.ts'
import type { ChallengeAnswer } from '../oauth/answers.ts'
import {
  requestAuthorizationChallenge,
  requestChallengeResponse,
} from '../oauth/authorization-challenge.ts'
import type { OAuthClient, OAuthContext } from '../oauth/oauth-context.ts'
import type { Pkce } from '../oauth/pkce.ts'
import type { AskPorts } from './ask-person.ts'
import { loadAuthSession, saveAuthSession, type SecretStore } from './auth-session.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import type { Lockout } from './lockout.ts'

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
  /** RFC 9396: a JSON array to be asked for exactly as it is, or null. */
  readonly authorizationDetailsJson: string | null
  /** Opts in to an answer that comes later (DTR -01): as a hint, and again when the code is redeemed. */
  readonly completionMode?: 'deferred'
  /** Named by the resource server (row 6): used while the authorization server gave none itself, and never kept. */
  readonly offeredAuthSession?: Secret | null
  /** Set where nobody may be asked: a flow that needs an answer ends instead. */
  readonly asksNobody?: boolean
  /** To be waited for before each prompt: see `PromptPace`. Absent where the person asked for it. */
  readonly mayPrompt?: () => Promise<void>
  readonly signal: AbortSignal
  /** Only the person's own enrolment may lead to a new passkey, never an agent's call. */
  readonly mayRegisterPasskey: boolean
}

export type ChallengeEnd =
  /** Redeem it without a redirect URI. */
  | { readonly kind: 'code'; readonly code: Secret; readonly codeVerifier: Secret }
  | Exclude<FlowOutcome, { kind: 'issued' | 'deferred' }>

/** Where one challenge stands; it lives in memory alone and is dropped with its flow. */
export interface Loop {
  readonly ports: ChallengePorts
  readonly want: ChallengeWant
  readonly issuer: string
  readonly host: string
  readonly pkce: Pkce
  readonly startedAtMs: number
  /** How long questions were open, milliseconds. */
  askedMs: number
  rounds: number
  sessionRestarts: number
  wrongCodes: number
  /** A one-time code went with the previous answer. */
  codeSent: boolean
  problem: string | null
  offeredAuthSession: Secret | null
}

export type Next =
  | { readonly kind: 'start' }
  | { readonly kind: 'respond'; readonly response: Readonly<Record<string, unknown>> }
  | ChallengeEnd

/** Sends what comes next and keeps the newest `auth_session` before anything is done with the answer. */
export async function requestNext(
  loop: Loop,
  next: Extract<Next, { kind: 'start' | 'respond' }>,
): Promise<ChallengeAnswer> {
  const { ports, want, issuer, pkce } = loop
  const authSession = await loadHeldSession(loop)
  loop.rounds += 1
  const answer =
    next.kind === 'start' || authSession === null
      ? await requestAuthorizationChallenge(ports.oauth, want.client, {
          scope: want.scope,
          resource: want.resource,
          acrValues: want.acrValues,
          maxAgeSeconds: want.maxAgeSeconds,
          authorizationDetailsJson: want.authorizationDetailsJson,
          codeChallenge: pkce.codeChallenge,
          authSession,
          ...(want.completionMode === undefined ? {} : { completionMode: want.completionMode }),
        })
      : await requestChallengeResponse(ports.oauth, want.client, {
          authSession,
          response: next.response,
        })
  await saveAuthSession(ports.secrets, issuer, newestSession(answer))
  return answer
}

/** What the authorization server gave counts before what a resource server named. */
export async function loadHeldSession({
  ports,
  issuer,
  offeredAuthSession,
}: Loop): Promise<Secret | null> {
  return (await loadAuthSession(ports.secrets, issuer)) ?? offeredAuthSession
}

function newestSession(answer: ChallengeAnswer): Secret | null {
  if (answer.kind === 'no_answer') return null
  return answer.kind === 'refused' ? answer.refusal.authSession : answer.authSession
}
