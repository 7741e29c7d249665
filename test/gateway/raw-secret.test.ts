// Sends secrets in every way but the one that counts, and sees that nobody without one learns what is there.
import { describe, expect, it } from 'vitest'
import { openGateway, secretOf, soundFields } from './gateway-world.ts'
import { body, expectRefused, post, withField } from './raw-checks.ts'
import { buildRequest, sendRaw, type Fields } from './raw-client.ts'

describe('the secret', () => {
  it('[GWE-03] takes one known secret in one Authorization header and nothing else', async () => {
    const world = await openGateway({ limits: { wrongBurst: 100 } })
    const port = world.port()
    const secret = secretOf('ada')
    const wrong: string[][] = [
      [],
      [''],
      ['Bearer'],
      ['Bearer '],
      [`Bearer  ${secret}`],
      [`Bearer ${secret} `, `Bearer ${secret}`],
      [`Bearer ${secret}`, 'Bearer other'],
      [`Bearer ${secret.toUpperCase()}`],
      [`Bearer ${secret.slice(0, -1)}`],
      [`Bearer ${secret}x`],
      [`Bearer ${secret},Bearer ${secret}`],
      [`Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`],
      [`DPoP ${secret}`],
      [secret],
      ['Bearer eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2FzIn0.c2ln'],
      [`Bearer ${'a'.repeat(600)}`],
    ]
    // Dies if: the first of two counts, the comparison ignores case, or a prefix is enough.
    for (const values of wrong) {
      const answer = await sendRaw(port, post(withField(port, 'Authorization', ...values)))
      expectRefused(world, answer, 401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Countersign"')
      expect(answer.raw).not.toContain(secret)
    }
    const huge = withField(port, 'Authorization', `Bearer ${'a'.repeat(1_000_000)}`)
    expectRefused(world, await sendRaw(port, post(huge)))
  })

  it('[GWE-03] takes none from the query, a cookie, another header or a session id', async () => {
    const world = await openGateway({ limits: { wrongBurst: 100 } })
    const port = world.port()
    const secret = secretOf('ada')
    const bare = withField(port, 'Authorization')
    for (const name of ['access_token', 'token', 'secret', 'key']) {
      const line = `POST /mcp?${name}=${secret} HTTP/1.1`
      // Dies if: a token is looked for in the query, or the query is dropped when the path is compared.
      expectRefused(world, await sendRaw(port, buildRequest(line, bare, body)), 400)
      expectRefused(
        world,
        await sendRaw(port, buildRequest(line, soundFields(port, body), body)),
        400,
      )
    }
    for (const [name, value] of [
      ['Cookie', `secret=${secret}`],
      ['X-Api-Key', secret],
      ['Mcp-Session-Id', secret],
    ] as const) {
      expectRefused(world, await sendRaw(port, post([...bare, [name, value]])), 401)
    }
    expectRefused(
      world,
      await sendRaw(port, post([...bare, ['Proxy-Authorization', `Bearer ${secret}`]])),
      400,
    )
  })

  it('[GWE-03] tells nobody without a secret what is there', async () => {
    const world = await openGateway()
    const port = world.port()
    const bare = withField(port, 'Authorization')
    for (const path of ['/mcp', '/hook', '/', '/admin', '/.well-known/oauth-protected-resource']) {
      // Dies if: the path is looked at before the secret.
      const answer = await sendRaw(port, buildRequest(`GET ${path} HTTP/1.1`, bare.slice(0, 1)))
      expectRefused(world, answer, 401)
    }
    const known = soundFields(port, body)
    for (const path of ['/', '/admin', '/mcp/', '/MCP', '/%6dcp', '/mcp/../mcp', '/./mcp']) {
      const request = buildRequest(`POST ${path} HTTP/1.1`, known, body)
      expectRefused(world, await sendRaw(port, request))
    }
  })

  it('[GWE-03] keeps the secret from the handler', async () => {
    const world = await openGateway()
    const port = world.port()
    const fields: Fields = [
      ...soundFields(port, body),
      ['Connection', 'close'],
      ['Cookie', 'a=b'],
      ['Mcp-Method', 'tools/call'],
    ]
    await sendRaw(port, post(fields))
    const headers = world.seen[0]?.headers
    expect(headers?.get('mcp-method')).toBe('tools/call')
    expect(headers?.get('authorization')).toBe(null)
    expect(headers?.get('cookie')).toBe(null)
    expect(JSON.stringify(world.seen[0])).not.toContain(secretOf('ada'))
  })
})
