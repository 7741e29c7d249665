// Tests of the browser flow: what is asked, and how long we listen.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { pickRedirectUri } from '../../main/oauth/redirect-listener.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { runFlow, stateOf, type Browse } from './browser-run.ts'
import { hit } from './raw-hit.ts'
import { buildClient, buildContext, createHandClock } from './world.ts'

let server: ScriptedServer
let clock: ReturnType<typeof createHandClock>
let context: OAuthContext
let client: OAuthClient

beforeEach(async () => {
  server = await startScriptedServer(json(404, {}))
  clock = createHandClock()
  context = buildContext(clock)
  client = await buildClient(server.origin)
})
afterEach(async () => {
  clock.advance(10_000)
  await server.stop()
})

describe('the request', () => {
  test('[OAUTH-26] carries PKCE, state, resource, the key and what was asked', async () => {
    let seen: URL | undefined
    const answer = await runFlow(
      { context, client },
      async (callback, url) => {
        seen = url
        await hit(callback({ state: stateOf(url), code: 'c-1' }))
      },
      { scope: 'openid offline_access read', acrValues: 'urn:a urn:b', maxAgeSeconds: 60 },
    )
    expect(Object.fromEntries(seen?.searchParams ?? [])).toEqual({
      client_id: 'client-1',
      response_type: 'code',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/cb$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      scope: 'openid offline_access read',
      resource: 'https://rs.example/mcp',
      acr_values: 'urn:a urn:b',
      max_age: '60',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      dpop_jkt: client.dpopKey.jkt,
      prompt: 'consent',
    })
    expect(answer).toMatchObject({
      kind: 'code',
      redirectUri: seen?.searchParams.get('redirect_uri'),
    })
    if (answer.kind !== 'code') throw new Error('unreachable')
    expect(answer.code.reveal()).toBe('c-1')
  })

  // Dies if: parameters travel beside the request_uri.
  test('[OAUTH-26] is pushed where the server offers it', async () => {
    client = await buildClient(server.origin, {
      pushed_authorization_request_endpoint: `${server.origin}/par`,
    })
    server.answer = json(201, { request_uri: 'urn:r:1', expires_in: 60 })
    await runFlow({ context, client }, async (_callback, url) => {
      expect(Object.fromEntries(url.searchParams)).toEqual({
        client_id: 'client-1',
        request_uri: 'urn:r:1',
      })
      const pushed = new URLSearchParams(server.seen[0]?.body)
      const back = { state: pushed.get('state') ?? '', code: 'c-1' }
      await hit(`${pushed.get('redirect_uri')}?${new URLSearchParams(back).toString()}`)
    })
    expect(server.seen[0]?.headers['dpop']).toBeDefined()
    server.answer = json(400, { error: 'invalid_request' })
    expect(await runFlow({ context, client }, async () => undefined)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'invalid_request' },
    })
  })

  // Dies if: a request that must be pushed goes through the browser instead.
  test('[GRANT-16] opens no browser where it must be pushed and cannot be', async () => {
    client = await buildClient(server.origin, { require_pushed_authorization_requests: true })
    let opened = 0
    const flow = runFlow({ context, client }, async () => void (opened += 1))
    await expect(flow).rejects.toMatchObject({ code: 'oauth/grant_failed' })
    expect(opened).toBe(0)
    expect(server.seen).toEqual([])
  })

  // Dies if: the port of another flow is shared instead of taken by one alone.
  test('[OAUTH-24] the registered port is used again when it is free, else another', async () => {
    const registered = await pickRedirectUri()
    const browse: Browse = async (callback, url) =>
      void (await hit(callback({ state: stateOf(url), code: 'c' })))
    const again = await runFlow({ context, client }, browse, { registeredRedirectUri: registered })
    expect(again).toMatchObject({ redirectUri: registered })
    // Still open for the closing page: the port is taken.
    const other = await runFlow({ context, client }, browse, { registeredRedirectUri: registered })
    expect(other.kind === 'code' && other.redirectUri).not.toBe(registered)
  })
})

describe('the listener', () => {
  // Dies if: anything of the request is written into the page.
  test('[OAUTH-22] the closing page is static and says so in its headers', async () => {
    const bodies = new Set<string>()
    for (const code of ['a', '<script>alert(1)</script>'])
      await runFlow({ context, client }, async (callback, url) => {
        const back = callback({ state: stateOf(url), code, next: 'https://evil.example' })
        const redirect = await hit(back)
        expect(redirect.headers['location']).toBe('/done')
        const page = await hit(`${new URL(back).origin}/done`)
        expect(page.headers).toMatchObject({
          'content-security-policy':
            "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        })
        bodies.add(page.body)
      })
    expect(bodies.size).toBe(1)
    expect([...bodies][0]).not.toMatch(/script|href|src=/)
  })

  test('[OAUTH-24] nobody comes back: expired after five minutes, and nobody listens any more', async () => {
    let where = ''
    const answer = await runFlow({ context, client }, async (callback) => {
      where = callback('')
      clock.advance(299_999)
      expect((await hit(where)).status).toBe(400)
      clock.advance(1)
    })
    expect(answer).toEqual({ kind: 'expired' })
    clock.advance(3_000)
    await expect(hit(where)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('[OAUTH-24] the person cancels, before or after the browser opened', async () => {
    const abort = new AbortController()
    expect(
      await runFlow({ context, client }, async () => abort.abort(), { signal: abort.signal }),
    ).toEqual({
      kind: 'cancelled',
    })
    let opened = 0
    const again = await runFlow({ context, client }, async () => void (opened += 1), {
      signal: abort.signal,
    })
    expect([again.kind, opened]).toEqual(['cancelled', 0])
  })

  test('[OAUTH-24] a browser that cannot be opened ends the flow', async () => {
    const openExternal = async (): Promise<void> => Promise.reject(new Error('no browser'))
    await expect(
      runFlow({ context, client }, async () => undefined, { openExternal }),
    ).rejects.toThrow('no browser')
    const { authorization_endpoint: _dropped, ...metadata } = client.metadata
    client = { ...client, metadata }
    await expect(runFlow({ context, client }, async () => undefined)).rejects.toMatchObject({
      code: 'oauth/grant_failed',
    })
  })
})
