// The token exchange grant: widens at once, sends the customer to prove more, or defers.
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { textOf } from '../text.ts'
import type { Intent, World } from '../world.ts'
import { buildSession, renewSession } from './auth-sessions.ts'
import { answerDeferred, answerError } from './deferred-answer.ts'
import { openDeferral } from './deferrals.ts'
import { issueToken } from './issue-token.ts'
import { loadProofKey } from './proof-keys.ts'
import { bankScopes, isIntentScope, parseScope } from './scopes.ts'

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** The parameters oidc-provider lets through to the handler. */
export const exchangeParameters = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'resource',
  'scope',
  'completion_mode',
]

type Subject = { accountId: string; scope: string; claims: Record<string, unknown> }

/** Serves a token exchange request of an authenticated client. */
export async function serveExchange(
  world: World,
  provider: Provider,
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const params = ctx.oidc.params ?? {}
  const jkt = loadProofKey(ctx.req) ?? ''
  const subject = await findSubject(provider, ctx, jkt)
  if (!subject) return answerError(ctx, 'invalid_request', 'the subject_token is not usable')
  if ((params['resource'] ?? world.urls.mcpUrl) !== world.urls.mcpUrl) {
    return answerError(ctx, 'invalid_target', 'unknown resource')
  }
  const scopes = parseScope(textOf(params['scope']))
  const held = parseScope(subject.scope)
  const lacking = scopes.filter((one) => !isIntentScope(one) && !held.includes(one))
  if (lacking.some((one) => !bankScopes.includes(one) && one !== 'openid')) {
    return answerError(ctx, 'invalid_scope', `unknown scope: ${lacking.join(' ')}`)
  }
  if (lacking.some((one) => one !== 'openid')) return answerProveMore(world, ctx, jkt)
  const wanted = scopes.filter(isIntentScope)
  if (wanted.length > 1) return answerError(ctx, 'invalid_scope', 'one intent at a time')
  const scope = scopes.filter((one) => one !== 'openid').join(' ')
  const want = { scope, jkt, accountId: subject.accountId, claims: subject.claims }
  if (wanted.length === 0) return issueToken(world, provider, { ctx, ...want })
  const intent = [...world.intents.values()].find((one) => one.scope === wanted[0] && !one.used)
  if (!intent) return answerError(ctx, 'invalid_scope', 'no such intent is open')
  defer(world, ctx, { ...want, intent })
}

async function findSubject(
  provider: Provider,
  ctx: KoaContextWithOIDC,
  jkt: string,
): Promise<Subject | null> {
  const params = ctx.oidc.params ?? {}
  if (params['subject_token_type'] !== accessTokenType) return null
  const requested = params['requested_token_type']
  if (requested !== undefined && requested !== accessTokenType) return null
  const token = await provider.AccessToken.find(textOf(params['subject_token']))
  if (!token || token.clientId !== ctx.oidc.client?.clientId || token.jkt !== jkt) return null
  return { accountId: token.accountId, scope: token.scope ?? '', claims: token.extra ?? {} }
}

/** More than the customer granted: the authorization challenge endpoint has to be asked. */
function answerProveMore(world: World, ctx: KoaContextWithOIDC, jkt: string): void {
  const clientId = ctx.oidc.client?.clientId ?? ''
  const session = buildSession(clientId, jkt)
  ctx.status = 403
  ctx.body = {
    error: 'insufficient_authorization',
    error_description: 'The customer has not granted this yet.',
    auth_session: renewSession(world, session),
  }
}

type Wanted = {
  intent: Intent
  scope: string
  jkt: string
  accountId: string
  claims: Record<string, unknown>
}

function defer(world: World, ctx: KoaContextWithOIDC, wanted: Wanted): void {
  if (!parseScope(textOf(ctx.oidc.params?.['completion_mode'])).includes('deferred')) {
    return answerError(
      ctx,
      'invalid_scope',
      'somebody else must agree; ask with completion_mode=deferred',
    )
  }
  const client = ctx.oidc.client
  const deferral = openDeferral(world, {
    ...wanted,
    clientId: client?.clientId ?? '',
    clientName: client?.clientName ?? 'An OAuth client',
    resource: world.urls.mcpUrl,
  })
  answerDeferred(world, ctx, deferral)
}
