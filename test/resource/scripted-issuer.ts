// An authorization server and an MCP server that a test writes answers for: small, and without any rules of their own.
import { onTestFinished } from 'vitest'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { comeBack } from '../step-up/rig.ts'

type Form = Record<string, string>
type Reply = readonly [status: number, body: Record<string, unknown>]

export interface ScriptedIssuer {
  readonly issuer: string
  readonly server: ScriptedServer
  /** Overrides members of its metadata; undefined takes one away. */
  metadata: Record<string, unknown>
  /** What it says its issuer is. */
  claims: string
  answerToken: (form: Form) => Reply
  answerRevocation: () => Reply
  /** Forms (or registrations) that a path was sent. */
  sent(path: string): Form[]
  /** What the browser does: says yes and comes back. */
  browse(url: string): Promise<void>
}

let count = 0

export async function startIssuer(): Promise<ScriptedIssuer> {
  const server = await startScriptedServer(json(404, {}))
  onTestFinished(() => server.stop())
  const { origin } = server
  const one: ScriptedIssuer = {
    issuer: origin,
    server,
    metadata: {},
    claims: origin,
    answerToken: () => [200, issueTokens()],
    answerRevocation: () => [200, {}],
    sent: (path) =>
      server.seen
        .filter((seen) => seen.path === path)
        .map(({ body }): Form =>
          body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body)),
        ),
    browse: (url) => {
      const asked = new URL(url).searchParams
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'code-1')
      back.searchParams.set('state', asked.get('state') ?? '')
      back.searchParams.set('iss', origin)
      return comeBack(back)
    },
  }
  server.answer = (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(request.body))
    const reply = replyTo(one, request.path, form)
    return json(reply[0], reply[1])(request, response)
  }
  return one
}

function replyTo(one: ScriptedIssuer, path: string, form: Form): Reply {
  const { issuer } = one
  if (path === '/.well-known/oauth-authorization-server') {
    return [
      200,
      {
        issuer: one.claims,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        registration_endpoint: `${issuer}/register`,
        revocation_endpoint: `${issuer}/revoke`,
        code_challenge_methods_supported: ['S256'],
        dpop_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
        ...one.metadata,
      },
    ]
  }
  if (path === '/register') return [201, { client_id: `client-of-${new URL(issuer).port}` }]
  if (path === '/token') return one.answerToken(form)
  if (path === '/revoke') return one.answerRevocation()
  return [404, {}]
}

/** A token answer with values that no other one has. */
export function issueTokens(more: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1
  return {
    access_token: `access-${count}`,
    refresh_token: `refresh-${count}`,
    token_type: 'DPoP',
    expires_in: 3_600,
    ...more,
  }
}

export interface ScriptedResource {
  readonly url: string
  readonly server: ScriptedServer
  /** The authorization servers it names. */
  issuers: string[]
  /** Every credential it was shown. */
  readonly credentials: string[]
}

/** Lets anybody in who shows any token; its one tool is `echo`. */
export async function startResource(...issuers: string[]): Promise<ScriptedResource> {
  const server = await startScriptedServer(json(404, {}))
  onTestFinished(() => server.stop())
  const resource: ScriptedResource = {
    url: `${server.origin}/mcp`,
    server,
    issuers,
    credentials: [],
  }
  server.answer = (request, response) => {
    if (request.path.startsWith('/.well-known/')) {
      const document = { resource: resource.url, authorization_servers: resource.issuers }
      return json(200, document)(request, response)
    }
    const { authorization } = request.headers
    if (authorization === undefined) {
      return json(401, {}, { 'www-authenticate': 'DPoP algs="ES256"' })(request, response)
    }
    resource.credentials.push(authorization)
    if (request.method !== 'POST') return json(405, {})(request, response)
    return answerMcp(JSON.parse(request.body))(request, response)
  }
  return resource
}

function answerMcp({ id, method }: { id?: number; method: string }): ReturnType<typeof json> {
  if (id === undefined) return json(202, '')
  const tools = [{ name: 'echo', inputSchema: { type: 'object' } }]
  const results: Record<string, object> = {
    initialize: {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'scripted', version: '1' },
    },
    'tools/list': { tools },
  }
  const result = results[method]
  return result === undefined
    ? json(400, { jsonrpc: '2.0', id, error: { code: -32601, message: 'no' } })
    : json(200, { jsonrpc: '2.0', id, result })
}
