// Tests of the authorization challenge loop against a scripted authorization server.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runAuthorizationChallenge } from '../../main/step-up/authorization-challenge.ts'
import type { ChallengePorts, ChallengeWant } from '../../main/step-up/challenge-loop.ts'
import type { SecretStore } from '../../main/step-up/auth-session.ts'
import { isAssured } from '../../main/step-up/assurance.ts'
import { createLockout } from '../../main/step-up/lockout.ts'
import { createOneAtATime } from '../../main/step-up/one-at-a-time.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { Secret } from '../../shared/model/secret.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildClient, buildContext, createHandClock } from '../oauth/world.ts'
import { accept, decline, noPasskey, type Person } from './rig.ts'

const otp = { type: 'string', minLength: 6, maxLength: 6, pattern: '^[0-9]{6}$' }
const elicit = (properties: Record<string, unknown>): unknown => ({
  mode: 'form',
  message: 'Prove it',
  requestedSchema: { type: 'object', properties },
})
const askOtp = elicit({ otp })
const askChoice = elicit({
  authenticator: { type: 'string', oneOf: [{ const: 'totp' }, { const: 'passkey' }] },
})

type Step = [number, Record<string, unknown>]
const insufficient = (session: string, ...elicitations: unknown[]): Step => [
  400,
  { error: 'insufficient_authorization', auth_session: session, elicitations },
]

let server: ScriptedServer
let secrets: Map<string, Secret>
let views: ElicitationView[]
let clock: ReturnType<typeof createHandClock>
let person: Person
let ports: ChallengePorts
let want: ChallengeWant

/** Answers in turn; the last one for ever. */
function script(...steps: Step[]): void {
  let at = 0
  server.answer = (request, response) => {
    const [status, body] = steps[Math.min(at, steps.length - 1)] ?? [500, {}]
    at += 1
    return json(status, body)(request, response)
  }
}

const secretStore: SecretStore = {
  save: (name, value) => Promise.resolve(void secrets.set(name, value)),
  load: (name) => Promise.resolve(secrets.get(name) ?? null),
  remove: (name) => void secrets.delete(name),
}

beforeEach(async () => {
  server = await startScriptedServer(json(500, {}))
  secrets = new Map()
  views = []
  clock = createHandClock()
  person = (view) =>
    view.kind === 'totp' ? accept({ otp: '123456' }) : accept({ authenticator: 'totp' })
  ports = {
    oauth: buildContext(),
    queue: {
      askElicitation: async ({ view }) => {
        views.push(view)
        return person(view)
      },
    },
    ceremony: noPasskey,
    clock,
    log: () => undefined,
    lockout: createLockout(secretStore, clock),
    secrets: secretStore,
  }
  want = {
    callId: 'call',
    connectionId: 'c',
    client: await buildClient(server.origin),
    scope: 'pay',
    resource: 'https://bank.example/mcp',
    acrValues: 'urn:a',
    maxAgeSeconds: 60,
    authorizationDetailsJson: null,
    signal: new AbortController().signal,
    mayRegisterPasskey: false,
  }
})
afterEach(() => server.stop())

const session = (): string | undefined => secrets.get(`auth-session:${server.origin}`)?.reveal()
const bodyOf = (index: number): string => server.seen[index]?.body ?? ''

