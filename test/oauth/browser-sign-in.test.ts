// Tests of the browser flow with a scripted browser that also lies.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requestCodeByBrowser, type BrowserAnswer } from '../../main/oauth/browser-sign-in.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { pickRedirectUri } from '../../main/oauth/redirect-listener.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
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

type Browse = (
  callback: (parameters: Record<string, string> | string) => string,
  authorizeUrl: URL,
) => Promise<void>

/** Runs a flow; `browse` plays the browser once it is opened. */
async function run(
  browse: Browse,
  more: Partial<Parameters<typeof requestCodeByBrowser>[2]> = {},
): Promise<BrowserAnswer> {
  let browsing: Promise<void> = Promise.resolve()
  const answer = requestCodeByBrowser(context, client, {
    registeredRedirectUri: null,
    scope: 'read',
    resource: 'https://rs.example/mcp',
    acrValues: null,
    maxAgeSeconds: null,
    signal: new AbortController().signal,
    openExternal: async (opened) => {
      const url = new URL(opened)
      const callback = (parameters: Record<string, string> | string): string => {
        const query =
          typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString()
        return `${url.searchParams.get('redirect_uri')}?${query}`
      }
      browsing = browse(callback, url)
    },
    ...more,
  })
  const result = await answer
  await browsing
  return result
}
const stateOf = (url: URL): string => url.searchParams.get('state') ?? ''

