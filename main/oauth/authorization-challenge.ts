// The transport of FiPA (OAuth for First-Party Apps): requests to the authorization challenge endpoint.
import type { Secret } from '../../shared/model/secret.ts'
import type { ChallengeAnswer } from './answers.ts'
import { buildRefusal, readRefusal, readSecret } from './members.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { chooseCompletionMode } from './opt-in.ts'
import { postToServer, type WireAnswer } from './wire.ts'

export interface AuthorizationChallengeRequest {
  readonly scope: string | null
  readonly resource: string | null
  /** Space-separated, in the order of preference. */
  readonly acrValues: string | null
  readonly maxAgeSeconds: number | null
  /** S256; keep the verifier for redeeming the code. */
  readonly codeChallenge: string
  /** The newest one we hold for this issuer, client and key, else null. */
  readonly authSession: Secret | null
  /** RFC 9396: a JSON array. */
  readonly authorizationDetailsJson?: string | null
  /** Hint only; repeat it when redeeming the code. */
  readonly completionMode?: 'deferred'
}

/**
 * Starts (or continues) an authorization at the challenge endpoint. Danger: call it only for issuers the person
 * marked first-party. Store a new `authSession` from every answer before doing anything else.
 */
export async function requestAuthorizationChallenge(
  context: OAuthContext,
  client: OAuthClient,
  request: AuthorizationChallengeRequest,
): Promise<ChallengeAnswer> {
  const form = {
    response_type: 'code',
    scope: request.scope,
    resource: request.resource,
    acr_values: request.acrValues,
    max_age: request.maxAgeSeconds?.toString(),
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    auth_session: request.authSession,
    authorization_details: request.authorizationDetailsJson,
    completion_mode: chooseCompletionMode(client, request.completionMode),
  }
  const url = client.metadata.authorization_challenge_endpoint
  return processChallengeResponse(await postToServer(context, client, { url, body: { form } }))
}

/** Answers an elicitation: `response` goes as given (JSON), validated against its schema by the caller. */
export async function requestChallengeResponse(
  context: OAuthContext,
  client: OAuthClient,
  request: { authSession: Secret; response: Readonly<Record<string, unknown>> },
): Promise<ChallengeAnswer> {
  const json = { auth_session: request.authSession.reveal(), response: request.response }
  const url = client.metadata.authorization_challenge_endpoint
  return processChallengeResponse(await postToServer(context, client, { url, body: { json } }))
}

/** Decides by the `error` member, not by the status (servers answer 400, 401 and 403). */
function processChallengeResponse(wire: WireAnswer): ChallengeAnswer {
  if (wire.kind === 'no_answer') return wire
  if (wire.kind === 'empty') return badResponse(wire.status)
  const { status, body } = wire
  if (body['error'] === 'insufficient_authorization') {
    const { elicitations } = body
    return {
      kind: 'insufficient',
      authSession: readSecret(body, 'auth_session'),
      elicitations: Array.isArray(elicitations) ? elicitations : [],
    }
  }
  if (body['error'] !== undefined) return { kind: 'refused', refusal: readRefusal(status, body) }
  const code = readSecret(body, 'authorization_code')
  if (status !== 200 || code === null) return badResponse(status)
  return { kind: 'code', code, authSession: readSecret(body, 'auth_session') }
}

function badResponse(status: number): ChallengeAnswer {
  return { kind: 'refused', refusal: buildRefusal('bad_response', status) }
}
