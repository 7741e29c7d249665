// The OpenAPI document of Harbor Bank's HTTP API, made from the same catalogue as its MCP tools.
import * as z from 'zod'
import { bankScopes } from '../authorization-server/scopes.ts'
import type { World } from '../world.ts'
import { catalogue } from './catalogue.ts'

/** One route: which tool it runs, and which of its arguments stand in the path or the query. */
export type ApiRoute = {
  tool: string
  method: 'get' | 'post'
  path: string
  inPath: string[]
  inQuery: string[]
}

/** Every route below `/api`. */
export const apiRoutes: ApiRoute[] = [
  { tool: 'list_accounts', method: 'get', path: '/accounts', inPath: [], inQuery: [] },
  {
    tool: 'list_transactions',
    method: 'get',
    path: '/accounts/{account}/transactions',
    inPath: ['account'],
    inQuery: ['limit'],
  },
  { tool: 'prepare_transfer', method: 'post', path: '/drafts', inPath: [], inQuery: [] },
  { tool: 'pay', method: 'post', path: '/payments', inPath: [], inQuery: [] },
  { tool: 'add_payee', method: 'post', path: '/payees', inPath: [], inQuery: [] },
  {
    tool: 'share_document',
    method: 'post',
    path: '/documents/{document}/shares',
    inPath: ['document'],
    inQuery: [],
  },
]

type Schema = { properties: Record<string, unknown>; required: string[] }

/** The document as it is served at `/openapi.json`. */
export function buildApiDocument(world: World): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of apiRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method]: buildOperation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Harbor Bank', version: '1.0.0' },
    servers: [{ url: '/api' }],
    paths,
    components: {
      securitySchemes: {
        customer: {
          type: 'openIdConnect',
          openIdConnectUrl: `${world.urls.issuer}/.well-known/openid-configuration`,
          description: bankScopes.join(' '),
        },
      },
    },
  }
}

function buildOperation({ tool, method, inPath, inQuery }: ApiRoute): Record<string, unknown> {
  const { title, description, scope, inputSchema } = catalogue[tool] ?? missing(tool)
  const { properties, required } = readSchema(inputSchema)
  const place = (where: 'path' | 'query') => (name: string) => ({
    name,
    in: where,
    required: where === 'path',
    schema: properties[name],
  })
  const elsewhere = new Set([...inPath, ...inQuery])
  const members = Object.entries(properties).filter(([name]) => !elsewhere.has(name))
  const schema = {
    type: 'object',
    properties: Object.fromEntries(members),
    required: required.filter((name) => !elsewhere.has(name)),
    additionalProperties: false,
  }
  return {
    operationId: tool,
    summary: title,
    description,
    parameters: [...inPath.map(place('path')), ...inQuery.map(place('query'))],
    ...(method === 'get'
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema } } } }),
    responses: { 200: { description: 'It was done.' } },
    security: [{ customer: [scope] }],
  }
}

function readSchema(schema: z.ZodObject): Schema {
  const json = z.toJSONSchema(schema, { io: 'input' })
  return { properties: { ...json.properties }, required: json.required ?? [] }
}

function missing(tool: string): never {
  throw new Error(`no tool ${tool}`)
}
