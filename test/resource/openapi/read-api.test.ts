// Tests of reading OpenAPI documents: operations as tools, references, security, servers, bounds.
import { describe, expect, it } from 'vitest'
import { readApi, type ReadApi } from '../../../main/resource/openapi/read-api.ts'
import { checkArguments } from '../../../main/interaction/schema-check.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import {
  buildDocument,
  documentUrl,
  inPath,
  jsonBody,
  oauth,
  query,
  type Json,
} from './documents.ts'

type Read = Extract<ReadApi, { kind: 'read' }>

function read(document: Json, more: Partial<Parameters<typeof readApi>[0]> = {}): Read {
  const facts = { connectionId: 'c', agreedOrigin: null, isProtected: false, isOpen: false }
  const result = readApi({ document, documentUrl, ...facts, ...more })
  if (result.kind !== 'read') throw new Error('Its server is elsewhere')
  return result
}

function toolOf(paths: Json, more: Json = {}): Tool {
  const [tool] = read(buildDocument(paths, more)).tools
  if (tool === undefined) throw new Error('No tool was read')
  return tool
}

/** Why each operation is hidden, by its name. */
const hiddenOf = (result: Read): Record<string, string> =>
  Object.fromEntries(result.facts.hidden.map(({ operation, reason }) => [operation, reason]))

const ok = { responses: { 200: { description: 'ok' } } }

describe('operations as tools', () => {
  it('[OAS-01] takes name, words, arguments and hints', () => {
    const { tools, name, serverUrl } = read(
      buildDocument({
        '/accounts/{id}/payments': {
          parameters: [inPath('id')],
          get: {
            operationId: 'listPayments',
            summary: 'List payments',
            parameters: [query('from')],
          },
          post: {
            description: 'Pays at once.',
            requestBody: jsonBody({
              type: 'object',
              required: ['amount'],
              properties: { amount: { type: 'number' }, to: { type: 'string' } },
            }),
          },
          delete: { operationId: 'drop.all payments' },
        },
      }),
    )
    expect(name).toBe('Harbor API')
    expect(serverUrl).toBe('https://api.example/v1')
    expect(tools.map((tool) => tool.name)).toEqual([
      'listPayments',
      'post_accounts_id_payments',
      'drop_all_payments',
    ])
    expect(tools[0]).toMatchObject({
      title: 'List payments',
      description: 'List payments\n\nGET https://api.example/v1/accounts/{id}/payments',
      annotations: { readOnlyHint: true },
      inputSchema: {
        type: 'object',
        properties: { id: { type: 'string' }, from: { type: 'string' } },
        required: ['id'],
        additionalProperties: false,
      },
    })
    expect(tools[1]?.inputSchema).toMatchObject({ required: ['id', 'amount'] })
    expect(tools[1]?.http?.body).toMatchObject({ argument: null, members: ['amount', 'to'] })
    expect(tools[2]?.annotations).toMatchObject({ destructiveHint: true, readOnlyHint: false })
  })

  it('[OAS-01] gives every operation a legal name of its own', () => {
    const paths = Object.fromEntries(
      ['/a', '/b', '/c'].map((path) => [path, { get: { operationId: 'same name!' } }]),
    )
    const long = { get: { operationId: 'x'.repeat(200) }, put: { operationId: 'x'.repeat(99) } }
    const { tools } = read(buildDocument({ ...paths, '/long': long, '/ü': { get: {} } }))
    const names = tools.map(({ name }) => name)
    expect(names.slice(0, 3)).toEqual(['same_name', 'same_name_2', 'same_name_3'])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  })

  it('[OAS-01] keeps a body whole where its members cannot be arguments', () => {
    const open = { type: 'object', properties: { a: {} }, additionalProperties: true }
    const list = { type: 'array', items: { type: 'string' } }
    for (const schema of [open, list, { oneOf: [{ type: 'string' }] }]) {
      const tool = toolOf({ '/x': { post: { requestBody: jsonBody(schema) } } })
      expect(tool.http?.body).toMatchObject({ argument: 'body', members: [] })
      expect(tool.inputSchema).toMatchObject({ required: ['body'] })
    }
    const clash = { type: 'object', properties: { id: { type: 'string' } } }
    const tool = toolOf({
      '/x/{id}': { put: { parameters: [inPath('id')], requestBody: jsonBody(clash) } },
    })
    expect(tool.http?.body?.argument).toBe('body')
  })

  it('[OAS-01] reads the schemas of 3.0 as JSON Schema', () => {
    const amount = { type: 'number', nullable: true, minimum: 0, exclusiveMinimum: true }
    const body = jsonBody({
      type: 'object',
      required: ['amount', 'id'],
      properties: { amount, id: { type: 'string', readOnly: true } },
    })
    const tool = toolOf({ '/x': { post: { requestBody: body } } }, { openapi: '3.0.3' })
    expect(tool.inputSchema).toMatchObject({
      properties: { amount: { type: ['number', 'null'], exclusiveMinimum: 0 } },
      required: ['amount'],
    })
    expect(JSON.stringify(tool.inputSchema)).not.toContain('"id"')
    expect(checkArguments(tool.inputSchema, '{"amount":0}').kind).toBe('misfits')
    expect(checkArguments(tool.inputSchema, '{"amount":null}').kind).toBe('fits')
  })

  it('[OAS-13] covers the request by the definition hash', () => {
    const paths = { '/x': { get: { operationId: 'x', security: [], ...ok } } }
    const base = toolOf(paths)
    const moved = read(buildDocument(paths, { servers: [{ url: 'https://api.example/v2' }] }))
    const scoped = toolOf(
      { '/x': { get: { operationId: 'x', security: [{ o: ['read'] }] } } },
      {
        components: { securitySchemes: { o: oauth } },
      },
    )
    const hashes = [base, moved.tools[0], scoped].map((tool) => tool?.definitionHash)
    // Dies if: the hash is over the MCP members alone (security is in none of them).
    expect(new Set(hashes).size).toBe(3)
    expect(toolOf(paths).definitionHash).toBe(base.definitionHash)
  })
})

