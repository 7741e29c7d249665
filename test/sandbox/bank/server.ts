// Harbor Bank's HTTP side: metadata, the gate, the policy, then the MCP server (both eras).
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { toNodeHandler } from '@modelcontextprotocol/node'
import type { Provider } from 'oidc-provider'
import ServerChallenge from 'oidc-provider/lib/helpers/challenge.js'
import { paymentType } from '../authorization-server/authorization-details.ts'
import { apiUrlOf, bankScopes } from '../authorization-server/scopes.ts'
import { readBody, sendJson, type Handler } from '../http.ts'
import { applyMisbehaviour } from '../misbehaviour.ts'
import { sha256Hex } from '../record.ts'
import type { World } from '../world.ts'
import { buildApiDocument } from './api-document.ts'
import { serveApi } from './api.ts'
import { catalogue } from './catalogue.ts'
import { checkToken, sendRefusal, type Gate } from './gate.ts'
import { judgeCall, type BankCall, type Pass, type TokenFacts } from './policy.ts'
import { buildBankServer } from './tools.ts'

/** The bank's request handler. */
export function buildBank(world: World, provider: Provider): Handler {
  const gate: Gate = { world, provider, nonces: new ServerChallenge(randomBytes(32), 'DPoP') }
  return async (request, response) => {
    const body = await readBody(request)
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const message = parseMessage(body)
    note(world, request, { path, method: message?.method ?? null })
    if (path.startsWith('/.well-known/oauth-protected-resource')) {
      if (await applyMisbehaviour(world, { names: ['resource-metadata'] }, response)) return
      const isApi = path.endsWith('/api')
      sendJson(
        response,
        200,
        buildMetadata(world, isApi ? apiUrlOf(world.urls) : world.urls.mcpUrl),
      )
    } else if (path === '/openapi.json') {
      if (await applyMisbehaviour(world, { names: ['openapi'] }, response)) return
      sendJson(response, 200, buildApiDocument(world))
    } else if (path === '/api' || path.startsWith('/api/')) {
      await serveApi(gate, path.slice('/api'.length), { request, response, body })
    } else if (path === '/mcp') {
      if (await applyMisbehaviour(world, { names: ['mcp'], tool: message?.params?.name }, response))
        return
      await serveMcp(gate, { request, response, message })
    } else sendJson(response, 404, { error: 'not_found' })
  }
}

type Message = {
  method?: string
  params?: { name?: string; arguments?: Record<string, unknown> }
}
type McpExchange = { request: IncomingMessage; response: ServerResponse; message: Message | null }

async function serveMcp(gate: Gate, { request, response, message }: McpExchange): Promise<void> {
  const { world } = gate
  const token = await checkToken(gate, request, response)
  if (!token) return
  if (Array.isArray(message)) return sendJson(response, 400, { error: 'no batches' })
  if (message?.method === 'tools/list' && !token.scopes.includes('accounts.read')) {
    const scope = 'accounts.read'
    return sendRefusal(world, response, { status: 403, error: 'insufficient_scope', scope })
  }
  const decision = decide(world, message, token)
  if (decision?.kind === 'challenge') return sendRefusal(world, response, decision.challenge)
  await runMcp(world, { request, response, message }, decision?.pass ?? null)
}

function decide(
  world: World,
  message: Message | null,
  token: TokenFacts,
): ReturnType<typeof judgeCall> | null {
  const call = parseCall(message)
  return call && judgeCall(world, call, token)
}

/** A call of a known tool with fitting arguments; anything else is left to the MCP server to refuse. */
function parseCall(message: Message | null): BankCall | null {
  if (message?.method !== 'tools/call') return null
  const tool = message.params?.name ?? ''
  const sent = message.params?.arguments ?? {}
  return catalogue[tool]?.inputSchema.safeParse(sent).success ? { tool, arguments: sent } : null
}

async function runMcp(
  world: World,
  { request, response, message }: McpExchange,
  pass: Pass | null,
): Promise<void> {
  const handler = createMcpHandler(() => buildBankServer(world, pass))
  response.setHeader('cache-control', 'no-store')
  type NodeParts = Parameters<ReturnType<typeof toNodeHandler>>
  const parts: NodeParts = [request as NodeParts[0], response, message ?? undefined]
  await toNodeHandler(handler)(...parts)
}

function parseMessage(body: string): Message | null {
  try {
    return body === '' ? null : (JSON.parse(body) as Message)
  } catch {
    return null
  }
}

function buildMetadata(world: World, resource: string): Record<string, unknown> {
  return {
    resource,
    resource_name: 'Harbor Bank',
    authorization_servers: [world.urls.issuer],
    scopes_supported: bankScopes,
    authorization_details_types_supported: [paymentType],
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: ['ES256'],
    dpop_bound_access_tokens_required: true,
  }
}

type Seen = { path: string; method: string | null }

function note(world: World, request: IncomingMessage, { path, method }: Seen): void {
  const [scheme, credential] = (request.headers.authorization ?? '').split(' ')
  world.record.requests.push({
    at: world.now(),
    server: 'bank',
    origin: new URL(world.urls.mcpUrl).origin,
    method: request.method ?? '',
    path,
    scheme: scheme || null,
    credentialSha256: credential ? sha256Hex(credential) : null,
    proof: request.headers['dpop'] !== undefined,
    mcpMethod: method,
  })
}
