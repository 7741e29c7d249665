// Tests of what is remembered between refusals: denials, prompts, wrong codes, and who gave an auth_session.
import { afterEach, describe, expect, it } from 'vitest'
import { createLockout } from '../../main/step-up/lockout.ts'
import { createPromptPace } from '../../main/step-up/prompt-pace.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { Challenge, ToolCall } from '../../shared/model/tool-call.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { createHandClock } from '../oauth/world.ts'
import { accept, buildCall, decline } from './rig.ts'
import { accessTokenType, startScriptedBank, type ScriptedBank } from './scripted-bank.ts'

let bank: ScriptedBank
afterEach(() => bank?.server.stop())

const tokens = { access_token: 'at-1', token_type: 'DPoP', expires_in: 60 }
const exchanged = { ...tokens, issued_token_type: accessTokenType, scope: 'pay:1' }
const scope = { status: 403, error: 'insufficient_scope', scope: 'pay:1' } as const
const proof = { error: 'insufficient_user_authentication', acrValues: 'urn:a' }
const denied = [400, { error: 'access_denied' }] as const
const otp = { type: 'string', minLength: 6, maxLength: 6 }
const form = {
  mode: 'form',
  message: 'm',
  requestedSchema: { type: 'object', properties: { otp } },
}
const ask = (session?: string) =>
  [
    400,
    {
      error: 'insufficient_authorization',
      elicitations: [form],
      ...(session === undefined ? {} : { auth_session: session }),
    },
  ] as const
const noChallenge: Challenge = {
  status: 401,
  scheme: 'DPoP',
  error: null,
  scope: null,
  acrValues: null,
  maxAgeSeconds: null,
  resourceMetadataUrl: null,
  errorDescription: null,
}
const hostOf = (): string => new URL(bank.server.origin).host

function obtain(call: ToolCall, challenge: Partial<Challenge>) {
  const { connection, rig } = bank
  return rig.stepUp.obtainForCall({ call, connection, challenge: { ...noChallenge, ...challenge } })
}

/** A new call of the same tool with the same arguments: an agent that tries again. */
const again = (id: string, more: Partial<ToolCall> = {}): ToolCall => ({
  ...bank.call,
  id,
  ...more,
})

describe('what an authorization server denied', () => {
  // Dies if: the memory is of one call, or is not asked before the server is.
  it('[ROUTE-11] [CASE-100] is not asked for again for the same operation, whatever the agent tries', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [denied]
    expect((await bank.obtain(scope)).kind).toBe('denied')
    const second = await obtain(again('call-2', { agentId: 'other', taskId: 'task-2' }), scope)
    expect(second).toEqual({
      kind: 'denied',
      reason: text('step-up.denied-before', { host: hostOf() }),
    })
    expect(bank.sent('/token')).toHaveLength(1)
    const other = buildCall(bank.connection, 'pay', { amount: 6 })
    await obtain(other, scope)
    expect(bank.sent('/token')).toHaveLength(2)
  })

  // Dies if: an agent can clear it, or the person cannot.
  it('[ROUTE-11] is asked for again when the person gives a task after the denial', async () => {
    const clock = createHandClock()
    bank = await startScriptedBank({ clock })
    const saveTask = (id: string) =>
      bank.rig.store.tasks.save({
        id,
        agentId: 'agent',
        text: 'pay',
        state: 'running',
        createdAtMs: clock.nowMs(),
        endedAtMs: null,
      })
    saveTask('before')
    clock.advance(1_000)
    bank.script['/token'] = [denied]
    await obtain(again('call-1', { taskId: 'before' }), scope)
    clock.advance(1_000)
    await obtain(again('call-2', { taskId: 'before' }), scope)
    expect(bank.sent('/token')).toHaveLength(1)
    saveTask('after')
    bank.script['/token'] = [[200, exchanged]]
    expect((await obtain(again('call-3', { taskId: 'after' }), scope)).kind).toBe('granted')
    expect(bank.sent('/token')).toHaveLength(2)
  })

  it('[ROUTE-11] counts as well when the denial came later, at the end of a wait', async () => {
    bank = await startScriptedBank({ metadata: { deferred_token_response_supported: true } })
    bank.script['/token'] = [
      [400, { error: 'authorization_pending', deferral_code: 'dc', expires_in: 60 }],
    ]
    const outcome = await bank.obtain(scope)
    expect(outcome.kind).toBe('deferred')
    const { rig } = bank
    const [begun] = rig.begun
    const deferralId = 'deferralId' in outcome ? outcome.deferralId : ''
    const ended = { ...waitOf(bank, deferralId), state: 'denied' as const, endedAtMs: 5 }
    expect(begun?.scope).toBe('pay:1')
    rig.store.deferrals.write({ noun: ended, sealed: {} })
    expect((await obtain(again('call-2'), scope)).kind).toBe('denied')
    expect(bank.sent('/token')).toHaveLength(1)
  })

  it('[CASE-100] the same refusal after the step-up stops and is remembered', async () => {
    bank = await startScriptedBank()
    bank.script['/token'] = [[200, exchanged]]
    expect((await bank.obtain(scope)).kind).toBe('granted')
    expect(await bank.obtain(scope)).toMatchObject({ reason: text('step-up.too-many-proofs') })
    expect((await obtain(again('call-2'), scope)).kind).toBe('denied')
    expect(bank.sent('/token')).toHaveLength(1)
  })
})

