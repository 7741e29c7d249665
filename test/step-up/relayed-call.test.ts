// Tests of relayed questions by virtual time: who may ask what, how long, how often, and what goes back.
import { describe, expect, it } from 'vitest'
import { createRelayedCall } from '../../main/step-up/relayed-call.ts'
import { createLockout } from '../../main/step-up/lockout.ts'
import { text } from '../../shared/catalogue/text.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { ElicitationDraft } from '../../main/interaction/queue.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'
import { buildCall } from './rig.ts'

const issuer = 'https://id.example'
const connection: Connection = {
  id: 'c',
  name: 'Notary',
  url: 'https://notary.example/mcp',
  resource: null,
  issuer,
  scopesSupported: [],
  status: 'ready',
  statusText: null,
  trustedForReading: false,
  firstPartyIssuer: issuer,
  addedAtMs: 0,
}
const server = { issuer, firstParty: true } as AuthorizationServer

type End = ElicitationAnswer | { readonly action: 'withdrawn' }

function rig(
  changes: { connection?: Partial<Connection>; server?: Partial<AuthorizationServer> } = {},
) {
  const clock = createVirtualClock()
  const asked: ElicitationDraft[] = []
  const opened: string[] = []
  const recorded: object[] = []
  const waiting: ((end: End) => void)[] = []
  let browserWorks = true
  let withdrawn = 0
  const ports = {
    queue: {
      askElicitation: (draft: ElicitationDraft) => {
        asked.push(draft)
        return new Promise<End>((resolve) => waiting.push(resolve))
      },
      withdrawForCall: () => void (withdrawn += 1),
    },
    ceremony: {
      unavailableReason: () => null,
      run: () => Promise.resolve({ kind: 'credential', json: '{"id":"x"}' } as const),
    },
    clock,
    log: () => undefined,
    lockout: createLockout(createMemoryStore(() => clock.nowMs()).secrets, clock),
    store: {
      authorizationServers: { load: () => ({ ...server, ...changes.server }) },
      activity: { append: (entry: object) => void recorded.push(entry) },
    },
    openExternal: (url: string) => {
      opened.push(url)
      return browserWorks ? Promise.resolve() : Promise.reject(new Error('no browser'))
    },
  }
  const own = { ...connection, ...changes.connection }
  const begin = () =>
    createRelayedCall(ports, { connection: own, call: buildCall(own, 'sign', {}) })
  const relay = begin()
  const answer = async (end: End): Promise<void> => {
    await settle()
    waiting.shift()?.(end)
    await settle()
  }
  return {
    relay,
    /** Another attempt or call, with the same person and lock. */
    begin,
    clock,
    asked,
    opened,
    recorded,
    answer,
    breakBrowser: () => (browserWorks = false),
    withdrawals: () => withdrawn,
  }
}

const form = (properties: object): unknown => ({
  mode: 'form',
  message: 'Please.',
  requestedSchema: { type: 'object', properties },
})
const sure = form({ sure: { type: 'boolean' } })
const otp = form({ otp: { type: 'string', minLength: 6, maxLength: 6, pattern: '^[0-9]{6}$' } })
const choice = form({
  authenticator: { type: 'string', oneOf: [{ const: 'totp', title: 'Code' }] },
})
const accept = (content: Record<string, string | boolean> = {}): End => ({
  action: 'accept',
  content,
})

describe('how long and how often', () => {
  it('[RELAY-10] a question that nobody answers is cancelled at the server, and said', async () => {
    const { relay, clock, answer } = rig()
    const end = relay.answer(sure)
    await settle()
    clock.advance(5 * 60_000)
    await answer({ action: 'cancel' })
    expect(await end).toEqual({ action: 'cancel' })
    expect(relay.remarks).toEqual([text('relay.not-in-time', { host: 'notary.example' })])
  })

  it('[RELAY-10] the eleventh question, and one after fifteen minutes, are not asked', async () => {
    const many = rig()
    for (let count = 0; count < 10; count += 1) {
      const end = many.relay.answer(sure)
      await many.answer(accept({ sure: true }))
      expect(await end).toEqual({ action: 'accept', content: { sure: true } })
    }
    expect(await many.relay.answer(sure)).toEqual({ action: 'cancel' })
    const late = rig()
    late.clock.advance(16 * 60_000)
    expect(await late.relay.answer(sure)).toEqual({ action: 'cancel' })
    expect([many.asked.length, late.asked.length]).toEqual([10, 0])
  })

  it('[RELAY-15] what its server takes back is over, and it may ask something else', async () => {
    const { relay, answer, asked, withdrawals } = rig()
    const end = relay.answer(sure)
    await settle()
    relay.withdraw()
    expect(withdrawals()).toBe(1)
    await answer({ action: 'withdrawn' })
    expect(await end).toEqual({ action: 'withdrawn' })
    const next = relay.answer(sure)
    await answer(accept())
    expect(await next).toMatchObject({ action: 'accept' })
    expect(asked).toHaveLength(2)
  })

  // Dies if: a server goes on asking for a call that nobody wants any more.
  it('[RELAY-15] after a cancelled task, or the end, nothing more is asked', async () => {
    const cancelled = rig()
    const end = cancelled.relay.answer(sure)
    await cancelled.answer({ action: 'withdrawn' })
    await end
    expect(await cancelled.relay.answer(sure)).toEqual({ action: 'withdrawn' })
    const over = rig()
    over.relay.onEnd('done')
    expect(await over.relay.answer(sure)).toEqual({ action: 'withdrawn' })
    expect([cancelled.asked.length, over.asked.length]).toEqual([1, 0])
  })

  it('[RELAY-07] the activity says what was asked and how it ended, never what was answered', async () => {
    const { relay, answer, recorded } = rig()
    const end = relay.answer(otp)
    await answer(accept({ otp: '123456' }))
    await end
    await relay.answer({ mode: 'url' })
    expect(recorded).toMatchObject([
      { kind: 'call_question', detail: { kind: 'totp', action: 'accept' } },
      { kind: 'call_question', detail: { kind: 'url', action: 'decline' } },
    ])
    expect(JSON.stringify(recorded)).not.toContain('123456')
  })
})