describe('references', () => {
  const node = {
    type: 'object',
    properties: { name: { type: 'string' }, children: { $ref: '#/components/schemas/Nodes' } },
    required: ['name'],
  }
  const schemas = {
    Node: node,
    Nodes: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    Unused: { type: 'string' },
  }

  it('[OAS-03] keeps cycles as references among the definitions that are used', () => {
    const tool = toolOf(
      { '/x': { post: { requestBody: jsonBody({ $ref: '#/components/schemas/Nodes' }) } } },
      { components: { schemas } },
    )
    const { $defs } = tool.inputSchema
    expect(Object.keys($defs as Json)).toEqual(['Nodes', 'Node'])
    const deep = { body: [{ name: 'a', children: [{ name: 'b', children: [] }] }] }
    expect(checkArguments(tool.inputSchema, JSON.stringify(deep)).kind).toBe('fits')
    const bad = { body: [{ name: 'a', children: [{ children: [] }] }] }
    expect(checkArguments(tool.inputSchema, JSON.stringify(bad)).kind).toBe('misfits')
  })

  it('[OAS-03] hides what leads elsewhere, nowhere or in circles', () => {
    const at = ($ref: string): Json => ({ get: { parameters: [query('q', { schema: { $ref } })] } })
    const result = read(
      buildDocument(
        {
          '/far': at('https://elsewhere.example/s.json#/A'),
          '/file': at('other.yaml#/A'),
          '/none': at('#/components/schemas/None'),
          '/circle': at('#/components/schemas/A'),
          '/proto': at('#/__proto__'),
          '/escape': at('#/%zz'),
          '/parameter': { get: { parameters: [{ $ref: 'https://elsewhere.example/p' }] } },
          '/ok': at('#/components/schemas/Ok'),
        },
        {
          components: {
            schemas: {
              A: { $ref: '#/components/schemas/B' },
              B: { $ref: '#/components/schemas/A' },
              Ok: { type: 'string' },
            },
          },
        },
      ),
    )
    expect(hiddenOf(result)).toEqual({
      'GET /far': 'elsewhere',
      'GET /file': 'elsewhere',
      'GET /none': 'unresolved',
      'GET /circle': 'unresolved',
      'GET /proto': 'unresolved',
      'GET /escape': 'unresolved',
      'GET /parameter': 'elsewhere',
    })
    expect(result.tools).toHaveLength(1)
  })

  it('[OAS-03] leaves open what would take too much, and ends', () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_each, at) => [
        `S${at}`,
        {
          type: 'object',
          properties: Object.fromEntries(
            [1, 2, 3].map((step) => [
              `p${step}`,
              { $ref: `#/components/schemas/S${(at * 3 + step) % 400}` },
            ]),
          ),
        },
      ]),
    )
    const tool = toolOf(
      { '/x': { post: { requestBody: jsonBody({ $ref: '#/components/schemas/S0' }) } } },
      { components: { schemas: many } },
    )
    expect(JSON.stringify(tool.inputSchema).length).toBeLessThan(64 * 1024)
    expect(checkArguments(tool.inputSchema, '{"p1":{"p2":{"p3":{}}}}').kind).toBe('fits')
  })
})

