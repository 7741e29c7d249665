// The deferred grant: answers a poll with pending, a token, or the end.
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { textOf } from '../text.ts'
import type { World } from '../world.ts'
import { answerError, answerPending } from './deferred-answer.ts'
import { expireDeferral } from './deferrals.ts'
import { issueToken } from './issue-token.ts'

/** Serves a poll that broke no rule (DTR 1.7); the client is authenticated already. */
export async function servePoll(
  world: World,
  provider: Provider,
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const deferral = world.deferrals.get(textOf(ctx.oidc.params?.['deferral_code']))
  if (!deferral || deferral.clientId !== ctx.oidc.client?.clientId) {
    return answerError(ctx, 'invalid_grant', 'unknown deferral code')
  }
  expireDeferral(world, deferral)
  if (deferral.status === 'pending') return answerPending(world, ctx, deferral)
  if (deferral.status === 'approved') {
    deferral.status = 'redeemed'
    deferral.told = true
    const exchanged = deferral.intent.kind !== 'assertion'
    return issueToken(world, provider, { ctx, ...deferral, exchanged })
  }
  deferral.told = true
  answerError(ctx, endings[deferral.status])
}

const endings = {
  denied: 'access_denied',
  cancelled: 'access_denied',
  expired: 'expired_token',
  failed: 'invalid_request',
  redeemed: 'invalid_grant',
} as const