describe('proofs', () => {
  // Dies if: any one of the three marks is not looked at.
  it.for([
    ['no issuer', { connection: { issuer: null } }],
    ['an unmarked connection', { connection: { firstPartyIssuer: 'https://other.example' } }],
    ['an issuer that is not first-party', { server: { firstParty: false } }],
  ] as const)('[RELAY-05] [CASE-096] are refused with %s', async ([, changes]) => {
    const { relay, asked } = rig(changes)
    for (const params of [choice, otp]) {
      expect(await relay.answer(params)).toEqual({ action: 'decline' })
    }
    expect(asked).toEqual([])
    expect(relay.remarks).toEqual([text('relay.not-first-party', { host: 'notary.example' })])
  })

  // Dies if: three wrong codes in a row do not end the trying, or choosing again does not begin anew.
  it('[RELAY-04] three wrong codes use the tries up until one chooses again', async () => {
    const { relay, answer, asked } = rig()
    for (const triesLeft of [3, 2, 1]) {
      const end = relay.answer(otp)
      await answer(accept({ otp: '111111' }))
      expect(await end).toMatchObject({ action: 'accept' })
      expect(asked.at(-1)?.view.triesLeft).toBe(triesLeft)
    }
    expect(await relay.answer(otp)).toEqual({ action: 'cancel' })
    expect(relay.remarks).toEqual([text('relay.codes-used-up', { host: 'notary.example' })])
    const again = relay.answer(choice)
    await answer(accept({ authenticator: 'totp' }))
    await again
    const code = relay.answer(otp)
    await answer(accept({ otp: '222222' }))
    expect(await code).toEqual({ action: 'accept', content: { otp: '222222' } })
    expect(asked.at(-1)?.view.triesLeft).toBe(3)
  })

  it('[RELAY-04] a call that fails right after a code counts it as wrong', async () => {
    const { begin, answer, asked } = rig()
    for (let count = 0; count < 5; count += 1) {
      const relay = begin()
      const end = relay.answer(otp)
      await answer(accept({ otp: '111111' }))
      await end
      relay.onEnd('failed')
      await settle()
    }
    const last = begin()
    expect(await last.answer(otp)).toEqual({ action: 'cancel' })
    expect(asked).toHaveLength(5)
    expect(last.remarks.join(' ')).toContain('Too many codes were not accepted for id.example')
  })

  it('[RELAY-07] codes and pages are secrets, ordinary answers are not', async () => {
    const { relay, answer } = rig()
    const code = relay.answer(otp)
    await answer(accept({ otp: '12 34 56' }))
    expect(await code).toEqual({ action: 'accept', content: { otp: '123456' } })
    const name = relay.answer(form({ name: { type: 'string' } }))
    await answer(accept({ name: 'Ada' }))
    await name
    expect(relay.secrets).toEqual(['123456'])
  })
})

describe('what cannot be shown', () => {
  it.for([
    ['nothing', undefined],
    ['text', 'form'],
    ['no message', { requestedSchema: { type: 'object', properties: {} } }],
    ['a reference', form({ a: { $ref: '#/x' } })],
    [
      'eleven fields',
      form(Object.fromEntries([...'abcdefghijk'].map((n) => [n, { type: 'string' }]))),
    ],
    ['a huge form', form({ a: { type: 'string', description: 'x'.repeat(70_000) } })],
    ['another mode', { mode: 'voice', message: 'Speak.' }],
    ['a page without address', { mode: 'url', message: 'Go.' }],
    ['a page without words', { mode: 'url', url: 'https://pages.example/' }],
  ] as const)('[RELAY-09] is declined: %s', async ([, params]) => {
    const { relay, asked } = rig()
    expect(await relay.answer(params)).toEqual({ action: 'decline' })
    expect(asked).toEqual([])
    expect(relay.remarks).toHaveLength(1)
  })

  it('[RELAY-08] a form without fields asks for a yes', async () => {
    const { relay, answer, asked } = rig()
    const end = relay.answer(form({}))
    await answer(accept())
    expect(await end).toEqual({ action: 'accept', content: {} })
    expect(asked[0]?.view).toMatchObject({ kind: 'form', fields: [], message: 'Please.' })
  })

  it('[RELAY-12] a browser that does not open is said, and tried again', async () => {
    const { relay, answer, asked, opened, breakBrowser } = rig()
    breakBrowser()
    const end = relay.answer({ mode: 'url', message: 'Go.', url: 'https://pages.example/' })
    await answer(accept())
    expect(asked.at(-1)?.view.problem).toContain('The browser did not open the page')
    await answer(accept())
    await answer(accept())
    expect(await end).toEqual({ action: 'cancel' })
    expect(opened).toHaveLength(3)
  })
})
