// An unmodified oidc-provider, and a small MCP server that trusts its DPoP-bound JWT access tokens.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { toNodeHandler } from '@modelcontextprotocol/node'
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, type JWTPayload } from 'jose'
import { Provider, type Configuration, type JWK } from 'oidc-provider'
import { readBody, sendJson, startServer, type Handler } from './http.ts'
import { checkProof } from './proof.ts'
import { buildRecord, saveSecret, sha256Hex, type SandboxRecord } from './record.ts'
import { buildNotesServer, notesScopes, type Note } from './notes-server.ts'
import { textOf } from './text.ts'
import type { Memory } from './world.ts'

/** A running pair: the authorization server, and the protected MCP server at `mcpUrl`. */
export type PlainAuthorization = {
  issuer: string
  mcpUrl: string
  /** Notes that really were written, in order. */
  notes: Note[]
  record: SandboxRecord
  /** The unmodified provider, for what a person or an operator does outside the protocol. */
  provider: Provider
  stop: () => Promise<void>
}

/** The ports to use; absent means any free one. */
export type PlainPorts = { issuer?: number; mcp?: number }

/** More configuration of the provider, by its own documentation. */
export type PlainMore = (mcpUrl: string) => Partial<Configuration>

/** Starts the pair on loopback. Sign-in pages are oidc-provider's own, any name and password will do. */
export async function startPlainAuthorization(
  ports: PlainPorts = {},
  more: PlainMore = () => ({}),
): Promise<PlainAuthorization> {
  const handlers: { issuer: Handler; mcp: Handler } = { issuer: notReady, mcp: notReady }
  const issuerServer = await startServer((req, res) => handlers.issuer(req, res), ports.issuer)
  const mcpServer = await startServer((req, res) => handlers.mcp(req, res), ports.mcp)
  const issuer = `http://localhost:${issuerServer.port}`
  const mcpUrl = `http://localhost:${mcpServer.port}/mcp`
  const base = await buildConfiguration(mcpUrl)
  const { features, ...rest } = more(mcpUrl)
  const configuration = { ...base, ...rest, features: { ...base.features, ...features } }
  const provider = new Provider(issuer, configuration)
  const callback = provider.callback()
  handlers.issuer = async (request, response) => {
    await callback(request, response)
  }
  const memory: Memory = { now: Date.now, record: buildRecord(), seenProofIds: new Set() }
  const notes: Note[] = []
  handlers.mcp = buildProtected({ issuer, mcpUrl, memory, notes })
  return {
    issuer,
    mcpUrl,
    notes,
    record: memory.record,
    provider,
    stop: async () => {
      await Promise.all([issuerServer.stop(), mcpServer.stop()])
    },
  }
}

const notReady: Handler = async (_request, response) => {
  response.writeHead(503).end()
}

async function buildConfiguration(mcpUrl: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' } as JWK
  return {
    jwks: { keys: [key] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: {
      dPoP: { enabled: true },
      registration: { enabled: true },
      revocation: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          audience: mcpUrl,
          scope: notesScopes.join(' '),
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  }
}

type Protected = { issuer: string; mcpUrl: string; memory: Memory; notes: Note[] }

function buildProtected(parts: Protected): Handler {
  const { issuer, mcpUrl, memory, notes } = parts
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  return async (request, response) => {
    note(parts, request)
    if ((request.url ?? '').startsWith('/.well-known/oauth-protected-resource')) {
      return sendJson(response, 200, buildMetadata(parts))
    }
    const body = await readBody(request)
    const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ')
    if (scheme !== 'DPoP') return refuse(parts, response, '')
    saveSecret(memory.record, 'access_token', value)
    const target = { url: mcpUrl, nonces: noNonces, requireNonce: false, accessToken: value }
    const proof = await checkProof(memory, request, target)
    if (!proof.ok) return refuse(parts, response, 'error="invalid_dpop_proof", ')
    const claims = await verifyToken({ value, issuer, mcpUrl, keys })
    const bound = (claims?.['cnf'] as { jkt?: string } | undefined)?.jkt
    if (!claims || bound !== proof.jkt) {
      return refuse(parts, response, 'error="invalid_token", ')
    }
    const handler = createMcpHandler(() => buildNotesServer(notes, textOf(claims['scope'])))
    const message = body === '' ? undefined : (JSON.parse(body) as unknown)
    type NodeParts = Parameters<ReturnType<typeof toNodeHandler>>
    await toNodeHandler(handler)(request as NodeParts[0], response, message)
  }
}

const noNonces = { checkChallenge: () => false }

type Candidate = {
  value: string
  issuer: string
  mcpUrl: string
  keys: ReturnType<typeof createRemoteJWKSet>
}

async function verifyToken({ value, issuer, mcpUrl, keys }: Candidate): Promise<JWTPayload | null> {
  try {
    const options = { issuer, audience: mcpUrl, typ: 'at+jwt' }
    return (await jwtVerify(value, keys, options)).payload
  } catch {
    return null
  }
}

function refuse({ mcpUrl }: Protected, response: ServerResponse, error: string): void {
  const metadata = mcpUrl.replace(/\/mcp$/u, '/.well-known/oauth-protected-resource/mcp')
  const scope = error === '' ? `scope="${notesScopes.join(' ')}", ` : ''
  const rest = `algs="ES256", resource_metadata="${metadata}"`
  response.setHeader('www-authenticate', `DPoP ${error}${scope}${rest}`)
  sendJson(response, 401, { error: 'unauthorized' })
}

function buildMetadata({ issuer, mcpUrl }: Protected): Record<string, unknown> {
  return {
    resource: mcpUrl,
    resource_name: 'Notes',
    authorization_servers: [issuer],
    scopes_supported: notesScopes,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: ['ES256'],
    dpop_bound_access_tokens_required: true,
  }
}

function note({ mcpUrl, memory }: Protected, request: IncomingMessage): void {
  const [scheme, credential] = (request.headers.authorization ?? '').split(' ')
  memory.record.requests.push({
    at: memory.now(),
    server: 'bank',
    origin: new URL(mcpUrl).origin,
    method: request.method ?? '',
    path: request.url ?? '',
    scheme: scheme || null,
    credentialSha256: credential ? sha256Hex(credential) : null,
    proof: request.headers['dpop'] !== undefined,
    mcpMethod: null,
  })
}
