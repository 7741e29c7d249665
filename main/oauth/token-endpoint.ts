// Sends one request to a token endpoint and judges its answer; what may not be kept of it is revoked.
import type { TokenAnswer } from './answers.ts'
import { chooseCompletionMode } from './opt-in.ts'
import type { OAuthClient, OAuthContext } from './oauth-context.ts'
import { processTokenResponse, type TokenExpectation } from './token-answer.ts'
import { revokeUnwanted } from './unwanted-tokens.ts'
import { postToServer, type WireForm } from './wire.ts'

export interface TokenRequest {
  readonly form: WireForm
  /** Opts in to a deferred answer, where this client may. */
  readonly completionMode?: 'deferred' | undefined
  readonly expected?: Omit<TokenExpectation, 'mayDefer'>
}

/** Refusals of ours that leave a good token behind. */
const unwanted = new Set<string | null>(['wider_scope', 'not_bound', 'other_person'])

/** One request of any grant. Never throws for what a network or a server does. */
export async function requestTokens(
  context: OAuthContext,
  client: OAuthClient,
  request: TokenRequest,
): Promise<TokenAnswer> {
  const url = client.metadata.token_endpoint
  const completionMode = chooseCompletionMode(client, request.completionMode)
  const form = { ...request.form, completion_mode: completionMode }
  const wire = await postToServer(context, client, { url, body: { form } })
  const expected = { ...request.expected, mayDefer: completionMode !== undefined }
  const answer = await processTokenResponse(context, client, { wire, expected })
  const { error } = answer.kind === 'refused' ? answer.refusal : { error: null }
  if (wire.kind === 'json' && unwanted.has(error)) await revokeUnwanted(context, client, wire.body)
  return answer
}
