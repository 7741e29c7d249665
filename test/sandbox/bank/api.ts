// Harbor Bank as an HTTP API: the same gate, the same rules and the same ledger as its MCP server.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { apiUrlOf } from '../authorization-server/scopes.ts'
import { sendJson } from '../http.ts'
import { applyMisbehaviour } from '../misbehaviour.ts'
import { apiRoutes, type ApiRoute } from './api-document.ts'
import { catalogue } from './catalogue.ts'
import { checkToken, sendRefusal, type Gate } from './gate.ts'
import { judgeCall } from './policy.ts'
import { runTool } from './tools.ts'

type Exchange = { request: IncomingMessage; response: ServerResponse; body: string }

/** Serves everything below `/api`; `path` is what comes after it. */
export async function serveApi(gate: Gate, path: string, exchange: Exchange): Promise<void> {
  const { world } = gate
  const { request, response, body } = exchange
  const url = new URL(request.url ?? '/', world.urls.mcpUrl)
  const found = findRoute(request.method ?? '', path)
  const tool = found?.route.tool
  if (await applyMisbehaviour(world, { names: ['api'], tool }, response)) return
  const resource = apiUrlOf(world.urls)
  const address = `${url.origin}${url.pathname}`
  const token = await checkToken({ ...gate, resource, address }, request, response)
  if (!token) return
  if (found === null) return sendProblem(response, 404, 'There is no such thing here.')
  const sent = readArguments(found.route, found.values, { query: url.searchParams, body })
  const known = catalogue[found.route.tool]?.inputSchema.safeParse(sent)
  if (!known?.success) {
    return sendProblem(response, 422, 'The arguments do not fit.', known?.error.message)
  }
  // Judged as they were sent: what is lodged or spent is for exactly these.
  const decision = judgeCall(world, { tool: found.route.tool, arguments: sent ?? {} }, token)
  if (decision.kind === 'challenge') {
    return sendRefusal(world, response, decision.challenge, resource)
  }
  const result = runTool(world, decision.pass, known.data)
  if (result.isError === true) {
    const [first] = result.content
    return sendProblem(response, 404, first?.type === 'text' ? first.text : 'It failed.')
  }
  sendJson(response, 200, result.structuredContent)
}

function findRoute(
  method: string,
  path: string,
): { route: ApiRoute; values: Record<string, string> } | null {
  for (const route of apiRoutes.filter((each) => each.method === method.toLowerCase())) {
    const names = route.path.split('/')
    const parts = path.split('/')
    if (names.length !== parts.length) continue
    const pairs = names.map((name, at) => [name, decodeURIComponent(parts[at] ?? '')] as const)
    const isName = (name: string): boolean => name.startsWith('{')
    if (!pairs.every(([name, part]) => isName(name) || name === part)) continue
    const values = pairs.filter(([name]) => isName(name))
    return {
      route,
      values: Object.fromEntries(values.map(([name, part]) => [name.slice(1, -1), part])),
    }
  }
  return null
}

type Sent = { query: URLSearchParams; body: string }

/** Null for a body that is no JSON object. */
function readArguments(
  route: ApiRoute,
  inPath: Record<string, string>,
  { query, body }: Sent,
): Record<string, unknown> | null {
  const inQuery = [...query].filter(([name]) => route.inQuery.includes(name))
  const values = Object.fromEntries(inQuery.map(([name, value]) => [name, Number(value)]))
  if (route.method === 'get') return { ...inPath, ...values }
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null
      ? { ...parsed, ...inPath, ...values }
      : null
  } catch {
    return null
  }
}

function sendProblem(response: ServerResponse, status: number, title: string, detail = ''): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ title, status, ...(detail === '' ? {} : { detail }) }))
}
