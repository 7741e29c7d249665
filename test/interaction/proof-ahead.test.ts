// Proves what a proof given together with an approval answers: that call, that host, once, in time, and nothing else.
import { describe, expect, it } from 'vitest'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import { aheadLifetimeMs, createProofAhead } from '../../main/interaction/proof-ahead.ts'
import type { ElicitationDraft } from '../../main/interaction/queue.ts'
import type { AuthorizationServer } from '../../shared/model/authorization-server.ts'
import type { ElicitationField, ElicitationView } from '../../shared/model/elicitation.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { createJourneyWorld } from '../agent/journey-world.ts'
import { context } from './rows-world.ts'

const issuer = 'http://localhost:4000'
const host = 'localhost:4000'
const code = '847291'
const pay = { amount: 600, currency: 'EUR', recipient: 'Nordlicht' }

const fieldOf = (part: Partial<ElicitationField>): ElicitationField => ({
  name: 'otp',
  label: 'Code',
  description: null,
  kind: 'text',
  required: true,
  options: [],
  minLength: 6,
  maxLength: 6,
  pattern: null,
  format: null,
  minimum: null,
  maximum: null,
  defaultValue: null,
  ...part,
})
const viewOf = (
  part: Partial<ElicitationView> & Pick<ElicitationView, 'kind'>,
): ElicitationView => ({
  message: '',
  fields: [],
  triesLeft: null,
  answersTo: host,
  passkeyUnavailable: null,
  problem: null,
  ...part,
})
const otp = viewOf({ kind: 'totp', fields: [fieldOf({})], triesLeft: 3 })
const passkey = viewOf({ kind: 'passkey' })
const choose = (...values: string[]): ElicitationView =>
  viewOf({
    kind: 'authenticator_choice',
    fields: [
      fieldOf({
        name: 'authenticator',
        kind: 'choice',
        options: values.map((value) => ({ value, label: value })),
      }),
    ],
  })
const relay = { host: 'bank.example', issuerHost: host }

let ids = 0

/** A held payment, and one before it that was answered with these questions. */
function openWorld(...before: ElicitationView[]) {
  const world = createJourneyWorld()
  const { store, clock } = world
  const server = { issuer, firstParty: true } as AuthorizationServer
  store.authorizationServers.save(server)
  const past = world.receive('pay', pay)
  store.calls.save({ ...past, state: 'done', attempts: 2, endedAtMs: clock.nowMs() })
  const ask = (view: ElicitationView, change: Partial<Interaction> = {}): void =>
    store.interactions.save({
      ...world.queue.listOpen()[0],
      id: `asked-${(ids += 1)}`,
      kind: 'elicitation',
      state: 'answered',
      callId: past.id,
      elicitation: view,
      ...change,
    } as Interaction)
  for (const view of before) ask(view)
  const open = world.queue.listOpen()[0]
  if (open) world.queue.deny({ interactionId: open.id, surface: 'app', reason: null })
  store.calls.save({ ...past, state: 'done', attempts: 2, endedAtMs: clock.nowMs() })
  clock.advance(1_000)
  const call = world.receive('pay', pay)
  const question = store.interactions.listOpenOfCall(call.id)[0]
  if (question === undefined) throw new Error('nothing is asked')
  const logged: unknown[] = []
  const ahead = createProofAhead({
    store,
    clock,
    makeId: () => `ahead-${(ids += 1)}`,
    log: (...line) => logged.push(line),
  })
  const draftOf = (view: ElicitationView, of: ToolCall = call): ElicitationDraft => ({
    callId: of.id,
    connectionId: 'harbor',
    view,
    expiresAtMs: clock.nowMs() + 300_000,
  })
  const card = () => buildApprovalCard({ ...context, store, interaction: question, busy: null })
  return { ...world, past, ask, call, question, ahead, draftOf, card, logged, server }
}

const taken = { action: 'accept', content: { otp: code } }

