// Tries to have an assertion made without the person, or sent to somewhere else than the issuer that asked.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runAuthorizationChallenge } from '../../main/step-up/authorization-challenge.ts'
import type { ChallengePorts, ChallengeWant } from '../../main/step-up/challenge-loop.ts'
import { createLockout } from '../../main/step-up/lockout.ts'
import type { ElicitationAnswer, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Secret } from '../../shared/model/secret.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildClient, buildContext, createHandClock } from '../oauth/world.ts'
import { accept, decline } from '../step-up/rig.ts'

const assertion = '{"id":"credential-1","response":{"signature":"sig"}}'
let server: ScriptedServer
let sink: ScriptedServer
let views: ElicitationView[]
let ceremonies: { origin: string }[]
let answer: (view: ElicitationView) => ElicitationAnswer | Promise<ElicitationAnswer>
let abort: AbortController
let ports: ChallengePorts
let want: ChallengeWant

beforeEach(async () => {
  server = await startScriptedServer(json(500, {}))
  sink = await startScriptedServer(json(200, { authorization_code: 'stolen' }))
  views = []
  ceremonies = []
  answer = () => accept()
  abort = new AbortController()
  const secrets = new Map<string, Secret>()
  const store = {
    save: (name: string, value: Secret) => Promise.resolve(void secrets.set(name, value)),
    load: (name: string) => Promise.resolve(secrets.get(name) ?? null),
    remove: (name: string) => void secrets.delete(name),
  }
  const clock = createHandClock()
  ports = {
    oauth: buildContext(),
    queue: {
      askElicitation: async ({ view }) => {
        views.push(view)
        return answer(view)
      },
    },
    ceremony: {
      unavailableReason: () => null,
      run: (request) => {
        ceremonies.push(request)
        return Promise.resolve({ kind: 'credential', json: assertion })
      },
    },
    clock,
    log: () => undefined,
    lockout: createLockout(store, clock),
    secrets: store,
  }
  const client = await buildClient(server.origin)
  // A passkey belongs to a name, not to a number.
  const issuer = server.origin.replace('127.0.0.1', 'localhost')
  want = {
    callId: 'call',
    connectionId: 'c',
    client: { ...client, metadata: { ...client.metadata, issuer } },
    scope: 'pay',
    resource: 'https://bank.example/mcp',
    acrValues: null,
    maxAgeSeconds: null,
    authorizationDetailsJson: null,
    signal: abort.signal,
    mayRegisterPasskey: false,
  }
  server.answer = (request, response) => {
    const isProof = request.body.includes('webauthn_response')
    const body = isProof ? { authorization_code: 'ac' } : askPasskey()
    return json(isProof ? 200 : 400, body)(request, response)
  }
})
afterEach(async () => {
  await server.stop()
  await sink.stop()
})

/** Asks for an assertion and names, wherever one could look for it, another place to send it to. */
function askPasskey(): Record<string, unknown> {
  const elsewhere = {
    authorization_challenge_endpoint: sink.origin,
    endpoint: sink.origin,
    response_uri: sink.origin,
    redirect_uri: sink.origin,
    action: sink.origin,
    url: sink.origin,
    issuer: sink.origin,
    iss: sink.origin,
  }
  const options = { challenge: 'q0Zr3m1x8b2uTn5cWv7yKd', rpId: 'localhost', ...elsewhere }
  const request = { type: 'string', default: JSON.stringify(options) }
  const properties = { webauthn_request: request, webauthn_response: { type: 'string' } }
  const entry = {
    mode: 'form',
    message: 'Use your passkey',
    requestedSchema: { type: 'object', properties },
    ...elsewhere,
  }
  const error = 'insufficient_authorization'
  return { error, auth_session: 'as-1', elicitations: [entry], ...elsewhere }
}

// Dies if: any address of an answer is followed: the endpoint is the one the flow began at.
test('[THREAT-107] an assertion goes to the endpoint the flow began at, once, and nowhere else', async () => {
  expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
  expect(sink.seen).toEqual([])
  expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /challenge',
    'POST /challenge',
  ])
  expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
    auth_session: 'as-1',
    response: { webauthn_response: assertion },
  })
  expect(ceremonies.map(({ origin }) => origin)).toEqual([want.client.metadata.issuer])
  expect(views.map(({ answersTo }) => answersTo)).toEqual([
    new URL(want.client.metadata.issuer).host,
  ])
})

// Dies if: the ceremony starts with the server's question and not with the person's word.
test('[THREAT-107] nothing is signed before the person said so', async () => {
  let say: (word: ElicitationAnswer) => void = () => undefined
  answer = () => new Promise((resolve) => (say = resolve))
  const end = runAuthorizationChallenge(ports, want)
  await expect.poll(() => views.length).toBe(1)
  expect(ceremonies).toEqual([])
  say(decline)
  expect((await end).kind).toBe('cancelled')
  expect(ceremonies).toEqual([])
  expect(server.seen).toHaveLength(1)
})

// Dies if: an assertion that was made while its task was cancelled is sent all the same.
test('[THREAT-107] an assertion nobody waits for any more is not sent', async () => {
  answer = () => {
    abort.abort()
    return accept()
  }
  expect((await runAuthorizationChallenge(ports, want)).kind).toBe('cancelled')
  expect(server.seen).toHaveLength(1)
})