describe('the request', () => {
  test('[OAUTH-26] carries PKCE, state, resource, the key and what was asked', async () => {
    let seen: URL | undefined
    const answer = await run(
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
    await run(async (_callback, url) => {
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
    expect(await run(async () => undefined)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'invalid_request' },
    })
  })

  test('[OAUTH-24] the registered port is used again when it is free, else another', async () => {
    const registered = await pickRedirectUri()
    const browse: Browse = async (callback, url) =>
      void (await hit(callback({ state: stateOf(url), code: 'c' })))
    const again = await run(browse, { registeredRedirectUri: registered })
    expect(again).toMatchObject({ redirectUri: registered })
    // Still open for the closing page: the port is taken.
    const other = await run(browse, { registeredRedirectUri: registered })
    expect(other.kind === 'code' && other.redirectUri).not.toBe(registered)
  })
})

describe('forged callbacks', () => {
  // Dies if: the state is looked at after the error, compared as a prefix, or an array form is joined.
  test('[OAUTH-19] [OAUTH-20] a thousand forgeries later the true one completes the flow', async () => {
    const answer = await run(async (callback, url) => {
      const state = stateOf(url)
      const forgeries = [
        '',
        'code=evil',
        `code=evil&state=${state.slice(0, -1)}`,
        `code=evil&state=${state}x`,
        `code=evil&state=${state}&state=${state}`,
        `code=evil&state=b&state=${state}`,
        `code=evil&state[]=${state}`,
        `code=evil&State=${state}`,
        'error=access_denied&state=wrong',
        'error=access_denied',
      ]
      for (let round = 0; round < 1000; round += 1) {
        const forged = await hit(callback(forgeries[round % forgeries.length] ?? ''))
        expect(forged.status).toBe(400)
      }
      expect((await hit(callback({ state, code: 'true' }))).status).toBe(303)
    })
    expect(answer.kind === 'code' && answer.code.reveal()).toBe('true')
  })

  test('[OAUTH-21] scripts, forms, images, frames, other hosts and other paths are refused', async () => {
    const answer = await run(async (callback, url) => {
      const good = callback({ state: stateOf(url), code: 'true' })
      const forged: Parameters<typeof hit>[1][] = [
        { method: 'POST' },
        { method: 'HEAD' },
        { headers: { origin: 'https://evil.example' } },
        { headers: { origin: 'null' } },
        { headers: { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' } },
        { headers: { 'sec-fetch-mode': 'cors' } },
        { headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' } },
        { headers: { host: 'evil.example' } },
        { headers: { host: 'localhost' } },
      ]
      for (const options of forged) expect((await hit(good, options)).status).toBe(400)
      for (const path of ['/cb/', '/CB', '/', '/cb%2f', '/done', '/failed'])
        expect((await hit(good.replace('/cb', path))).status).toBe(400)
      const navigation = {
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-site': 'cross-site',
      }
      expect((await hit(good, { headers: navigation })).status).toBe(303)
    })
    expect(answer.kind).toBe('code')
  })

  test('[OAUTH-19] a state is good for one answer', async () => {
    const answer = await run(async (callback, url) => {
      await hit(callback({ state: stateOf(url), code: 'first' }))
      expect((await hit(callback({ state: stateOf(url), code: 'second' }))).status).toBe(400)
    })
    expect(answer.kind === 'code' && answer.code.reveal()).toBe('first')
  })
})

describe('the issuer in the callback', () => {
  const answerWith = (
    iss: string | null,
    more: Record<string, string> = { code: 'c' },
  ): Promise<BrowserAnswer> =>
    run(async (callback, url) => {
      const page = await hit(
        callback({ state: stateOf(url), ...more, ...(iss === null ? {} : { iss }) }),
      )
      expect(['/done', '/failed']).toContain(page.headers['location'])
    })
  const foreign = { code: 'oauth/callback_refused' }

  // Dies if: any of the four rows is missing, or the comparison normalises.
  test('[OAUTH-23] promised: must be there and equal', async () => {
    client = await buildClient(server.origin, {
      authorization_response_iss_parameter_supported: true,
    })
    expect((await answerWith(server.origin)).kind).toBe('code')
    await expect(answerWith(null)).rejects.toMatchObject(foreign)
    await expect(answerWith('https://honest.example')).rejects.toMatchObject(foreign)
    await expect(answerWith(`${server.origin}/`)).rejects.toMatchObject(foreign)
  })

  test('[OAUTH-23] not promised: may be missing, must be equal when there', async () => {
    expect((await answerWith(null)).kind).toBe('code')
    expect((await answerWith(server.origin)).kind).toBe('code')
    await expect(answerWith(`${server.origin}/`)).rejects.toMatchObject(foreign)
  })

  test('[OAUTH-23] the error text of another issuer is not looked at', async () => {
    const lie = { error: 'access_denied', error_description: 'call 0800-EVIL' }
    await expect(answerWith('https://evil.example', lie)).rejects.toSatisfy(
      (error) =>
        error instanceof Error &&
        !JSON.stringify({ ...error, message: error.message }).includes('EVIL'),
    )
    expect(await answerWith(server.origin, lie)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'access_denied' },
    })
    expect(await answerWith(server.origin, {})).toMatchObject({
      kind: 'refused',
      refusal: { error: 'bad_response' },
    })
  })
})

describe('the listener', () => {
  // Dies if: anything of the request is written into the page.
  test('[OAUTH-22] the closing page is static and says so in its headers', async () => {
    const bodies = new Set<string>()
    for (const code of ['a', '<script>alert(1)</script>'])
      await run(async (callback, url) => {
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
    const answer = await run(async (callback) => {
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
    expect(await run(async () => abort.abort(), { signal: abort.signal })).toEqual({
      kind: 'cancelled',
    })
    let opened = 0
    const again = await run(async () => void (opened += 1), { signal: abort.signal })
    expect([again.kind, opened]).toEqual(['cancelled', 0])
  })

  test('[OAUTH-24] a browser that cannot be opened ends the flow', async () => {
    const openExternal = async (): Promise<void> => Promise.reject(new Error('no browser'))
    await expect(run(async () => undefined, { openExternal })).rejects.toThrow('no browser')
    const { authorization_endpoint: _dropped, ...metadata } = client.metadata
    client = { ...client, metadata }
    await expect(run(async () => undefined)).rejects.toMatchObject({ code: 'oauth/grant_failed' })
  })
})
