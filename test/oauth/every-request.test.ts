// Tests of what holds for every request to an authorization server, whatever it is for.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'
import { Secret } from '../../shared/model/secret.ts'
import {
  json,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from '../http/scripted-server.ts'
import { everyRequest, offerAll } from './every-request.ts'
import { buildClient, buildContext } from './world.ts'

let server: ScriptedServer
let sink: ScriptedServer
let context: OAuthContext
let client: OAuthClient

beforeEach(async () => {
  server = await startScriptedServer(json(200, {}))
  sink = await startScriptedServer(json(200, {}))
  context = buildContext()
  const secret = new Secret('client-secret-1')
  const authentication = { method: 'client_secret_post', secret } as const
  client = { ...(await buildClient(server.origin, offerAll(server.origin))), authentication }
})
afterEach(async () => {
  await server.stop()
  await sink.stop()
})

const redirect =
  (status: number): Answer =>
  (_request, response) =>
    void response.writeHead(status, { location: `${sink.origin}/token` }).end()

const troubles: Readonly<Record<string, Answer>> = {
  'an error page': (_request, response) =>
    void response.writeHead(400, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>'),
  'a failure': json(503, { error: 'temporarily_unavailable' }),
  'a closed connection': (_request, response) => void response.destroy(),
  'half an object': (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":'),
  'a member twice': json(200, '{"error":"slow_down","error":"access_denied"}'),
  'a list': json(200, '[]'),
}

describe.for(Object.entries(everyRequest))('%s', ([, send]) => {
  // Dies if: any request follows a redirect, with or without its secrets.
  test.for([301, 302, 303, 307, 308])('[GRANT-15] goes nowhere on %i', async (status) => {
    server.answer = redirect(status)
    expect((await send(context, client)).kind).toBe('no_answer')
    expect(server.seen).toHaveLength(1)
    expect(sink.seen).toEqual([])
  })

  // Dies if: what is no answer of OAuth is taken for a decision, or escapes as an error.
  test.for(Object.entries(troubles))('[GRANT-15] takes %s for no answer', async ([, answer]) => {
    server.answer = answer
    expect((await send(context, client)).kind).toBe('no_answer')
  })

  test('[GRANT-15] is refused by the name the server gives it, with a proof of the key each time', async () => {
    server.answer = json(400, { error: 'invalid_request', error_description: 'No.' })
    expect(await send(context, client)).toMatchObject({
      kind: 'refused',
      refusal: { error: 'invalid_request', errorDescription: 'No.', status: 400 },
    })
    const [request] = server.seen
    expect(request?.headers['dpop']).toBeDefined()
    expect(request?.headers.authorization).toBeUndefined()
    expect(request?.body).toContain('client-secret-1')
    expect(request?.path).not.toContain('?')
  })
})
