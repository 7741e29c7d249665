// An identity provider beside the bank: its sign-in counts there too, by identity assertions (ID-JAG).
import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose'
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { answerError } from './authorization-server/deferred-answer.ts'
import { tokenExchangeGrant } from './authorization-server/grant-types.ts'
import { startServer, type Handler } from './http.ts'
import { saveSecret } from './record.ts'
import { textOf } from './text.ts'
import type { World } from './world.ts'

/** A running identity provider. Sign-in pages are oidc-provider's own, any name and password will do. */
export type IdentityProvider = { issuer: string; stop: () => Promise<void> }

const assertionType = 'urn:ietf:params:oauth:token-type:id-jag'
const idTokenType = 'urn:ietf:params:oauth:token-type:id_token'
const parameters = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
]

type Signer = { issuer: string; privateKey: CryptoKey; publicKey: CryptoKey; world: World }

/** Starts one on loopback whose assertions the world's authorization server takes. */
export async function startIdentityProvider(world: World): Promise<IdentityProvider> {
  const keys = await generateKeyPair('ES256', { extractable: true })
  const handlers: { current: Handler } = {
    current: async (_request, response) => {
      response.writeHead(503).end()
    },
  }
  const server = await startServer((request, response) => handlers.current(request, response))
  const issuer = `http://localhost:${server.port}`
  const provider = new Provider(issuer, await buildConfiguration(keys.privateKey))
  const signer = { issuer, world, ...keys }
  provider.registerGrantType(tokenExchangeGrant, (ctx) => serveExchange(signer, ctx), parameters)
  const callback = provider.callback()
  handlers.current = async (request, response) => {
    await callback(request, response)
  }
  const publicJwk: JWK = { ...(await exportJWK(keys.publicKey)), alg: 'ES256' }
  world.identityProviders.set(issuer, [publicJwk])
  return { issuer, stop: () => server.stop() }
}

async function buildConfiguration(privateKey: CryptoKey): Promise<Configuration> {
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' } as JWK
  return {
    jwks: { keys: [key] },
    clientDefaults: { id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'none' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      dPoP: { enabled: true },
      registration: { enabled: true },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
    },
    discovery: { identity_chaining_requested_token_types_supported: [assertionType] },
  }
}

/** Step 1 of ID-JAG: an ID token of this provider for an assertion that names one authorization server. */
async function serveExchange(signer: Signer, ctx: KoaContextWithOIDC): Promise<void> {
  const params = ctx.oidc.params ?? {}
  const fits =
    params['requested_token_type'] === assertionType && params['subject_token_type'] === idTokenType
  const subject = fits ? await findSubject(signer, ctx) : null
  if (subject === null)
    return answerError(ctx, 'invalid_request', 'the subject_token is not usable')
  const audience = textOf(params['audience'])
  if (audience !== signer.world.urls.issuer) {
    return answerError(ctx, 'invalid_target', 'nobody here knows that server')
  }
  const access_token = await buildAssertion(signer, { subject, audience, ctx })
  saveSecret(signer.world.record, 'assertion', access_token)
  ctx.body = {
    access_token,
    issued_token_type: assertionType,
    token_type: 'N_A',
    expires_in: signer.world.settings.assertionSeconds,
  }
}

async function findSubject(
  { issuer, publicKey }: Signer,
  ctx: KoaContextWithOIDC,
): Promise<string | null> {
  try {
    const audience = ctx.oidc.client?.clientId ?? ''
    const token = textOf(ctx.oidc.params?.['subject_token'])
    const { payload } = await jwtVerify(token, publicKey, { issuer, audience })
    return payload.sub ?? null
  } catch {
    return null
  }
}

type Wanted = { subject: string; audience: string; ctx: KoaContextWithOIDC }

/** The application is named as the audience knows it, and the assertion is bound to the key that was proved. */
async function buildAssertion(
  { issuer, privateKey, world }: Signer,
  { subject, audience, ctx }: Wanted,
): Promise<string> {
  const now = Math.floor(world.now() / 1000)
  const { scope, resource } = ctx.oidc.params ?? {}
  return new SignJWT({
    client_id: world.newestClientId,
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof resource === 'string' ? { resource } : {}),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'oauth-id-jag+jwt' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + world.settings.assertionSeconds)
    .setJti(randomBytes(16).toString('hex'))
    .sign(privateKey)
}
