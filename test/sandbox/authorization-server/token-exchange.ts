// The token exchange grant: widens at once, sends the customer to prove more, or defers.
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { textOf } from '../text.ts'
import type { Intent } from '../pending.ts'
import type { World } from '../world.ts'
import { buildSession, renewSession } from './auth-sessions.ts'
import { findDetailed } from './authorization-details.ts'
import { answerDeferred, answerError } from './deferred-answer.ts'
import { openDeferral } from './deferrals.ts'
import { issueToken } from './issue-token.ts'
import { loadProofKey } from './proof-keys.ts'
import { bankScopes, isBank, isIntentScope, parseScope } from './scopes.ts'

const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** The parameters oidc-provider lets through to the handler. */
export const exchangeParameters = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'resource',
  'scope',
  'completion_mode',
  'authorization_details',
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
  const resource = textOf(params['resource'], world.urls.mcpUrl)
  if (!isBank(world.urls, resource)) {
    return answerError(ctx, 'invalid_target', 'unknown resource')
  }
  const scopes = parseScope(textOf(params['scope']))
  const held = parseScope(subject.scope)
  const lacking = scopes.filter((one) => !isIntentScope(one) && !held.includes(one))
  if (lacking.some((one) => !bankScopes.includes(one) && one !== 'openid')) {
    return answerError(ctx, 'invalid_scope', `unknown scope: ${lacking.join(' ')}`)
  }
  if (lacking.some((one) => one !== 'openid')) return answerProveMore(world, ctx, jkt)
  const named = findNamed(world, scopes, params['authorization_details'])
  if ('error' in named) return answerError(ctx, named.error, 'no such intent is open')
  const { intent, claims } = named
  const scope = scopes.filter((one) => one !== 'openid').join(' ') || subject.scope
  const kept = { ...subject.claims, ...claims }
  const want = { scope, jkt, accountId: subject.accountId, claims: kept, resource }
  if (intent === null) return issueToken(world, provider, { ctx, ...want })
  defer(world, ctx, { ...want, intent })
}

type Named = { intent: Intent | null; claims: { intent: string | null } } | { error: string }

/** The one open intent that a request names, by a scope of its own or by authorization details; null for none. */
function findNamed(world: World, scopes: string[], details: unknown): Named {
  const open = [...world.intents.values()].filter(({ used }) => !used)
  if (details !== undefined) {
    const intent = findDetailed(world, textOf(details))
    return intent
      ? { intent, claims: { intent: intent.id } }
      : { error: 'invalid_authorization_details' }
  }
  const [wanted, ...more] = scopes.filter(isIntentScope)
  if (wanted === undefined) return { intent: null, claims: { intent: null } }
  const intent = open.find(({ scope }) => scope === wanted)
  if (intent === undefined || more.length > 0) return { error: 'invalid_scope' }
  return { intent, claims: { intent: null } }
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
  resource: string
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
  })
  answerDeferred(world, ctx, deferral)
}
