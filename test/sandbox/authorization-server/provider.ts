// Configures oidc-provider 9 as the authorization server of Harbor Bank.
import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { errors, Provider, type Configuration, type JWK } from 'oidc-provider'
import { buildSecretValue } from '../secret-value.ts'
import { textOf } from '../text.ts'
import { customer, type World } from '../world.ts'
import { acrSignedIn, acrValues } from './acr.ts'
import { deferAuthorization, variantParameter } from './authorization-deferrals.ts'
import { addGrantedDetails, paymentType } from './authorization-details.ts'
import { buildAdapterFactory } from './adapter.ts'
import { buildPolicy } from './prompts.ts'
import { buildStaticClients } from './static-clients.ts'
import { buildOtherDevice, followDeviceCodes } from './other-device.ts'
import { listScopesAt, parseScope } from './scopes.ts'

/** What the token endpoint adds to an access token; handlers leave it in `ctx.state`. */
export type TokenClaims = Record<string, unknown>

/** A provider for the world's issuer; `nonceSecret` makes the DPoP nonces (32 bytes). */
export async function buildProvider(world: World, nonceSecret: Buffer): Promise<Provider> {
  const provider: Provider = new Provider(world.urls.issuer, {
    ...buildFeatures(world, nonceSecret, () => provider),
    adapter: buildAdapterFactory(world),
    jwks: { keys: await buildKeys() },
    clients: await buildStaticClients(world),
    acrValues,
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', 'acr', 'auth_time'] },
    clientDefaults: { token_endpoint_auth_method: 'none' },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    ttl: {
      AccessToken: () => world.settings.accessTokenSeconds,
      BackchannelAuthenticationRequest: () => world.settings.expiresInSeconds,
      ClientCredentials: () => world.settings.accessTokenSeconds,
      DeviceCode: () => world.settings.expiresInSeconds,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * 86_400,
      Session: 14 * 86_400,
    },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    extraTokenClaims: async (ctx) => claimsOf(world, ctx),
    interactions: {
      policy: buildPolicy(world),
      url: async (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    pkce: { required: () => true },
    extraParams: ['completion_mode', 'authorization_details', variantParameter],
    discovery: buildDiscovery(world),
    renderError: async (ctx, out) => {
      ctx.type = 'json'
      ctx.body = { error: out.error, error_description: out.error_description }
    },
  } as Configuration)
  markSecrets(provider)
  provider.on('authorization.success', (ctx, ...rest: unknown[]) => {
    const out = rest[0] as Record<string, string | undefined> | undefined
    // The device grant's success has no answer of its own.
    if (out === undefined) return
    deferAuthorization(world, ctx, out)
    const hint = textOf(ctx.oidc.params?.['completion_mode'])
    if (parseScope(hint).includes('deferred')) world.hintedCodes.add(out['code'] ?? '')
  })
  followDeviceCodes(world, provider)
  provider.on('grant.success', (ctx) => addGrantedDetails(world, ctx))
  provider.on('server_error', (_ctx, error) =>
    console.error('sandbox authorization server:', error),
  )
  return provider
}

function buildFeatures(
  world: World,
  nonceSecret: Buffer,
  getProvider: () => Provider,
): Pick<Configuration, 'features'> {
  const features: Configuration['features'] = {
    devInteractions: { enabled: false },
    dPoP: { enabled: true, nonceSecret, requireNonce: () => false },
    introspection: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => world.urls.mcpUrl,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_ctx, resource) => bankInfo(world, resource),
    },
    revocation: { enabled: true },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    ...buildOtherDevice(world, getProvider),
  }
  return { features }
}

function bankInfo(
  world: World,
  resource: string,
): { audience: string; scope: string; accessTokenFormat: 'opaque'; accessTokenTTL: number } {
  const known = listScopesAt(world.urls, resource)
  if (known === null) throw new errors.InvalidTarget()
  return {
    audience: resource,
    scope: known.join(' '),
    accessTokenFormat: 'opaque',
    accessTokenTTL: world.settings.accessTokenSeconds,
  }
}

function buildDiscovery(world: World): Record<string, unknown> {
  const { issuer } = world.urls
  return {
    service_documentation: world.urls.deskUrl,
    deferred_token_response_supported: true,
    revocation_endpoint_token_type_values_supported: [
      'urn:ietf:params:oauth:token-type:access_token',
      'urn:ietf:params:oauth:token-type:refresh_token',
      'urn:ietf:params:oauth:token-type:deferral-code',
    ],
    authorization_challenge_endpoint: `${issuer}/challenge`,
    authorization_details_types_supported: [paymentType],
    authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
    passkey_enrolment_acr_value: 'urn:harbor:acr:enrol-passkey',
  }
}

type ClaimSource = {
  acr?: string | undefined
  authTime?: number | undefined
  grantId?: string | undefined
}

function claimsOf(
  world: World,
  ctx: {
    state?: Record<string, unknown>
    oidc: { entities: Record<string, unknown> }
  },
): TokenClaims {
  const given = ctx.state?.['tokenClaims']
  if (given) return given as TokenClaims
  const { AuthorizationCode, RefreshToken } = ctx.oidc.entities
  const source = (AuthorizationCode ?? RefreshToken ?? {}) as ClaimSource
  const intent = world.grantIntents.get(source.grantId ?? '') ?? null
  const { acr = acrSignedIn, authTime = null } = source
  return { acr, auth_time: authTime, sub: customer.id, intent }
}

async function buildKeys(): Promise<JWK[]> {
  const algorithms = ['RS256', 'ES256']
  return Promise.all(
    algorithms.map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true })
      return { ...(await exportJWK(privateKey)), alg, use: 'sig' } as JWK
    }),
  )
}

/** Gives the values that the provider makes the same mark as the sandbox's own secrets. */
function markSecrets(provider: Provider): void {
  const marks = [
    [provider.AccessToken, 'at'],
    [provider.RefreshToken, 'rt'],
    [provider.AuthorizationCode, 'ac'],
    [provider.ClientCredentials, 'cc'],
    [provider.DeviceCode, 'dv'],
    [provider.BackchannelAuthenticationRequest, 'br'],
  ] as const
  for (const [model, mark] of marks) {
    const prototype = model.prototype as unknown as { generateTokenId: () => string }
    const original = prototype.generateTokenId
    // The original also settles the token's format, which must stay.
    prototype.generateTokenId = function (this: unknown) {
      Reflect.apply(original, this, [])
      return buildSecretValue(mark)
    }
  }
}