function waitOf(of: ScriptedBank, id: string) {
  const [start] = of.rig.begun
  if (start === undefined) throw new Error('nothing was begun')
  const { deferred, ...asked } = start
  return {
    ...asked,
    id,
    deferralCode: null,
    state: 'waiting' as const,
    intervalSeconds: deferred.intervalSeconds,
    startedAtMs: 0,
    expiresAtMs: 1,
    nextPollAtMs: 0,
    lastExchangeEndAtMs: 0,
    pollInFlight: false,
    ambiguous: false,
    failures: 0,
    pollCount: 0,
    finalPollDone: false,
    serverWords: null,
    interactionUri: null,
    endedAtMs: null,
  }
}

describe('prompts of one server', () => {
  const signal = new AbortController().signal

  // Dies if: a second prompt comes at once after one that did not help.
  it('[ROUTE-12] come no closer than 30 seconds, unless the one before brought what was asked', async () => {
    const clock = createVirtualClock()
    const pace = createPromptPace(clock)
    const shown: string[] = []
    const prompt = (issuer: string, name: string): void =>
      void pace
        .begin(issuer, { signal, approvedAtMs: null })()
        .then(() => shown.push(name))
    prompt('i', 'first')
    await settle()
    prompt('i', 'second')
    prompt('j', 'elsewhere')
    await settle()
    expect(shown).toEqual(['first', 'elsewhere'])
    clock.advance(29_999)
    await settle()
    expect(shown).toHaveLength(2)
    clock.advance(1)
    await settle()
    expect(shown).toEqual(['first', 'elsewhere', 'second'])
    pace.onHelped('i')
    prompt('i', 'after one that helped')
    await settle()
    expect(shown).toHaveLength(4)
  })

  it('[ROUTE-12] one flow waits once, and not at all once its call is gone', async () => {
    const clock = createVirtualClock()
    const pace = createPromptPace(clock)
    const mayPrompt = pace.begin('i', { signal, approvedAtMs: null })
    await mayPrompt()
    await mayPrompt()
    const gone = new AbortController()
    const waiting = pace.begin('i', { signal: gone.signal, approvedAtMs: null })()
    gone.abort()
    await waiting
    expect(clock.pending).toBe(0)
  })

  // Dies if: whoever just approved a call has to wait for its proof, or an old approval opens the way again and again.
  it('[ROUTE-12] a call that the person approved since the last prompt does not wait', async () => {
    const clock = createVirtualClock()
    const pace = createPromptPace(clock)
    const shown: string[] = []
    const prompt = (approvedAtMs: number, name: string): void =>
      void pace
        .begin('i', { signal, approvedAtMs })()
        .then(() => shown.push(name))
    const approvedAtMs = clock.nowMs()
    clock.advance(10)
    prompt(approvedAtMs, 'first')
    await settle()
    clock.advance(10)
    prompt(approvedAtMs, 'approved before it')
    prompt(clock.nowMs(), 'approved after it')
    await settle()
    expect(shown).toEqual(['first', 'approved after it'])
  })

  it('[ROUTE-12] a call whose prompt was declined does not prompt again at once', async () => {
    const clock = createHandClock()
    bank = await startScriptedBank({ clock })
    bank.script['/challenge'] = [ask('as-1')]
    bank.rig.person = () => decline
    await bank.obtain(proof)
    expect(bank.rig.asked).toHaveLength(1)
    const second = obtain(again('call-2'), proof)
    await expect.poll(() => bank.sent('/challenge').length).toBe(2)
    await settle()
    expect(bank.rig.asked).toHaveLength(1)
    clock.advance(30_000)
    expect((await second).kind).toBe('cancelled')
    expect(bank.rig.asked).toHaveLength(2)
  })

  it('[CASE-138] [ROUTE-12] one call has one refresh and two rounds, whatever its server answers', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [[200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [
      [200, { ...tokens, issued_token_type: accessTokenType, scope: 'pay:1' }],
    ]
    const call = again('call-2', { refreshRounds: 1, interactiveRounds: 2 })
    for (const challenge of [
      scope,
      proof,
      { error: 'invalid_token' },
      {},
      { ...proof, scope: 'x' },
    ])
      expect((await obtain(call, challenge)).kind).not.toBe('granted')
    expect(bank.server.seen).toEqual([])
  })
})

describe('wrong codes', () => {
  // Dies if: the count is kept in memory alone.
  it('[ROUTE-13] five of them lock the issuer across a restart, for fifteen minutes', async () => {
    const clock = createHandClock()
    const { secrets } = createMemoryStore()
    const before = createLockout(secrets, clock)
    for (let wrong = 0; wrong < 5; wrong += 1) await before.onWrongCode('i')
    const after = createLockout(secrets, clock)
    expect(await after.lockedUntilMs('i')).toBe(clock.nowMs() + 15 * 60_000)
    expect(await after.lockedUntilMs('j')).toBeNull()
    clock.advance(15 * 60_000)
    expect(await after.lockedUntilMs('i')).toBeNull()
  })

  it('[ROUTE-13] a clock put back does not lock for longer, and a broken record locks nothing', async () => {
    const clock = createHandClock()
    const { secrets } = createMemoryStore()
    const future = Array.from({ length: 5 }, () => clock.nowMs() + 86_400_000)
    await secrets.save('lockout:i', new Secret(JSON.stringify(future)))
    const lockout = createLockout(secrets, clock)
    expect(await lockout.lockedUntilMs('i')).toBe(clock.nowMs() + 15 * 60_000)
    await secrets.save('lockout:i', new Secret('{'))
    expect(await lockout.lockedUntilMs('i')).toBeNull()
  })
})

describe('an auth_session that a resource server names', () => {
  const firstParty = () => ({ ...bank.connection, firstPartyIssuer: bank.server.origin })
  const kept = async () =>
    (await bank.rig.store.secrets.load(`auth-session:${bank.server.origin}`))?.reveal()
  const run = async (connection = bank.connection) => {
    bank.rig.stepUp.offerAuthSession?.(bank.call.id, new Secret('from-rs'))
    const challenge = { ...noChallenge, ...proof }
    return bank.rig.stepUp.obtainForCall({ call: bank.call, connection, challenge })
  }

  it('[ROUTE-14] is taken up from a first-party server where the issuer gave none, and never kept', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [ask(), [200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [[200, tokens]]
    bank.rig.person = () => accept({ otp: '123456' })
    expect((await run(firstParty())).kind).toBe('granted')
    const sent = bank.sent('/challenge')
    expect(sent[0]).toMatchObject({ auth_session: 'from-rs', acr_values: 'urn:a' })
    expect(sent[1]).toEqual({ auth_session: 'from-rs', response: { otp: '123456' } })
    expect(await kept()).toBeUndefined()
  })

  // Dies if: a resource server can put its own session in the place of the issuer's (session fixation).
  it('[CASE-103] [ROUTE-14] counts for nothing where the issuer gave one itself', async () => {
    bank = await startScriptedBank()
    await bank.rig.store.secrets.save(`auth-session:${bank.server.origin}`, new Secret('from-as'))
    bank.script['/challenge'] = [[200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [[200, tokens]]
    expect((await run(firstParty())).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]?.['auth_session']).toBe('from-as')
    expect(await kept()).toBe('from-as')
  })

  it('[CASE-103] [ROUTE-14] counts for nothing from a server that the person did not mark', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [[200, { authorization_code: 'ac' }]]
    bank.script['/token'] = [[200, tokens]]
    expect((await run()).kind).toBe('granted')
    expect(bank.sent('/challenge')[0]).not.toHaveProperty('auth_session')
  })

  it('[ROUTE-14] one that the issuer does not know is dropped, and it starts over once without', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [
      [400, { error: 'invalid_session' }],
      [200, { authorization_code: 'ac' }],
    ]
    bank.script['/token'] = [[200, tokens]]
    expect((await run(firstParty())).kind).toBe('granted')
    expect(bank.sent('/challenge').map((sent) => sent['auth_session'])).toEqual([
      'from-rs',
      undefined,
    ])
  })

  // Dies if: the session of one client or key is shown to the issuer as that of another.
  it('[ROUTE-14] the one of another client ID or key is not used', async () => {
    bank = await startScriptedBank()
    bank.script['/challenge'] = [[200, { authorization_code: 'ac', auth_session: 'as-1' }]]
    bank.script['/token'] = [[200, tokens]]
    await bank.obtain(proof)
    const { authorizationServers } = bank.rig.store
    const server = authorizationServers.load(bank.server.origin)
    if (server) authorizationServers.save({ ...server, clientId: 'client-2' })
    await obtain(again('call-2'), proof)
    expect(bank.sent('/challenge').map((sent) => sent['auth_session'])).toEqual([
      undefined,
      undefined,
    ])
    await obtain(again('call-3'), proof)
    expect(bank.sent('/challenge')[2]?.['auth_session']).toBe('as-1')
  })
})
