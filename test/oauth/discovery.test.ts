// Tests of discovering resource and authorization servers.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { discoverResource } from '../../main/oauth/discover-resource.ts'
import { discoverAuthorizationServer, listMetadataUrls } from '../../main/oauth/discover-server.ts'
import { parseStoredMetadata } from '../../main/oauth/server-metadata.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../http/scripted-server.ts'
import { buildContext, buildMetadata } from './world.ts'

let server: ScriptedServer
let context: OAuthContext

beforeEach(async () => {
  server = await startScriptedServer(json(404, {}))
  context = buildContext()
})
afterEach(() => server.stop())

/** Serves one document per path, 404 for the rest. */
const serve = (documents: Readonly<Record<string, unknown>>): void => {
  server.answer = (request, response) => {
    const found = documents[request.path]
    const answer: Answer = found === undefined ? json(404, {}) : json(200, found)
    return answer(request, response)
  }
}

describe('authorization servers', () => {
  test('[OAUTH-06] the document is looked for in the order of the standards', () => {
    expect(listMetadataUrls('https://as.example')).toEqual([
      'https://as.example/.well-known/oauth-authorization-server',
      'https://as.example/.well-known/openid-configuration',
    ])
    expect(listMetadataUrls('https://as.example/tenant/1')).toEqual([
      'https://as.example/.well-known/oauth-authorization-server/tenant/1',
      'https://as.example/.well-known/openid-configuration/tenant/1',
      'https://as.example/tenant/1/.well-known/openid-configuration',
    ])
  })

  // Dies if: an issuer is shown to the person whose spelling is words, or letters that imitate another host.
  test.each([
    'https://as.example/ was checked by Countersign',
    'https://as.example/”',
    'https://b\u0430nk.example',
    'https://bank.example@evil.example',
    'https://as.example/\u202e',
    'https://as.example/?',
    'https://as.example/#',
  ])('[OAUTH-31] %j is no issuer identifier', (issuer) => {
    expect(() => listMetadataUrls(issuer)).toThrow(/authorization server/)
  })

  test('[OAUTH-06] metadata is found in its last form and keeps members we do not know', async () => {
    const issuer = `${server.origin}/t`
    const document = {
      ...buildMetadata(server.origin),
      issuer,
      passkey_enrolment_acr_value: 'urn:x',
      other: [1],
    }
    serve({ '/t/.well-known/openid-configuration': document })
    expect(await discoverAuthorizationServer(context, issuer)).toEqual(document)
    expect(server.seen).toHaveLength(3)
  })

  // Dies if: the comparison forgives a slash, case or a default port.
  test.each(['/', 'x', ''])(
    '[CASE-111] [OAUTH-06] an issuer that differs by %j is refused',
    async (suffix) => {
      const issuer = suffix === '' ? 'https://other.example' : `${server.origin}${suffix}`
      serve({
        '/.well-known/oauth-authorization-server': { ...buildMetadata(server.origin), issuer },
      })
      await expect(discoverAuthorizationServer(context, server.origin)).rejects.toMatchObject({
        code: 'oauth/issuer_mismatch',
      })
    },
  )

  // Dies if: the methods are not looked at, or none named counts as S256.
  test.each([
    { code_challenge_methods_supported: ['plain'] },
    { code_challenge_methods_supported: undefined },
  ])('[CASE-113] [OAUTH-07] %j is refused', async (more) => {
    serve({
      '/.well-known/oauth-authorization-server': { ...buildMetadata(server.origin), ...more },
    })
    await expect(discoverAuthorizationServer(context, server.origin)).rejects.toMatchObject({
      code: 'oauth/discovery_failed',
      message: expect.stringContaining('PKCE'),
    })
  })

  test.each([
    { token_endpoint: 'http://as.example/token' },
    { authorization_endpoint: 'javascript:alert(1)' },
    { authorization_endpoint: 'file:///etc/passwd' },
    { jwks_uri: 'https://as.example/jwks#x' },
    { registration_endpoint: 'https://u:p@as.example/' },
    { token_endpoint: undefined },
    { token_endpoint: 7 },
    { scopes_supported: 'all' },
  ])('[CASE-116] [OAUTH-08] %j is refused', async (more) => {
    serve({
      '/.well-known/oauth-authorization-server': { ...buildMetadata(server.origin), ...more },
    })
    await expect(discoverAuthorizationServer(context, server.origin)).rejects.toMatchObject({
      code: 'oauth/discovery_failed',
    })
  })

  // Dies if: endpoints are judged without looking at whose they are.
  test('[OAUTH-08] an issuer elsewhere cannot name an endpoint on this computer', async () => {
    const issuer = 'https://as.example'
    const document = { ...buildMetadata(issuer), token_endpoint: 'http://127.0.0.1:5432/' }
    const fetch: OAuthContext['fetch'] = async () => Response.json(document)
    await expect(discoverAuthorizationServer({ ...context, fetch }, issuer)).rejects.toMatchObject({
      detail: { detail: { refused: ['token_endpoint'] } },
    })
  })

  test('[OAUTH-06] a web site that is no authorization server is said to be none', async () => {
    const html: Answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>')
    const redirect: Answer = (_request, response) =>
      void response.writeHead(302, { location: '/login' }).end()
    for (const answer of [html, redirect, json(200, []), json(404, {}), json(500, {})]) {
      server.answer = answer
      await expect(discoverAuthorizationServer(context, server.origin)).rejects.toMatchObject({
        code: 'oauth/discovery_failed',
      })
    }
    await expect(discoverAuthorizationServer(context, 'nonsense')).rejects.toMatchObject({
      code: 'oauth/discovery_failed',
    })
  })

  test('[OAUTH-06] one that is down is said to be unreachable', async () => {
    await server.stop()
    await expect(discoverAuthorizationServer(context, server.origin)).rejects.toMatchObject({
      code: 'http/unreachable',
    })
  })
})