describe('bounds', () => {
  it('[OAS-04] offers the first 2,000 of 5,000 operations and counts the rest', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 5_000 }, (_each, at) => [
        `/things/${at}/{id}`,
        { get: { operationId: `get${at}`, parameters: [inPath('id')] } },
      ]),
    )
    const { tools, facts } = read(buildDocument(paths))
    expect(tools).toHaveLength(2_000)
    expect(tools.at(-1)?.name).toBe('get1999')
    expect(facts).toMatchObject({ operations: 5_000, hiddenCount: 3_000 })
    // What is stored and shown of them stays small.
    expect(facts.hidden).toHaveLength(100)
    expect(new Set(facts.hidden.map(({ reason }) => reason))).toEqual(new Set(['too_many']))
  })

  it('[OAS-04] shares one budget of schemas among all operations', () => {
    const wide = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 700 }, (_each, at) => [`p${at}`, { type: 'string' }]),
      ),
    }
    const paths = Object.fromEntries(
      Array.from({ length: 1_000 }, (_each, at) => [
        `/x${at}`,
        { post: { requestBody: jsonBody({ $ref: '#/components/schemas/Wide' }) } },
      ]),
    )
    const { tools } = read(buildDocument(paths, { components: { schemas: { Wide: wide } } }))
    const size = tools.reduce((sum, tool) => sum + JSON.stringify(tool.inputSchema).length, 0)
    expect(size).toBeLessThan(30_000_000)
  })
})

describe('security', () => {
  const schemes = {
    oauth,
    oidc: {
      type: 'openIdConnect',
      openIdConnectUrl: 'https://id.example/.well-known/openid-configuration',
    },
    key: { type: 'apiKey', in: 'header', name: 'x-key' },
    basic: { type: 'http', scheme: 'Basic' },
    bearer: { type: 'http', scheme: 'bearer' },
    digest: { type: 'http', scheme: 'digest' },
    cert: { type: 'mutualTLS' },
    implicit: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://x.example/a' } } },
  }
  const secured = (security: unknown): Json => ({ get: { security } })
  const document = buildDocument(
    {
      '/oauth': secured([{ oauth: ['read', 'no "scope"', 7] }]),
      '/oidc': secured([{ oidc: ['mail'] }]),
      '/key': secured([{ key: [] }]),
      '/basic': secured([{ basic: [] }]),
      '/bearer': secured([{ bearer: [] }]),
      '/digest': secured([{ digest: [] }]),
      '/cert': secured([{ cert: [] }]),
      '/implicit': secured([{ implicit: ['a'] }]),
      '/unknown': secured([{ nobody: [] }]),
      '/both': secured([{ oauth: ['read'], key: [] }]),
      '/either': secured([{ key: [] }, { oauth: ['write'] }]),
      '/optional': secured([{ oauth: ['read'] }, {}]),
      '/open': secured([]),
      '/inherited': { get: {} },
    },
    { components: { securitySchemes: schemes }, security: [{ oauth: ['read'] }] },
  )
  const scopesOf = (result: Read): Record<string, unknown> =>
    Object.fromEntries(result.tools.map(({ name, http }) => [name, http?.scopes]))

  it('[OAS-05] maps OAuth to scopes and hides the rest with its reason', () => {
    const result = read(document)
    expect(scopesOf(result)).toEqual({
      get_oauth: ['read'],
      get_oidc: ['mail'],
      get_either: ['write'],
      get_optional: ['read'],
      get_open: null,
      get_inherited: ['read'],
    })
    expect(hiddenOf(result)).toEqual({
      'GET /key': 'api_key',
      'GET /basic': 'basic',
      'GET /bearer': 'bearer',
      'GET /digest': 'unknown_scheme',
      'GET /cert': 'mutual_tls',
      'GET /implicit': 'flow',
      'GET /unknown': 'unknown_scheme',
      'GET /both': 'combined',
    })
    expect(result.readScopes).toEqual(['read', 'mail', 'write'])
    expect(result.facts.issuerHints).toEqual([
      'https://login.example',
      'https://id.example',
      'https://x.example',
    ])
  })

  it('[OAS-05] takes a bearer token where an authorization server is known', () => {
    const result = read(document, { isProtected: true })
    expect(scopesOf(result)).toMatchObject({ get_bearer: [], get_implicit: ['a'] })
  })

  it('[OAS-05] offers only what is open where none is', () => {
    const result = read(document, { isOpen: true })
    expect(scopesOf(result)).toEqual({ get_optional: null, get_open: null })
  })
})