describe('the loop', () => {
  // Dies if: the auth_session of the first request is sent again, or that of the last answer is not kept.
  it('[CASE-079] [STEP-18] sends everything asked, keeps the newest auth_session, one key throughout', async () => {
    secrets.set(`auth-session:${server.origin}`, new Secret('as-0'))
    script(insufficient('as-1', askOtp), [200, { authorization_code: 'ac', auth_session: 'as-2' }])
    const end = await runAuthorizationChallenge(ports, want)
    expect(end.kind).toBe('code')
    const first = Object.fromEntries(new URLSearchParams(bodyOf(0)))
    expect(first).toMatchObject({
      response_type: 'code',
      scope: 'pay',
      resource: 'https://bank.example/mcp',
      acr_values: 'urn:a',
      max_age: '60',
      auth_session: 'as-0',
      code_challenge_method: 'S256',
    })
    expect(JSON.parse(bodyOf(1))).toEqual({ auth_session: 'as-1', response: { otp: '123456' } })
    expect(session()).toBe('as-2')
    const keys = server.seen.map(({ headers }) => {
      const [header = ''] = String(headers['dpop']).split('.')
      return JSON.parse(Buffer.from(header, 'base64url').toString()).jwk.x
    })
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(2)
  })

  it('[CASE-082] [STEP-18] starts over once when the auth_session is not known any more', async () => {
    secrets.set(`auth-session:${server.origin}`, new Secret('as-0'))
    script([400, { error: 'invalid_session' }], [200, { authorization_code: 'ac' }])
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
    expect(bodyOf(1)).not.toContain('auth_session')
    script([400, { error: 'invalid_session' }])
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('failed')
    expect(server.seen).toHaveLength(4)
  })

  it.each<[string, Step]>([
    ['redirect_to_web', [400, { error: 'redirect_to_web' }]],
    ['an unknown error', [400, { error: 'teapot' }]],
    ['url mode', insufficient('as', { mode: 'url', message: '', url: 'https://x' })],
    [
      'a form that asks for a password',
      insufficient('as', elicit({ password: { type: 'string' } })),
    ],
    ['no elicitation at all', insufficient('as')],
  ])('[CASE-091] [STEP-08] leaves for the browser without asking: %s', async (_name, step) => {
    script(step)
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('web')
    expect(views).toEqual([])
  })

  it.each<[string, Step, string]>([
    ['access_denied', [400, { error: 'access_denied' }], 'denied'],
    ['invalid_scope', [400, { error: 'invalid_scope' }], 'failed'],
    ['unmet', [400, { error: 'unmet_authentication_requirements' }], 'failed'],
    ['an answer that is none', [200, {}], 'failed'],
    ['a token instead of a code', [200, { access_token: 't', token_type: 'DPoP' }], 'failed'],
    ['server down', [503, {}], 'failed'],
  ])('[CASE-102] ends by %s', async (_name, step, kind) => {
    script(step)
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe(kind)
  })

  it('[STEP-19] ends when the server asks for ever', async () => {
    script(insufficient('as', elicit({ agree: { type: 'boolean' } })))
    person = () => ({ action: 'accept', content: { agree: true } })
    const end = await runAuthorizationChallenge(ports, want)
    // Dies if: rounds are not counted.
    expect(end).toMatchObject({ kind: 'failed' })
    expect(server.seen.length).toBeLessThanOrEqual(11)
  })

  // Dies if: the time of the server is not counted, or the person's is.
  it('[STEP-19] ends when the server takes more than five minutes, however long the person takes', async () => {
    script(insufficient('as', elicit({ agree: { type: 'boolean' } })))
    person = () => {
      clock.advance(4 * 60_000)
      return { action: 'accept', content: { agree: true } }
    }
    let answered = 0
    const answer = server.answer
    server.answer = (request, response) => {
      answered += 1
      return answer(request, response)
    }
    await runAuthorizationChallenge(ports, want)
    expect(answered).toBe(11)
    script(insufficient('as', elicit({ agree: { type: 'boolean' } })))
    const slow = server.answer
    answered = 0
    server.answer = (request, response) => {
      answered += 1
      clock.advance(61_000)
      return slow(request, response)
    }
    expect(await runAuthorizationChallenge(ports, want)).toMatchObject({ kind: 'expired' })
    expect(answered).toBe(5)
  })

  // Dies if: the status decides instead of the error.
  it.each([401, 403])('[CASE-080] a %s with questions is asked like a 400', async (status) => {
    script([status, insufficient('as-1', askOtp)[1]], [200, { authorization_code: 'ac' }])
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
    expect(views).toHaveLength(1)
  })

  it('[CASE-097] several entries are asked one after the other and answered together; clashing ones not at all', async () => {
    script(insufficient('as-1', askChoice, askOtp), [200, { authorization_code: 'ac' }])
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
    expect(views.map(({ kind }) => kind)).toEqual(['authenticator_choice', 'totp'])
    const response = { authenticator: 'totp', otp: '123456' }
    expect(JSON.parse(bodyOf(1))).toEqual({ auth_session: 'as-1', response })
    views.length = 0
    script(insufficient('as-2', askOtp, askOtp))
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('web')
    expect(views).toEqual([])
  })

  it('[STEP-20] three wrong codes choose again, five lock the issuer for a while', async () => {
    script(
      insufficient('as', askOtp),
      insufficient('as', askOtp),
      insufficient('as', askOtp),
      insufficient('as', askOtp),
      insufficient('as', askChoice),
      insufficient('as', askOtp),
    )
    const end = await runAuthorizationChallenge(ports, want)
    expect(views.map(({ kind, triesLeft }) => [kind, triesLeft])).toEqual([
      ['totp', 3],
      ['totp', 2],
      ['totp', 1],
      ['authenticator_choice', null],
      ['totp', 3],
      ['totp', 2],
    ])
    expect(views[1]?.problem).toBe(text('step-up.code-was-wrong'))
    expect(views[3]?.problem).toBe(text('step-up.code-used-up'))
    expect(end.kind).toBe('failed')
    const sent = server.seen.length
    // Dies if: the lock is per call instead of per issuer.
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('failed')
    expect(server.seen).toHaveLength(sent)
    clock.advance(15 * 60_000 + 1)
    script([200, { authorization_code: 'ac' }])
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
  })

  // Dies if: what was typed goes out unchecked.
  it('[CASE-088] [STEP-09] asks again, without sending, what does not fit', async () => {
    script(insufficient('as', askOtp), [200, { authorization_code: 'ac' }])
    person = () => (views.length === 1 ? accept({ otp: '12' }) : accept({ otp: '123 456' }))
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('code')
    expect(server.seen).toHaveLength(2)
    expect(JSON.parse(bodyOf(1))).toMatchObject({ response: { otp: '123456' } })
    expect(views.map(({ problem }) => typeof problem)).toEqual(['object', 'string'])
  })

  it('[CASE-090] [STEP-05] sends nothing after the person declined, and keeps the auth_session', async () => {
    script(insufficient('as-1', askOtp))
    person = () => decline
    expect((await runAuthorizationChallenge(ports, want)).kind).toBe('cancelled')
    expect(server.seen).toHaveLength(1)
    expect(session()).toBe('as-1')
  })

  it('[STEP-05] sends nothing more once the task was cancelled', async () => {
    const controller = new AbortController()
    script(insufficient('as-1', askOtp))
    person = () => {
      controller.abort()
      return accept({ otp: '123456' })
    }
    const end = await runAuthorizationChallenge(ports, { ...want, signal: controller.signal })
    expect(end.kind).toBe('cancelled')
    expect(server.seen).toHaveLength(1)
  })

  it('[CASE-093] [STEP-11] a passkey request for another site is refused before anything is shown', async () => {
    const options = { challenge: 'q0Zr3m1x8b2uTn5cWv7yKd', rpId: 'bank.example' }
    const request = { type: 'string', default: JSON.stringify(options) }
    const response = { type: 'string' }
    script(insufficient('as', elicit({ webauthn_request: request, webauthn_response: response })))
    const end = await runAuthorizationChallenge(ports, want)
    expect(end.kind).toBe('failed')
    // Dies if: the check comes after the question.
    expect(views).toEqual([])
  })

  it('[STEP-16] without an authenticator a passkey request leaves for the browser', async () => {
    const options = { challenge: 'q0Zr3m1x8b2uTn5cWv7yKd', rpId: 'localhost' }
    const request = { type: 'string', default: JSON.stringify(options) }
    const asked = elicit({ webauthn_request: request, webauthn_response: { type: 'string' } })
    script(insufficient('as', asked))
    const issuer = server.origin.replace('127.0.0.1', 'localhost')
    const client = { ...want.client, metadata: { ...want.client.metadata, issuer } }
    expect((await runAuthorizationChallenge(ports, { ...want, client })).kind).toBe('web')
    expect(views).toEqual([])
  })

  it('[STEP-15] no call may lead to a new passkey', async () => {
    const options = {
      challenge: 'q0Zr3m1x8b2uTn5cWv7yKd',
      rp: { id: 'localhost', name: 'x' },
      user: { id: 'dTE3', name: 'alex', displayName: 'Alex' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    }
    const request = { type: 'string', default: JSON.stringify(options) }
    const asked = elicit({ webauthn_request: request, webauthn_response: { type: 'string' } })
    script(insufficient('as', asked), [200, { authorization_code: 'ac' }])
    const issuer = server.origin.replace('127.0.0.1', 'localhost')
    const client = { ...want.client, metadata: { ...want.client.metadata, issuer } }
    const ceremony: ChallengePorts['ceremony'] = {
      unavailableReason: () => null,
      run: () => Promise.resolve({ kind: 'credential', json: '{}' }),
    }
    const run = (mayRegisterPasskey: boolean) =>
      runAuthorizationChallenge({ ...ports, ceremony }, { ...want, client, mayRegisterPasskey })
    expect((await run(false)).kind).toBe('failed')
    expect(views).toEqual([])
    script(insufficient('as', asked), [200, { authorization_code: 'ac' }])
    expect((await run(true)).kind).toBe('code')
  })
})

describe('assurance', () => {
  const asked = { acrValues: 'a b', maxAgeSeconds: 60 }
  it.each([
    [{ acr: 'b', authTimeSeconds: 1_000 }, true],
    [{ acr: 'c', authTimeSeconds: 1_000 }, false],
    [{ acr: 'a', authTimeSeconds: 1_000 - 121 }, false],
    [{ acr: 'a', authTimeSeconds: 1_000 - 119 }, true],
    // Dies if: an ID token that says nothing of the acr counts as if it had said enough.
    [{ acr: null, authTimeSeconds: 1_000 }, false],
    [{ acr: 'a', authTimeSeconds: null }, false],
    [{ acr: null, authTimeSeconds: null, idToken: new Secret('e30.e30.e30') }, false],
    // No ID token could be had: the resource server decides.
    [{ acr: null, authTimeSeconds: null }, true],
    [{ acr: null, authTimeSeconds: null, idToken: null }, true],
  ])('[STEP-21] %j: %s', (tokens, expected) => {
    expect(isAssured(tokens, asked, 1_000_000)).toBe(expected)
  })
})

describe('one at a time', () => {
  it('runs of one issuer wait for each other, also after a failure', async () => {
    const order: string[] = []
    const oneAtATime = createOneAtATime()
    const run =
      (name: string, fails = false) =>
      async () => {
        order.push(`${name} begins`)
        await Promise.resolve()
        order.push(`${name} ends`)
        if (fails) throw new Error(name)
      }
    const first = oneAtATime('i', run('a', true)).catch(() => undefined)
    await Promise.all([first, oneAtATime('i', run('b')), oneAtATime('j', run('c'))])
    const ofIssuer = order.filter((entry) => !entry.startsWith('c'))
    expect(ofIssuer).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })
})
