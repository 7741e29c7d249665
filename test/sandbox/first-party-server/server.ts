// A first-party MCP server, Harbor Notary: protected by the sandbox's authorization server, it relays its questions.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Provider } from 'oidc-provider'
import ServerChallenge from 'oidc-provider/lib/helpers/challenge.js'
import { notaryScope } from '../authorization-server/scopes.ts'
import { checkToken, type Gate } from '../bank/gate.ts'
import { readBody, sendJson, type Handler } from '../http.ts'
import type { World } from '../world.ts'
import { createLegacyEra } from './legacy.ts'
import { createModernEra, type Message } from './modern.ts'
import type { Notary } from './sign-document.ts'

const metadataPath = '/.well-known/oauth-protected-resource'

/** One path for each era, each a resource of its own. */
export function buildFirstPartyServer(world: World, provider: Provider): Handler {
  const { origin } = new URL(world.urls.firstPartyUrl)
  const notary: Notary = { world, provider, state: world.firstParty }
  const eras = new Map([
    ['/mcp', createModernEra(notary, `${origin}/mcp`)],
    ['/legacy', createLegacyEra(notary, `${origin}/legacy`)],
  ])
  const nonces = new ServerChallenge(randomBytes(32), 'DPoP')
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const body = await readBody(request)
    if (path.startsWith(metadataPath)) {
      return sendJson(response, 200, buildMetadata(world, origin + path.slice(metadataPath.length)))
    }
    const serve = eras.get(path)
    if (!serve) return sendJson(response, 404, { error: 'not_found' })
    if (body !== '') world.firstParty.bodies.push(body)
    const gate: Gate = { world, provider, nonces, resource: origin + path, scope: notaryScope }
    if (!(await checkToken(gate, request, response))) return
    if (request.method === 'GET') return void response.writeHead(405).end()
    await serve(request, response, parseMessage(request, body))
  }
}

function parseMessage(request: IncomingMessage, body: string): Message {
  return request.method === 'POST' ? (JSON.parse(body) as Message) : {}
}

function buildMetadata(world: World, resource: string): Record<string, unknown> {
  return {
    resource,
    resource_name: 'Harbor Notary',
    authorization_servers: [world.urls.issuer],
    scopes_supported: [notaryScope],
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: ['ES256'],
    dpop_bound_access_tokens_required: true,
  }
}
