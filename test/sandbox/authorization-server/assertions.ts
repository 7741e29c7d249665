// The JWT bearer grant: identity assertions (ID-JAG) of a known identity provider, at once, after a wait, or after a word.
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JWTPayload,
} from 'jose'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { buildId } from '../secret-value.ts'
import { textOf } from '../text.ts'
import type { Deferral, Intent } from '../pending.ts'
import { customer, type World } from '../world.ts'
import { answerDeferred, answerError } from './deferred-answer.ts'
import { interactionUriOf, openDeferral } from './deferrals.ts'
import { issueToken } from './issue-token.ts'
import { describeRequest } from './poll-timing.ts'
import { assertionHandle } from './poll-rules.ts'
import { loadProofKey } from './proof-keys.ts'
import { bankScopes, parseScope } from './scopes.ts'

/** The parameters oidc-provider lets through to the handler. */
export const assertionParameters = ['assertion', 'scope', 'resource', 'completion_mode']

/** Serves the request of an authenticated client, and the same request sent again. */
export async function serveAssertion(
  world: World,
  provider: Provider,
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const assertion = textOf(ctx.oidc.params?.['assertion'])
  const jkt = loadProofKey(ctx.req) ?? ''
  const claims = await verifyAssertion(world, assertion)
  if (claims === null || !isFor(claims, ctx, jkt)) {
    return answerError(ctx, 'invalid_grant', 'the assertion is not usable')
  }
  const scope = grantedScope(ctx)
  const wish = { ctx, scope, jkt, accountId: customer.id, claims: {}, exchanged: false }
  const known = world.deferrals.get(assertionHandle(assertion))
  if (known?.status === 'approved') {
    known.status = 'redeemed'
    known.told = true
    return issueToken(world, provider, wish)
  }
  if (known !== undefined) return answerWait(world, ctx, known)
  if (world.settings.assertionAnswer === 'token') return issueToken(world, provider, wish)
  defer(world, ctx, { assertion, jkt, scope })
}

/** The claims of an assertion that a known identity provider made for this server; null for any other. */
async function verifyAssertion(world: World, assertion: string): Promise<JWTPayload | null> {
  try {
    const keys = world.identityProviders.get(decodeJwt(assertion).iss ?? '')
    if (keys === undefined || decodeProtectedHeader(assertion).typ !== 'oauth-id-jag+jwt') {
      return null
    }
    const options = { audience: world.urls.issuer, currentDate: new Date(world.now()) }
    return (await jwtVerify(assertion, createLocalJWKSet({ keys }), options)).payload
  } catch {
    return null
  }
}

function isFor(claims: JWTPayload, ctx: KoaContextWithOIDC, jkt: string): boolean {
  const bound = (claims['cnf'] as { jkt?: string } | undefined)?.jkt ?? jkt
  return claims['client_id'] === ctx.oidc.client?.clientId && bound === jkt
}

function grantedScope(ctx: KoaContextWithOIDC): string {
  const asked = parseScope(textOf(ctx.oidc.params?.['scope'], bankScopes.join(' ')))
  return asked.filter((one) => bankScopes.includes(one)).join(' ')
}

type Waiting = { assertion: string; jkt: string; scope: string }

function defer(world: World, ctx: KoaContextWithOIDC, { assertion, jkt, scope }: Waiting): void {
  const again = world.settings.assertionAnswer === 'interaction'
  const params = Object.entries(ctx.oidc.params ?? {}) as [string, string | undefined][]
  const optedIn = parseScope(textOf(ctx.oidc.params?.['completion_mode'])).includes('deferred')
  if (!again && !optedIn) return answerError(ctx, 'access_denied', 'somebody has to agree first')
  const sent = Object.fromEntries(params.filter(([, value]) => value !== undefined))
  const deferral = openDeferral(world, {
    intent: buildIntent(world, again),
    clientId: ctx.oidc.client?.clientId ?? '',
    clientName: ctx.oidc.client?.clientName ?? 'An OAuth client',
    jkt,
    accountId: customer.id,
    scope,
    resource: world.urls.mcpUrl,
    claims: {},
    ...(again ? { code: assertionHandle(assertion), resend: describeRequest(sent as Form) } : {}),
  })
  if (again) answerWait(world, ctx, deferral)
  else answerDeferred(world, ctx, deferral)
}

type Form = Record<string, string>

const endings: Partial<Record<Deferral['status'], string>> = {
  denied: 'access_denied',
  cancelled: 'access_denied',
  expired: 'invalid_grant',
  redeemed: 'invalid_grant',
  failed: 'invalid_request',
}

/** JAG-IR: no code, only where the person has to go, and that it is not over yet. */
function answerWait(world: World, ctx: KoaContextWithOIDC, deferral: Deferral): void {
  const ending = endings[deferral.status]
  if (ending !== undefined) {
    deferral.told = true
    return answerError(ctx, ending)
  }
  const interaction_uri = interactionUriOf(world, deferral)
  ctx.status = 400
  ctx.body =
    interaction_uri === null
      ? { error: 'interaction_pending' }
      : {
          error: 'interaction_required',
          interaction_uri,
          interval: world.settings.intervalSeconds,
          expires_in: world.settings.expiresInSeconds,
        }
}

function buildIntent(world: World, needsInteraction: boolean): Intent {
  return {
    id: buildId('assertion'),
    kind: 'assertion',
    scope: '',
    digest: '',
    arguments: {},
    approver: 'the door desk',
    accountId: customer.id,
    createdAt: world.now(),
    needsInteraction,
    used: false,
  }
}