describe('servers', () => {
  const at = (servers: unknown, agreedOrigin: string | null = null) =>
    readApi({
      document: buildDocument({ '/x': { get: {} } }, { servers }),
      documentUrl,
      connectionId: 'c',
      agreedOrigin,
      isProtected: false,
      isOpen: false,
    })

  it('[OAS-06] uses the one on the document’s own origin, with its variables', () => {
    const servers = [
      { url: 'https://elsewhere.example/v1' },
      { url: '/{stage}/v2/', variables: { stage: { default: 'live', enum: ['live', 'test'] } } },
    ]
    expect(at(servers)).toMatchObject({ kind: 'read', serverUrl: 'https://api.example/live/v2' })
    expect(at([])).toMatchObject({ serverUrl: 'https://api.example' })
  })

  it('[OAS-06] only offers another origin until it was agreed to, and then keeps to it', () => {
    const servers = [{ url: 'https://elsewhere.example/v1' }]
    // Dies if: the first server is taken wherever it is.
    expect(at(servers)).toMatchObject({
      kind: 'elsewhere',
      serverUrl: 'https://elsewhere.example/v1',
    })
    const agreed = 'https://elsewhere.example'
    expect(at(servers, agreed)).toMatchObject({ kind: 'read' })
    // Dies if: the document's own origin comes back in where tokens are for another.
    expect(at([{ url: '/' }], agreed)).toMatchObject({ kind: 'elsewhere' })
  })

  it('[OAS-06] goes to no plain, local or strange address', () => {
    for (const url of [
      'http://api.example/v1',
      'https://user:pw@api.example/',
      'https://api.example/?x=1',
      'http://localhost:8080/',
      'http://127.0.0.1/',
      'ftp://api.example/',
      'https://{host}/',
      'javascript:alert(1)',
    ]) {
      expect(() => at([{ url }]), url).toThrow('names no server')
    }
  })

  it('[OAS-06] hides an operation with a server of its own elsewhere', () => {
    const paths = {
      '/far': { get: { servers: [{ url: 'https://elsewhere.example/v1' }] } },
      '/up': { servers: [{ url: 'https://api.example/admin' }], get: {} },
      '/below': { get: { servers: [{ url: 'https://api.example/v1/beta' }] } },
    }
    const result = read(buildDocument(paths))
    expect(hiddenOf(result)).toEqual({ 'GET /far': 'server', 'GET /up': 'server' })
    expect(result.tools[0]?.http?.serverUrl).toBe('https://api.example/v1/beta')
  })
})

describe('what cannot be sent', () => {
  it('[OAS-07] hides it with the reason, and leaves optional parameters out', () => {
    const required = (more: Json): Json => ({
      get: { parameters: [query('q', { required: true, ...more })] },
    })
    const upload = { required: true, content: { 'multipart/form-data': { schema: {} } } }
    const header = { name: 'X-Http-Method-Override', in: 'header', schema: {} }
    const result = read(
      buildDocument({
        '/cookie': required({ in: 'cookie' }),
        '/host': required({ in: 'header', name: 'Host' }),
        '/dpop': required({ in: 'header', name: 'DPoP' }),
        '/style': required({ in: 'path', name: 'q', style: 'matrix' }),
        '/missing/{id}': { get: {} },
        '/half/{id': { get: { parameters: [inPath('id')] } },
        '/../up': { get: {} },
        '/%2e%2E/up': { get: {} },
        '/a?b=c': { get: {} },
        '/upload': { post: { requestBody: upload } },
        '/reading': { get: { requestBody: jsonBody({}) } },
        '/trace': { trace: {} },
        '/proto': { get: { parameters: [query('__proto__')] } },
        '/optional': { get: { parameters: [query('c', { in: 'cookie' }), header] } },
        '//evil.example/x': { get: {} },
      }),
    )
    expect(hiddenOf(result)).toEqual({
      'GET /cookie': 'parameter',
      'GET /host': 'parameter',
      'GET /dpop': 'parameter',
      'GET /style': 'parameter',
      'GET /missing/{id}': 'path',
      'GET /half/{id': 'path',
      'GET /../up': 'path',
      'GET /%2e%2E/up': 'path',
      'GET /a?b=c': 'path',
      'POST /upload': 'body',
      'GET /reading': 'body',
      'TRACE /trace': 'method',
      'GET /proto': 'parameter',
      'GET //evil.example/x': 'path',
    })
    expect(result.tools.map(({ http }) => [http?.path, http?.parameters])).toEqual([
      ['/optional', []],
    ])
  })
})