describe('what the card says', () => {
  it.each<[string, ElicitationView[], unknown]>([
    ['a code', [otp], { kind: 'otp', host, digits: 6 }],
    ['a code after a choice', [choose('totp', 'passkey'), otp], { kind: 'otp', host, digits: 6 }],
    ['a wrong code and a right one', [otp, otp], { kind: 'otp', host, digits: 6 }],
    ['a passkey', [choose('totp', 'passkey'), passkey], { kind: 'passkey', host }],
    ['nothing', [], null],
    ['both', [otp, passkey], null],
    ['a code at another host', [{ ...otp, answersTo: 'id.other.example' }], null],
    ['a code through an MCP server', [{ ...otp, relay }], null],
    ['a form', [viewOf({ kind: 'form' })], null],
    ['a code of 4', [viewOf({ kind: 'totp', fields: [fieldOf({ maxLength: 4 })] })], null],
  ])('[AHEAD-01] after %s last time', (_what, before, expected) => {
    expect(openWorld(...before).card().stepUpAhead).toEqual(expected)
  })

  it('[AHEAD-01] nothing where it was not answered, the mark was taken back, or the last call needed none', () => {
    const world = openWorld()
    world.ask(otp, { state: 'denied' })
    world.ask(otp, { state: 'withdrawn' })
    expect(world.card().stepUpAhead).toBeNull()
    world.ask(otp)
    expect(world.card().stepUpAhead).not.toBeNull()
    // Dies if: a mark that was taken back goes on working.
    world.store.authorizationServers.save({ ...world.server, firstParty: false })
    expect(world.card().stepUpAhead).toBeNull()
    world.store.authorizationServers.save(world.server)
    world.store.calls.save({
      ...world.past,
      id: 'newer',
      state: 'done',
      attempts: 1,
      receivedAtMs: world.past.receivedAtMs + 1,
      endedAtMs: world.clock.nowMs(),
    })
    expect(world.card().stepUpAhead).toBeNull()
  })
})