describe('metadata that was stored', () => {
  // Dies if: what an earlier version kept ends the overview, every refresh, and the disconnection itself.
  test('[OAUTH-32] is read without the members that this version cannot read', () => {
    const odd = { device_authorization_endpoint: 5, response_types_supported: 'code', other: [1] }
    const stored = JSON.stringify({ ...buildMetadata('https://as.example'), ...odd })
    expect(parseStoredMetadata(stored)).toEqual({
      ...buildMetadata('https://as.example'),
      other: [1],
    })
  })

  test.each(['{}', '[]', '5', 'null', '{"issuer":1}'])('[OAUTH-32] %s is none at all', (stored) => {
    expect(() => parseStoredMetadata(stored)).toThrow()
  })
})

describe('resource servers', () => {
  const discover = (resourceMetadataUrl: string | null = null) =>
    discoverResource(context, { url: `${server.origin}/mcp`, resourceMetadataUrl })

  test('[OAUTH-05] the document at the well-known place is read', async () => {
    serve({
      '/.well-known/oauth-protected-resource/mcp': {
        resource: `${server.origin}/mcp`,
        authorization_servers: [
          server.origin,
          'https://as.example',
          'http://as.example',
          'javascript:1',
          'https://b\u0430nk.example',
        ],
        scopes_supported: ['a', 'b'],
        resource_name: 'Harbor Bank',
        dpop_bound_access_tokens_required: true,
      },
    })
    expect(await discover()).toEqual({
      resource: `${server.origin}/mcp`,
      authorizationServers: [server.origin, 'https://as.example'],
      scopesSupported: ['a', 'b'],
      name: 'Harbor Bank',
      dpopRequired: true,
    })
  })

  test('[OAUTH-05] a place named by the challenge comes first; its document may be about a parent', async () => {
    serve({ '/meta': { resource: server.origin } })
    expect(await discover(`${server.origin}/meta`)).toMatchObject({
      resource: server.origin,
      authorizationServers: [],
    })
    expect(await discover()).toBeNull()
  })

  // Dies if: the document's `resource` is not compared, or compared as a mere prefix of text.
  test.each(['https://other.example/mcp', '/mcp', 'x', 'mc', 'mcp/deeper'])(
    '[CASE-110] [OAUTH-05] a document about %s is dropped',
    async (other) => {
      const resource = other.includes(':') ? other : `${server.origin}/${other}`
      serve({ '/meta': { resource } })
      await expect(discover(`${server.origin}/meta`)).rejects.toMatchObject({
        code: 'oauth/resource_mismatch',
      })
      serve({ '/.well-known/oauth-protected-resource/mcp': { resource: server.origin } })
      await expect(discover()).rejects.toMatchObject({ code: 'oauth/resource_mismatch' })
    },
  )

  test('[OAUTH-08] a server elsewhere cannot send us to this computer', async () => {
    const asked: string[] = []
    const fetch: OAuthContext['fetch'] = async (input) => {
      asked.push(input instanceof Request ? input.url : input.toString())
      return Response.json({
        resource: 'https://rs.example/mcp',
        authorization_servers: ['http://localhost:1', 'https://as.example'],
      })
    }
    const found = await discoverResource(
      { ...context, fetch },
      { url: 'https://rs.example/mcp', resourceMetadataUrl: 'http://127.0.0.1:9/meta' },
    )
    expect(asked).toEqual(['https://rs.example/.well-known/oauth-protected-resource/mcp'])
    expect(found?.authorizationServers).toEqual(['https://as.example'])
  })
})
