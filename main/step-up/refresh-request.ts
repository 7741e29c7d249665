// Sends a refresh, and sends it once more when its answer was lost on the way.
import type { Grant } from '../../shared/model/grant.ts'
import type { TokenAnswer } from '../oauth/answers.ts'
import type { OAuthClient, OAuthContext } from '../oauth/oauth-context.ts'
import { requestRefresh } from '../oauth/token-requests.ts'

export interface RefreshAsk {
  readonly grant: Grant
  /** False never opts in to a deferred answer. */
  readonly mayDefer: boolean
  /** True sends exactly one request. */
  readonly lastTry: boolean
}

/**
 * A request that may have reached a server which rotates has perhaps spent the refresh token. Servers allow the same
 * request again for a short while, so it is repeated at once, before anything is taken as lost. A server that says
 * when to come back is not asked again.
 */
export async function askForRefresh(
  context: OAuthContext,
  client: OAuthClient,
  ask: RefreshAsk,
): Promise<TokenAnswer> {
  const first = await sendOnce(context, client, ask)
  if (first.kind !== 'no_answer' || ask.lastTry) return first
  if (!first.sent || first.retryAfterSeconds !== null) return first
  return sendOnce(context, client, ask)
}

async function sendOnce(
  context: OAuthContext,
  client: OAuthClient,
  { grant: { refreshToken, resource }, mayDefer }: RefreshAsk,
): Promise<TokenAnswer> {
  if (refreshToken === null) {
    return { kind: 'no_answer', sent: false, reason: 'nothing held', retryAfterSeconds: null }
  }
  const offers = client.metadata.deferred_token_response_supported === true
  const optIn = mayDefer && offers ? ({ completionMode: 'deferred' } as const) : {}
  return requestRefresh(context, client, { refreshToken, resource, ...optIn })
}