describe('what a code answers', () => {
  const kept = (...before: ElicitationView[]) => {
    const world = openWorld(...before)
    world.ahead.keep(world.question.id, new Secret(code))
    return world
  }

  it('[AHEAD-02] the first question of that issuer about that call, once', () => {
    const world = kept(otp)
    // Dies if: a code is not forgotten when it was given.
    expect(world.ahead.take(world.draftOf(otp), issuer)).toEqual(taken)
    expect(world.ahead.take(world.draftOf(otp), issuer)).toBeNull()
  })

  it('[AHEAD-02] after the choice of last time, where it is offered again', () => {
    const choice = choose('totp', 'passkey')
    const world = kept(choice, otp)
    expect(world.ahead.take(world.draftOf(choice), issuer)).toEqual({
      action: 'accept',
      content: { authenticator: 'totp' },
    })
    expect(world.ahead.take(world.draftOf(otp), issuer)).toEqual(taken)
    const other = kept(choice, otp)
    expect(other.ahead.take(other.draftOf(choose('sms', 'passkey')), issuer)).toBeNull()
    expect(other.ahead.take(other.draftOf(otp), issuer)).toBeNull()
    const unsure = kept(choose('totp', 'sms', 'passkey'), otp)
    expect(unsure.ahead.take(unsure.draftOf(choose('totp', 'sms', 'passkey')), issuer)).toBeNull()
  })

  it.each<[string, ElicitationView, string]>([
    ['another issuer', otp, 'http://localhost:4001'],
    ['another issuer on the same host', otp, 'http://localhost:4000/tenant'],
    ['a question that goes to another host', { ...otp, answersTo: 'evil.example' }, issuer],
    ['a question through an MCP server', { ...otp, relay }, issuer],
    ['a question that came back', { ...otp, problem: 'That code was not right.' }, issuer],
    ['a form', viewOf({ kind: 'form', fields: [fieldOf({})] }), issuer],
    ['a passkey', passkey, issuer],
    [
      'a code of 8',
      viewOf({ kind: 'totp', fields: [fieldOf({ minLength: 8, maxLength: 8 })] }),
      issuer,
    ],
  ])('[AHEAD-02] [AHEAD-03] never %s, and then it is gone', (_what, view, asking) => {
    // Dies if: one of these is not looked at, or the code is kept for a later question.
    const world = kept(otp)
    expect(world.ahead.take(world.draftOf(view), asking)).toBeNull()
    expect(world.ahead.take(world.draftOf(otp), issuer)).toBeNull()
  })

  it('[AHEAD-02] never another call, also of the same tool', () => {
    const world = kept(otp)
    const other = world.receive('pay', pay)
    expect(world.ahead.take(world.draftOf(otp, other), issuer)).toBeNull()
    expect(world.ahead.take({ ...world.draftOf(otp), callId: null }, issuer)).toBeNull()
    expect(world.ahead.take(world.draftOf(otp), issuer)).toEqual(taken)
  })

  it('[AHEAD-02] nothing after a minute, after the end of the call, or after a restart', () => {
    const late = kept(otp)
    late.clock.advance(aheadLifetimeMs - 1)
    expect(late.clock.pending).toBeGreaterThan(0)
    late.clock.advance(1)
    expect(late.ahead.take(late.draftOf(otp), issuer)).toBeNull()
    const ended = kept(otp)
    ended.ahead.drop(ended.call.id)
    expect(ended.ahead.take(ended.draftOf(otp), issuer)).toBeNull()
    const restarted = kept(otp)
    const log = () => undefined
    const next = createProofAhead({
      store: restarted.store,
      clock: restarted.clock,
      makeId: () => 'x',
      log,
    })
    expect(next.take(restarted.draftOf(otp), issuer)).toBeNull()
  })

  it.each([
    ['passed', 0],
    ['was slept through', -aheadLifetimeMs],
  ])('[AHEAD-02] nothing after a minute that %s, though no timer fired', (_how, slept) => {
    const world = openWorld(otp)
    let startMs = 0
    const ahead = createProofAhead({
      store: world.store,
      clock: {
        nowMs: () => world.clock.nowMs(),
        monotonicMs: () => world.clock.monotonicMs() + startMs,
        after: () => () => undefined,
      },
      makeId: () => 'x',
      log: () => undefined,
    })
    ahead.keep(world.question.id, new Secret(code))
    world.clock.advance(aheadLifetimeMs)
    startMs = slept
    // Dies if: either clock is believed alone, or the timer alone.
    expect(ahead.take(world.draftOf(otp), issuer)).toBeNull()
  })

  it('[AHEAD-02] nothing is kept where the card said nothing, or of another kind', () => {
    for (const before of [[], [passkey]]) {
      const world = kept(...before)
      expect(world.ahead.take(world.draftOf(otp), issuer)).toBeNull()
    }
    const none = openWorld(otp)
    none.ahead.keep(none.question.id, null)
    expect(none.ahead.take(none.draftOf(otp), issuer)).toBeNull()
    none.ahead.keep('no such question', new Secret(code))
    expect(none.ahead.take(none.draftOf(otp), issuer)).toBeNull()
  })

  it('[AHEAD-03] that it was asked and answered is kept, the code is not; a full disk asks the person', () => {
    const world = kept(otp)
    world.ahead.take(world.draftOf(otp), issuer)
    const asked = world.store.interactions.listByCall(world.call.id)
    expect(asked.map(({ kind, state }) => [kind, state])).toContainEqual([
      'elicitation',
      'answered',
    ])
    expect(
      JSON.stringify([asked, world.logged, world.store.activity.listByCall(world.call.id)]),
    ).not.toContain(code)
    const full = kept(otp)
    full.store.full = true
    expect(full.ahead.take(full.draftOf(otp), issuer)).toBeNull()
    expect(JSON.stringify(full.logged)).not.toContain(code)
    expect(full.logged).toHaveLength(1)
  })

  it('[AHEAD-05] a passkey is used without another card, where it can be used', () => {
    const choice = choose('totp', 'passkey')
    const world = openWorld(choice, passkey)
    world.ahead.keep(world.question.id, null)
    expect(world.ahead.take(world.draftOf(choice), issuer)).toMatchObject({
      content: { authenticator: 'passkey' },
    })
    expect(world.ahead.take(world.draftOf(passkey), issuer)).toEqual({
      action: 'accept',
      content: {},
    })
    world.ahead.keep(world.question.id, null)
    const gone = { ...passkey, passkeyUnavailable: 'There is no authenticator.' }
    expect(world.ahead.take(world.draftOf(gone), issuer)).toBeNull()
  })
})
