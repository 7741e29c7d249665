// Tests of adding HTTP APIs: where their documents are found, what is wrong with some, and who protects them.
import { afterEach, describe, expect, it } from 'vitest'
import { text } from '../../../shared/catalogue/text.ts'
import type { Connection } from '../../../shared/model/connection.ts'
import { startScriptedServer, type ScriptedServer } from '../../http/scripted-server.ts'
import { buildRig, type Rig } from '../../step-up/rig.ts'
import { buildDocument, oauth, type Json } from './documents.ts'

const servers: ScriptedServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

type Page = string | Json | { readonly status: number; readonly headers?: Record<string, string> }

const isStatus = (page: Page): page is Extract<Page, { status: number }> =>
  typeof page === 'object' && typeof page['status'] === 'number'

/** A server that has these pages, by path, and nothing else. */
async function serve(pages: (origin: string) => Record<string, Page>): Promise<ScriptedServer> {
  const server = await startScriptedServer(({ path, method }, response) => {
    const page = method === 'GET' ? pages(server.origin)[path] : undefined
    if (page === undefined) return void response.writeHead(404).end('not here')
    if (isStatus(page)) return void response.writeHead(page.status, page.headers ?? {}).end()
    const isText = typeof page === 'string'
    response.writeHead(200, { 'content-type': isText ? 'text/plain' : 'application/json' })
    response.end(isText ? page : JSON.stringify(page))
  })
  servers.push(server)
  return server
}

async function add(rig: Rig, url: string): Promise<Connection> {
  const { connectionId, finished } = rig.connections.add(url)
  await finished
  const found = rig.store.connections.load(connectionId)
  if (found === null) throw new Error('It is gone')
  return found
}

const open = (more: Json = {}): Json =>
  buildDocument({ '/things': { get: { operationId: 'listThings' } } }, { servers: [], ...more })

describe('where the document is found', () => {
  it('[OAS-10] at its own address, JSON or YAML', async () => {
    const yaml = 'openapi: 3.1.0\ninfo: {title: Y}\npaths: {/x: {get: {operationId: x}}}\n'
    const server = await serve(() => ({ '/api.json': open(), '/deep/api.yaml': yaml }))
    const rig = buildRig()
    const connection = await add(rig, `${server.origin}/api.json`)
    expect(connection).toMatchObject({
      kind: 'http',
      status: 'ready',
      name: 'Harbor API',
      url: server.origin,
      issuer: null,
      api: { operations: 1, hiddenCount: 0, documentUrl: `${server.origin}/api.json` },
    })
    // What is named as a document is never taken for an MCP server.
    expect(server.seen.map(({ method }) => method)).not.toContain('POST')
    const other = await add(rig, `${server.origin}/deep/api.yaml`)
    expect(other).toMatchObject({ kind: 'http', status: 'ready', name: 'Y' })
  })

  it('[OAS-10] beside the address, at the root, or by the API catalogue', async () => {
    const beside = await serve(() => ({ '/v2/openapi.json': open() }))
    expect(await add(buildRig(), `${beside.origin}/v2`)).toMatchObject({ kind: 'http' })
    const root = await serve(() => ({ '/openapi.yaml': JSON.stringify(open()) }))
    expect(await add(buildRig(), `${root.origin}/v2/`)).toMatchObject({ kind: 'http' })
    const catalogue = await serve((origin) => ({
      '/.well-known/api-catalog': {
        linkset: [
          {
            anchor: origin,
            'service-desc': [{ href: 'https://elsewhere.example/x.json' }, { href: '/hidden/d' }],
          },
        ],
      },
      '/hidden/d': open(),
    }))
    const connection = await add(buildRig(), catalogue.origin)
    expect(connection.api?.documentUrl).toBe(`${catalogue.origin}/hidden/d`)
  })

  it('[OAS-10] a catalogue leads nowhere beyond its own server', async () => {
    const other = await serve(() => ({ '/d': open() }))
    const server = await serve(() => ({
      '/.well-known/api-catalog': {
        linkset: [{ 'service-desc': [{ href: `${other.origin}/d` }] }],
      },
    }))
    expect(await add(buildRig(), server.origin)).toMatchObject({ status: 'failed' })
    // Dies if: a server may send us to any other, whose document would then be taken for its own.
    expect(other.seen).toEqual([])
  })

  it('[OAS-10] a stream that never ends is no document', async () => {
    const server = await startScriptedServer(({ method }, response) => {
      if (method !== 'GET') return void response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': hello\n\n')
    })
    servers.push(server)
    // Dies if: a body is read without looking at what it is; then nobody comes back for a minute.
    expect(await add(buildRig(), server.origin)).toMatchObject({ status: 'failed' })
  })

  it('[OAS-10] one address is one connection', async () => {
    const server = await serve(() => ({ '/openapi.json': open({ servers: [{ url: '/v1' }] }) }))
    const rig = buildRig()
    const first = await add(rig, server.origin)
    for (const address of ['/openapi.json', '/v1', '/']) {
      expect((await add(rig, server.origin + address)).id).toBe(first.id)
    }
  })

  it('[OAS-10] a server that was met as MCP never becomes an API', async () => {
    const server = await serve(() => ({ '/openapi.json': open() }))
    const rig = buildRig()
    const id = 'c'
    const known: Connection = { ...(await add(rig, server.origin)), id, toolsIssuer: null }
    const { kind: _kind, api: _api, ...mcp } = known
    rig.store.connections.save({ ...mcp, url: `${server.origin}/` })
    await rig.connections.refreshTools(id)
    // Dies if: any server that stops speaking MCP is looked at for documents.
    expect(rig.store.connections.load(id)).toMatchObject({ status: 'failed' })
    expect(rig.store.connections.load(id)?.kind).toBeUndefined()
  })
})

