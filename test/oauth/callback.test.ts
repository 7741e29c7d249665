// Tests of the browser flow with a browser that lies.
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BrowserAnswer } from '../../main/oauth/browser-sign-in.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { runFlow, stateOf } from './browser-run.ts'
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

describe('forged callbacks', () => {
  // Dies if: the state is looked at after the error, compared as a prefix, or an array form is joined.
  test('[OAUTH-19] [OAUTH-20] a thousand forgeries later the true one completes the flow', async () => {
    const answer = await runFlow({ context, client }, async (callback, url) => {
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
  }, 60_000)

  // Dies if: one of method, host, origin, fetch mode, destination or path is not looked at.
  test('[OAUTH-21] scripts, forms, images, frames, other hosts and other paths are refused', async () => {
    const answer = await runFlow({ context, client }, async (callback, url) => {
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

  test('[CASE-117] [OAUTH-19] a state is good for one answer', async () => {
    const answer = await runFlow({ context, client }, async (callback, url) => {
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
    runFlow({ context, client }, async (callback, url) => {
      const page = await hit(
        callback({ state: stateOf(url), ...more, ...(iss === null ? {} : { iss }) }),
      )
      expect(['/done', '/failed']).toContain(page.headers['location'])
    })
  const foreign = { code: 'oauth/callback_refused' }

  // Dies if: any of the four rows is missing, or the comparison normalises.
  test('[CASE-112] [OAUTH-23] promised: must be there and equal', async () => {
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
      (error) => error instanceof Error && !inspect(error, { depth: 9 }).includes('EVIL'),
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
