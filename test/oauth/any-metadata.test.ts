// Properties of discovery and registration under any document that a server can publish.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discoverAuthorizationServer } from '../../main/oauth/discover-server.ts'
import { discoverResource } from '../../main/oauth/discover-resource.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { buildWireContext } from '../deferral/wire-context.ts'
import { buildMetadata } from './world.ts'

const issuer = 'https://as.example'
const addresses = fc.constantFrom(
  `${issuer}/x`,
  issuer,
  'https://elsewhere.example/x',
  'http://as.example/x',
  'http://127.0.0.1:9/x',
  'https://localhost/x',
  'https://[::1]/x',
  'https://user:secret@as.example/x',
  `${issuer}/x#fragment`,
  'javascript:alert(1)',
  'file:///etc/passwd',
  '',
)
const value = fc.oneof(
  { arbitrary: addresses, weight: 4 },
  fc.constantFrom<unknown>(true, false, null, ['S256'], ['plain'], [], {}, 0),
  fc.jsonValue({ maxDepth: 2 }),
)
const endpoints =
  `authorization_endpoint token_endpoint jwks_uri registration_endpoint revocation_endpoint
pushed_authorization_request_endpoint authorization_challenge_endpoint device_authorization_endpoint
backchannel_authentication_endpoint`.split(/\s+/)
const others = `issuer code_challenge_methods_supported grant_types_supported scopes_supported
dpop_signing_alg_values_supported require_pushed_authorization_requests resource authorization_servers client_id
client_secret redirect_uris token_endpoint_auth_method error error_description`.split(/\s+/)
const changes = fc.dictionary(fc.constantFrom(...endpoints, ...others), value, { maxKeys: 4 })

/** Whatever is asked for, this document is the answer. */
function answerWith(document: object): OAuthContext {
  const context = buildWireContext(createSystemClock(), () => new Response())
  const headers = { 'content-type': 'application/json' }
  return { ...context, fetch: () => Promise.resolve(Response.json(document, { headers })) }
}

/** What came of it, or null for a refusal in words; anything else that is thrown fails the property. */
async function soundly<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work
  } catch (error) {
    if (!isCountersignError(error)) throw error
    expect(error.message).toMatch(/\.$/)
    return null
  }
}

// Dies if: a document steers us to this computer, to plain http or away from TLS, or to another issuer.
test('[GRANT-17] metadata is taken only with safe endpoints, of its own issuer, with S256', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (change) => {
      const context = answerWith({ ...buildMetadata(issuer), ...change })
      const metadata = await soundly(discoverAuthorizationServer(context, issuer))
      if (metadata === null) return
      expect(metadata.issuer).toBe(issuer)
      expect(metadata.code_challenge_methods_supported).toContain('S256')
      for (const name of endpoints) {
        const endpoint = metadata[name]
        if (endpoint === undefined) continue
        expect(endpoint).toMatch(/^https:\/\/(?:as|elsewhere)\.example(?:\/[^#@]*)?$/)
      }
    }),
  )
})

test('[GRANT-17] a resource names only authorization servers that we may go to', async () => {
  const url = 'https://rs.example/mcp'
  await fc.assert(
    fc.asyncProperty(changes, fc.array(addresses), async (change, servers) => {
      const document = { resource: url, authorization_servers: servers, ...change }
      const request = { url, resourceMetadataUrl: null }
      const resource = await soundly(discoverResource(answerWith(document), request))
      for (const server of resource?.authorizationServers ?? [])
        expect(server).toMatch(/^https:\/\/(?:as|elsewhere)\.example(?:\/[^#@]*)?$/)
      if (resource !== null) expect(new URL(resource.resource).origin).toBe('https://rs.example')
    }),
  )
})

// Dies if: a registration is kept that leads elsewhere, or whose secret is missing.
test('[GRANT-17] a registration is kept only for our own address, with all that it needs', async () => {
  const redirectUri = 'http://127.0.0.1:7/cb'
  const metadata = buildMetadata(issuer, { registration_endpoint: `${issuer}/register` })
  const request = { redirectUri, clientName: 'Countersign', clientMetadataUrl: null }
  await fc.assert(
    fc.asyncProperty(changes, async (change) => {
      const answer = { client_id: 'c-1', redirect_uris: [redirectUri], ...change }
      const registration = await soundly(registerClient(answerWith(answer), metadata, request))
      if (registration === null) return
      expect(registration.redirectUri).toBe(redirectUri)
      expect(registration.clientId).toMatch(/^[\x20-\x7e]{1,2000}$/)
      expect(registration.clientSecret === null).toBe(registration.clientAuthentication === 'none')
    }),
  )
})
