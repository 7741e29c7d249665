// Reviews: a sign-in or a refresh that waits for somebody, and what is given to those who will not wait.
import { createHash } from 'node:crypto'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { buildId } from '../secret-value.ts'
import { textOf } from '../text.ts'
import type { Deferral, Intent } from '../pending.ts'
import { customer, type World } from '../world.ts'
import { answerDeferred, answerError } from './deferred-answer.ts'
import { openDeferral } from './deferrals.ts'
import { deviceGrant, reviewedGrant } from './grant-types.ts'
import { loadProofKey } from './proof-keys.ts'
import { parseScope } from './scopes.ts'

/** The parameters oidc-provider lets through to the handler. */
export const reviewedParameters = [
  'reviewed_grant',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'device_code',
  'resource',
  'scope',
]

/** What a customer gets whose identity nobody has checked yet. */
const basicScopes = ['openid', 'offline_access', 'accounts.read']

type Parts = { world: World; provider: Provider }

/** Defers the token request of an authenticated client until the review is over. */
export async function serveReviewed(
  { world, provider }: Parts,
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const params = ctx.oidc.params ?? {}
  const jkt = loadProofKey(ctx.req) ?? ''
  const subject = await findSubject(provider, params, jkt)
  const client = ctx.oidc.client
  if (!client || !subject || subject.clientId !== client.clientId || isUsed(subject)) {
    return answerError(ctx, 'invalid_grant', 'the grant is not usable')
  }
  const deferral = openDeferral(world, {
    intent:
      world.intents.get(world.grantIntents.get(subject.grantId ?? '') ?? '') ??
      buildReviewIntent(world, reviewKindOf(world, textOf(params['reviewed_grant']))),
    clientId: client.clientId,
    clientName: client.clientName ?? 'An OAuth client',
    jkt,
    accountId: customer.id,
    scope: subject.scope ?? '',
    resource: world.urls.mcpUrl,
    claims: {},
    grantId: subject.grantId ?? '',
    release: buildRelease(params),
  })
  await keepAlive(subject, world.settings.expiresInSeconds)
  answerDeferred(world, ctx, deferral)
}

async function findSubject(
  provider: Provider,
  params: Record<string, unknown>,
  jkt: string,
): Promise<Subject | undefined> {
  if (params['reviewed_grant'] === 'refresh_token') {
    return provider.RefreshToken.find(textOf(params['refresh_token']))
  }
  const device = params['reviewed_grant'] === deviceGrant
  if (device) return provider.DeviceCode.find(textOf(params['device_code']))
  return findCode(provider, params, jkt)
}

function isUsed(subject: object): boolean {
  return 'consumed' in subject && subject.consumed !== undefined
}

/** A code whose verifier fits; anything else about it is oidc-provider's to judge when it is released. */
async function findCode(
  provider: Provider,
  params: Record<string, unknown>,
  jkt: string,
): Promise<InstanceType<Provider['AuthorizationCode']> | undefined> {
  const code = await provider.AuthorizationCode.find(textOf(params['code']))
  const fits = (code?.dpopJkt ?? jkt) === jkt
  return fits && code?.codeChallenge === challengeOf(params['code_verifier']) ? code : undefined
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: unknown): string {
  return createHash('sha256').update(textOf(verifier)).digest('base64url')
}

type Subject = Stored & {
  clientId?: string | undefined
  scope?: string | undefined
  grantId?: string | undefined
}

type Stored = { exp?: number | undefined; save: () => Promise<string> }

/** Lets a code or refresh token live as long as somebody may decide about it, and then a little. */
export async function keepAlive(subject: Stored, seconds: number): Promise<void> {
  const endsAt = Math.floor(Date.now() / 1000) + seconds + 3600
  subject.exp = Math.max(subject.exp ?? 0, endsAt)
  await subject.save()
}

function buildRelease(params: Record<string, unknown>): Record<string, string> {
  const { reviewed_grant, ...rest } = params
  const kept = Object.entries(rest).filter(
    ([name, value]) => typeof value === 'string' && reviewedParameters.includes(name),
  )
  return { ...Object.fromEntries(kept), grant_type: textOf(reviewed_grant) } as Record<
    string,
    string
  >
}

type ReviewKind = 'new_customer' | 'fraud_review' | 'reauthentication'

function reviewKindOf(world: World, grant: string): ReviewKind {
  if (grant === 'refresh_token') return 'reauthentication'
  return world.settings.codeReview === 'fraud' ? 'fraud_review' : 'new_customer'
}

const reviewFacts = {
  reauthentication: { approver: customer.name, needsInteraction: true },
  fraud_review: { approver: 'the fraud desk', needsInteraction: false },
  new_customer: { approver: 'the document check', needsInteraction: true },
}

/** What somebody has to look at before a sign-in or a refresh is answered. */
export function buildReviewIntent(world: World, kind: ReviewKind): Intent {
  return {
    id: buildId('review'),
    kind,
    scope: '',
    digest: '',
    arguments: {},
    accountId: customer.id,
    createdAt: world.now(),
    used: false,
    ...reviewFacts[kind],
  }
}

/** Takes everything off a code that an unchecked customer may not have. */
export async function reduceCode(provider: Provider, value: string): Promise<void> {
  const code = await provider.AuthorizationCode.find(value)
  if (!code) return
  const kept = parseScope(code.scope).filter((scope) => basicScopes.includes(scope))
  Object.assign(code, { scope: kept.join(' ') })
  await code.save()
}

/** What oidc-provider is asked once a deferral is approved; client authentication is not in it. */
export function releaseForm(world: World, { release, grantId }: Deferral): Record<string, string> {
  const newest = world.newestRefreshTokens.get(grantId ?? '')
  const fresh = release?.['grant_type'] === 'refresh_token' && newest !== undefined
  // Whoever kept refreshing meanwhile has a newer refresh token of the same grant.
  return { ...release, ...(fresh ? { refresh_token: newest } : {}) }
}

/** True when a token request may be answered later. */
export function isOptIn(form: Record<string, string>): boolean {
  return parseScope(form['completion_mode']).includes('deferred')
}

/** The same request, to be looked at by us once oidc-provider has authenticated the client. */
export function asReviewed(form: Record<string, string>): Record<string, string> {
  return { ...form, grant_type: reviewedGrant, reviewed_grant: form['grant_type'] ?? '' }
}