describe('bad documents', () => {
  const statusText = async (page: Page, path = '/openapi.json'): Promise<string | null> => {
    const server = await serve(() => ({ [path]: page }))
    const connection = await add(buildRig(), server.origin + path)
    expect(connection.status).toBe('failed')
    return connection.statusText?.replaceAll(new URL(server.origin).host, 'HOST') ?? null
  }
  const words = (key: Parameters<typeof text>[0]): string => text(key, { host: 'HOST' })

  it('[OAS-02] are said in plain words at the connection', async () => {
    expect(await statusText('<html></html>')).toBe(words('openapi.web-page'))
    expect(await statusText('{"openapi":')).toBe(words('openapi.unreadable'))
    expect(await statusText({ swagger: '2.0' })).toBe(words('openapi.swagger'))
    expect(await statusText({ swagger: '2.0' }, '/spec')).toBe(words('openapi.swagger'))
    expect(await statusText({ hello: 1 })).toBe(words('openapi.not-openapi'))
    expect(await statusText({ hello: 1 }, '/hello')).toBe(words('openapi.nothing-found'))
    expect(await statusText(open({ servers: [{ url: 'ftp://x/' }] }))).toBe(
      words('openapi.no-server'),
    )
  })

  it('[OAS-02] one that went bad leaves the tools as they were, with words', async () => {
    let page: Page = open()
    const server = await serve(() => ({ '/openapi.json': page }))
    const rig = buildRig()
    const { id } = await add(rig, server.origin)
    page = '<html></html>'
    await rig.connections.refreshTools(id)
    expect(rig.store.connections.load(id)).toMatchObject({ status: 'failed', kind: 'http' })
    expect(rig.store.connections.listTools(id).map(({ name }) => name)).toEqual(['listThings'])
    page = open()
    await rig.connections.refreshTools(id)
    expect(rig.store.connections.load(id)).toMatchObject({ status: 'ready', statusText: null })
  })
})

describe('a server at another address', () => {
  it('[OAS-06] waits for the person, and only for the one that was shown', async () => {
    const api = await serve(() => ({}))
    const docs = await serve(() => ({ '/openapi.json': open({ servers: [{ url: api.origin }] }) }))
    const rig = buildRig()
    const connection = await add(rig, docs.origin)
    const { id } = connection
    expect(connection).toMatchObject({
      status: 'failed',
      statusText: text('openapi.elsewhere', {
        host: new URL(docs.origin).host,
        server: api.origin,
      }),
      api: { offeredServer: api.origin },
    })
    expect(rig.store.connections.listTools(id)).toEqual([])
    expect(api.seen).toEqual([])
    // Dies if: any address may be agreed to.
    expect(() => rig.connections.agreeServer(id, 'https://evil.example')).toThrow('no longer names')
    await rig.connections.agreeServer(id, api.origin)
    expect(rig.store.connections.load(id)).toMatchObject({ status: 'ready', url: api.origin })
    expect(rig.store.connections.load(id)?.api?.offeredServer).toBeUndefined()
    const [tool] = rig.store.connections.listTools(id)
    expect(tool?.http?.serverUrl).toBe(api.origin)
  })
})

describe('who protects it', () => {
  const secured = (more: Json = {}): Json =>
    buildDocument(
      {
        '/things': { get: { operationId: 'listThings', security: [{ o: ['read'] }] } },
        '/health': { get: { operationId: 'health', security: [] } },
      },
      { servers: [], components: { securitySchemes: { o: oauth } }, ...more },
    )

  it('[OAS-05] where nobody says so, what is open can be used', async () => {
    const bearer = { o: { type: 'http', scheme: 'bearer' } }
    const document = secured({ components: { securitySchemes: bearer } })
    const server = await serve(() => ({ '/openapi.json': document }))
    const rig = buildRig()
    const connection = await add(rig, server.origin)
    expect(connection).toMatchObject({ status: 'ready', issuer: null })
    expect(connection.api?.hidden).toEqual([{ operation: 'GET /things', reason: 'bearer' }])
    expect(rig.store.connections.listTools(connection.id).map(({ name }) => name)).toEqual([
      'health',
    ])
  })

  it('[OAS-10] the server’s own metadata is asked first, then the document’s hint', async () => {
    const server = await serve((origin) => ({
      '/openapi.json': secured({
        components: {
          securitySchemes: {
            o: {
              type: 'openIdConnect',
              openIdConnectUrl: `${origin}/idp/.well-known/openid-configuration`,
            },
          },
        },
      }),
    }))
    await add(buildRig(), server.origin)
    const asked = server.seen.map(({ path }) => path)
    const metadata = asked.indexOf('/.well-known/oauth-protected-resource')
    const hint = asked.indexOf('/.well-known/oauth-authorization-server/idp')
    expect(metadata).toBeGreaterThan(-1)
    expect(hint).toBeGreaterThan(metadata)
  })

  it('[OAS-10] a document that is kept to itself leads to its protection', async () => {
    const server = await serve((origin) => ({
      '/openapi.json': {
        status: 401,
        headers: { 'www-authenticate': `Bearer resource_metadata="${origin}/meta"` },
      },
      '/meta': { resource: origin, authorization_servers: [`${origin}/as`] },
    }))
    const connection = await add(buildRig(), `${server.origin}/openapi.json`)
    const asked = server.seen.map(({ path }) => path)
    expect(asked).toContain('/meta')
    expect(asked).toContain('/.well-known/oauth-authorization-server/as')
    expect(connection.status).toBe('failed')
  })
})
