// Proves rules in the journey: what they let run unasked, what is asked all the same, and that stopping them stops calls.
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../main/interaction/policy.ts'
import { forbidAlike, stopRule } from '../../main/interaction/change-rules.ts'
import { buildAllowForOffer } from '../../main/interaction/allow-for.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Surface } from '../../shared/model/interaction.ts'
import type { AllowFor, Rule } from '../../shared/model/rule.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { buildRule, hourMs } from '../interaction/rule-samples.ts'
import { settle } from '../fakes/virtual-clock.ts'
import {
  bankTools,
  buildTool,
  connection,
  createJourneyWorld,
  stepUpChallenge,
} from './journey-world.ts'

const transfer = { amount: 40, currency: 'EUR', recipient: 'Nordlicht' }
const prepare = bankTools.find(({ name }) => name === 'prepare_transfer')
const task = { id: 'task', agentId: 'agent', text: 'pay', createdAtMs: 0, endedAtMs: null }

function createWorld() {
  const world = createJourneyWorld()
  const { store, clock } = world
  const wall = { offsetMs: 0, nowMs: () => clock.nowMs() + wall.offsetMs }
  const screen = { locked: false }
  const isLocked = (): boolean => screen.locked
  world.policy = createPolicy({ store, clock: wall, log: () => undefined, isLocked })
  store.tasks.save({ ...task, state: 'running' })
  clock.advance(1_000)
  let made = 0
  const changing = () => ({ store, queue: world.queue, clock, makeId: () => `made-${(made += 1)}` })
  return {
    ...world,
    world,
    wall,
    screen,
    changing,
    /** Approves the open question of this call, with a reach. */
    answer: (
      call: ToolCall,
      allowFor: Partial<AllowFor> | null,
      { surface = 'approval' as Surface, confirmation = null as string | null } = {},
    ) => {
      const open = store.interactions.listOpen().find((each) => each.callId === call.id)
      if (open === undefined) throw new Error('no open question')
      const offered = buildAllowForOffer([{ ...call, risk: 'elevated' }], store)
      const conditions = offered?.conditions ?? []
      world.queue.approve({
        interactionId: open.id,
        surface,
        digest: open.digest,
        confirmation,
        allowFor: allowFor && { until: 'hour', maxUses: null, conditions, ...allowFor },
      })
    },
    rules: () => store.rules.list(100),
    activity: (callId: string) =>
      store.activity
        .listByCall(callId)
        .map(({ kind, detailJson }) => ({ kind, detail: JSON.parse(detailJson) })),
  }
}

/** A world in which a first transfer was allowed for an hour. */
async function allowedForAnHour(limits: Partial<AllowFor> = {}) {
  const world = createWorld()
  const first = world.receive('prepare_transfer', transfer)
  await settle()
  world.answer(first, limits)
  await settle()
  const [rule] = world.rules()
  if (rule === undefined) throw new Error('no rule')
  return { ...world, first, rule }
}

const codeOf = (run: () => void): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return error instanceof CountersignError ? error.code : String(error)
  }
}

describe('what a rule lets run', () => {
  it('[RULE-11] the same again runs unasked, is counted, and says by which rule', async () => {
    const world = await allowedForAnHour()
    const again = world.receive('prepare_transfer', { ...transfer, amount: 12 })
    await settle()
    expect(world.call(again.id)).toMatchObject({
      state: 'done',
      decidedBy: 'rule',
      ruleId: world.rule.id,
    })
    expect(world.store.rules.load(world.rule.id)).toMatchObject({
      uses: 1,
      lastUsedAtMs: world.clock.nowMs(),
    })
    // Dies if: the record of a decision leaves out the rule.
    expect(world.activity(again.id)).toContainEqual({
      kind: 'call_approved',
      detail: expect.objectContaining({ by: 'rule', ruleId: world.rule.id, surface: null }),
    })
    expect(world.queue.listOpen()).toEqual([])
  })

  it('[RULE-21] nothing runs by it while the system says that the screen is locked', async () => {
    const world = await allowedForAnHour()
    world.screen.locked = true
    const behind = world.receive('prepare_transfer', transfer)
    await settle()
    // Dies if: rules are looked at without the screen.
    expect(world.call(behind.id)).toMatchObject({ state: 'asking', decidedBy: null })
    expect(world.store.rules.load(world.rule.id)).toMatchObject({ state: 'active', uses: 0 })
    world.screen.locked = false
    const after = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(after.id)).toMatchObject({ state: 'done', decidedBy: 'rule' })
    expect(world.call(behind.id).state).toBe('asking')
  })

  it('[RULE-21] what forbids forbids behind a locked screen too', async () => {
    const world = await allowedForAnHour()
    forbidAlike(world.changing(), world.first.id, { effect: 'deny', surface: 'app' })
    world.screen.locked = true
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(call.id).state).toBe('denied')
  })

  it.each([
    ['another recipient', { ...transfer, recipient: 'Weber' }],
    ['more money', { ...transfer, amount: 40.01 }],
    ['less than nothing', { ...transfer, amount: -5 }],
    ['one value more', { ...transfer, reference: 'x' }],
    ['one value less', { amount: 40, currency: 'EUR' }],
  ])('[RULE-02] %s is asked about', async (_name, args) => {
    const world = await allowedForAnHour()
    const other = world.receive('prepare_transfer', args)
    await settle()
    expect(world.call(other.id)).toMatchObject({ state: 'asking', decidedBy: null })
    expect(world.sent).toHaveLength(1)
  })

  it('[RULE-01] it ends by its time, and a clock set back does not bring it back', async () => {
    const world = await allowedForAnHour()
    const used = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(used.id).state).toBe('done')
    world.clock.advance(hourMs)
    const late = world.receive('prepare_transfer', transfer)
    await settle()
    // Dies if: the end of a rule is not looked at.
    expect(world.call(late.id).state).toBe('asking')
    world.wall.offsetMs = -hourMs - 1
    const back = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(back.id).state).toBe('asking')
  })

  it('[RULE-01] one for a task ends with the task', async () => {
    const world = await allowedForAnHour({ until: 'task' })
    expect(world.rule).toMatchObject({ taskId: 'task' })
    const during = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(during.id).state).toBe('done')
    world.store.tasks.save({ ...task, state: 'done' })
    const after = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(after.id).state).toBe('asking')
  })

  it('[RULE-08] two calls never share the last use, however many come at once', async () => {
    const world = await allowedForAnHour({ maxUses: 5 })
    const calls = Array.from({ length: 505 }, () => world.receive('prepare_transfer', transfer))
    await settle()
    const states = calls.map(({ id }) => world.call(id).state)
    // Dies if: a use is counted after the transaction that allows the call.
    expect(states.filter((state) => state === 'done')).toHaveLength(5)
    expect(states.filter((state) => state === 'asking')).toHaveLength(500)
    expect(world.store.rules.load(world.rule.id)?.uses).toBe(5)
  })

  it('[RULE-08] a use that cannot be saved allows nothing', async () => {
    const world = await allowedForAnHour()
    world.store.full = true
    expect(codeOf(() => world.receive('prepare_transfer', transfer))).toBe('store/full')
    world.store.full = false
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(world.store.rules.load(world.rule.id)?.uses).toBe(0)
  })
})

describe('what no rule lets run', () => {
  it('[RULE-06] high risk is asked about, whatever rule stands in the store', async () => {
    const world = createWorld()
    const pay = bankTools.find(({ name }) => name === 'pay')
    const any = Object.keys(transfer).map((name) => ({ kind: 'any' as const, pointer: `/${name}` }))
    const nowMs = world.clock.nowMs()
    world.store.rules.save(
      buildRule({
        tool: 'pay',
        toolDefinitionHash: pay?.definitionHash ?? '',
        conditions: any,
        createdAtMs: nowMs,
        expiresAtMs: nowMs + hourMs,
      }),
    )
    const call = world.receive('pay', transfer)
    await settle()
    // Dies if: the policy looks at rules before it looks at the risk.
    expect(world.call(call.id)).toMatchObject({ state: 'asking', risk: 'high' })
    expect(world.sent).toEqual([])
  })

  it('[RULE-06] a rule that says so makes a call high risk, and goes before one that allows it', async () => {
    const world = await allowedForAnHour()
    forbidAlike(world.changing(), world.first.id, { effect: 'high', surface: 'app' })
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(call.id)).toMatchObject({
      state: 'asking',
      risk: 'high',
      riskReason: 'rule_says_so',
    })
    expect(codeOf(() => world.answer(call, null))).toBe('interaction/confirmation_needed')
    expect(codeOf(() => world.answer(call, {}, { confirmation: '40' }))).toBe(
      'interaction/bad_rule',
    )
    expect(codeOf(() => world.answer(call, null, { confirmation: '40' }))).toBe('ok')
  })

  it('[RULE-06] what is forbidden is refused, whatever else allows it', async () => {
    const world = await allowedForAnHour()
    const deny = forbidAlike(world.changing(), world.first.id, { effect: 'deny', surface: 'app' })
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(call.id)).toMatchObject({
      state: 'denied',
      decidedBy: 'rule',
      ruleId: deny.id,
    })
    expect(world.activity(call.id).map(({ kind }) => kind)).toContain('call_denied')
    expect(world.sent).toHaveLength(1)
  })

  it('[RULE-06] a trusted read that a rule forbids is refused too', async () => {
    const world = createWorld()
    world.store.connections.save({ ...connection, trustedForReading: true })
    const read = world.receive('list_accounts')
    await settle()
    expect(world.call(read.id)).toMatchObject({ state: 'done', decidedBy: 'policy' })
    forbidAlike(world.changing(), read.id, { effect: 'deny', surface: 'app' })
    const again = world.receive('list_accounts')
    await settle()
    expect(world.call(again.id).state).toBe('denied')
  })

  it('[RULE-16] a rule that cannot be read asks the person, also about what another one allows', async () => {
    const world = await allowedForAnHour()
    const whole = { ...world.store.rules }
    Object.assign(world.store.rules, { listActive: () => null })
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    Object.assign(world.store.rules, whole)
    // Dies if: what cannot be read is left out of the decision.
    expect(world.call(call.id).state).toBe('asking')
  })
})

describe('stopping a rule', () => {
  const stops: [string, (world: Awaited<ReturnType<typeof allowedForAnHour>>) => void][] = [
    ['paused', (world) => stopRule(world.changing(), world.rule.id, 'paused')],
    ['revoked', (world) => stopRule(world.changing(), world.rule.id, 'revoked')],
    ['void', ({ store, rule }) => store.rules.save({ ...rule, state: 'void', endedAtMs: 1 })],
    ['gone', ({ store, rule }) => store.rules.save({ ...rule, agentId: 'other' })],
  ]
  it.each([
    ['paused', 'cancelled', 1],
    ['revoked', 'cancelled', 1],
    // What ends by its time stops nothing that is under way.
    ['ended', 'done', 2],
  ] as const)(
    '[RULE-09] a rule %s while the server asks for more leaves the call %s',
    async (state, end, sent) => {
      const { world, rule, first } = await allowedForAnHour()
      const before = world.sent.length
      world.answerSend = (attempt) =>
        attempt === 1
          ? { kind: 'challenged', challenge: stepUpChallenge }
          : { kind: 'done', resultText: 'ok', isError: false }
      world.answerObtain = () => {
        world.store.rules.save({ ...rule, state, uses: 1 })
        return { kind: 'granted', grantId: 'g' }
      }
      const call = world.receive('prepare_transfer', transfer)
      await settle()
      // Dies if: a proof sends what a stopped rule had allowed.
      expect(world.call(call.id).state).toBe(end)
      expect(world.sent.length - before).toBe(sent)
      expect(world.call(first.id).state).toBe('done')
    },
  )

  it.each(stops)(
    '[RULE-09] a call that was allowed and not yet sent is asked about once its rule is %s',
    async (_name, stop) => {
      const world = await allowedForAnHour()
      const call = world.receive('prepare_transfer', transfer)
      expect(world.call(call.id)).toMatchObject({ state: 'approved', decidedBy: 'rule' })
      stop(world)
      await settle()
      // Dies if: the policy is not asked again right before the bytes leave.
      expect(world.sent).toHaveLength(1)
      expect(world.call(call.id)).toMatchObject({
        state: 'asking',
        decidedBy: null,
        ruleId: null,
        approvalSpentAtMs: null,
      })
      world.answer(call, null)
      await settle()
      expect(world.call(call.id)).toMatchObject({ state: 'done', decidedBy: 'person' })
      expect(world.sent).toHaveLength(2)
    },
  )

  it('[RULE-09] trust for reading that was taken back meanwhile asks again, with the risk it has now', async () => {
    const world = createWorld()
    world.store.connections.save({ ...connection, trustedForReading: true })
    const read = world.receive('list_accounts')
    world.store.connections.save(connection)
    await settle()
    expect(world.call(read.id)).toMatchObject({
      state: 'asking',
      risk: 'elevated',
      riskReason: 'reads_only_untrusted',
    })
    expect(world.sent).toEqual([])
  })

  it('[RULE-10] a deny that is made before the bytes leave stops the call, also one a person approved', async () => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    world.answer(call, null)
    const deny = forbidAlike(world.changing(), call.id, { effect: 'deny', surface: 'app' })
    await settle()
    expect(world.call(call.id)).toMatchObject({ state: 'denied', ruleId: deny.id })
    expect(world.sent).toEqual([])
  })

  it('[RULE-10] a deny answers what is asked about already', async () => {
    const world = createWorld()
    const calls = [1, 2].map((amount) => world.receive('prepare_transfer', { ...transfer, amount }))
    const other = world.receive('add_payee', { name: 'Weber', iban: 'x' })
    await settle()
    forbidAlike(world.changing(), calls[0]?.id ?? '', { effect: 'deny', surface: 'app' })
    await settle()
    expect(calls.map(({ id }) => world.call(id).state)).toEqual(['denied', 'denied'])
    expect(world.call(other.id).state).toBe('asking')
  })

  it('[RULE-09] the last use of a rule is not counted against the call that had it', async () => {
    const world = await allowedForAnHour({ maxUses: 1 })
    const last = world.receive('prepare_transfer', transfer)
    await settle()
    expect(world.call(last.id)).toMatchObject({ state: 'done', decidedBy: 'rule' })
  })

  it('[RULE-08] a call that was received before a crash is judged once, and counted once', async () => {
    const world = await allowedForAnHour({ maxUses: 1 })
    const call = world.receive('prepare_transfer', transfer)
    world.world.restart()
    await settle()
    expect(world.world.call(call.id).state).toBe('done')
    expect(world.store.rules.load(world.rule.id)?.uses).toBe(1)
    expect(world.sent).toHaveLength(2)
  })
})

describe('making a rule', () => {
  it('[RULE-13] is made in the transaction of the approval, for this agent, tool and definition', async () => {
    const world = await allowedForAnHour({ maxUses: 3 })
    expect(world.rule).toMatchObject({
      effect: 'allow',
      state: 'active',
      agentId: 'agent',
      connectionId: 'harbor',
      tool: 'prepare_transfer',
      toolDefinitionHash: prepare?.definitionHash ?? '',
      taskId: null,
      maxUses: 3,
      uses: 0,
      madeFromCallId: world.first.id,
      createdAtMs: world.clock.nowMs(),
      expiresAtMs: world.clock.nowMs() + hourMs,
    } satisfies Partial<Rule>)
    expect(world.call(world.first.id).decidedBy).toBe('person')
    expect(world.activity(world.first.id).map(({ kind }) => kind)).toContain('rule_made')
  })

  it('[RULE-13] a full disk makes neither the approval nor the rule', async () => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    let writes = 0
    world.store.beforeWrite = () => {
      writes += 1
      if (writes === 2) throw new CountersignError('store/full', 'The disk is full.')
    }
    expect(codeOf(() => world.answer(call, {}))).toBe('store/full')
    world.store.beforeWrite = () => undefined
    expect(world.rules()).toEqual([])
    expect(world.call(call.id).state).toBe('asking')
  })

  const bad: [string, Partial<AllowFor>][] = [
    ['names a value that is not there', { conditions: [{ kind: 'any', pointer: '/other' }] }],
    ['leaves a value out', { conditions: [{ kind: 'any', pointer: '/amount' }] }],
    ['does not cover this call', { conditions: limits('39') }],
    ['holds no values at all', { conditions: [] }],
    ['names one more', { conditions: [...limits('40'), { kind: 'any', pointer: '/memo' }] }],
  ]
  it.each(bad)('[RULE-13] limits that are wrong: %s', async (_name, allowFor) => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    // Dies if: what the page sends is taken as it is.
    expect(codeOf(() => world.answer(call, allowFor))).toBe('interaction/bad_rule')
    expect(world.rules()).toEqual([])
    expect(world.call(call.id).state).toBe('asking')
    expect(codeOf(() => world.answer(call, { conditions: limits('40') }))).toBe('ok')
  })

  it('[RULE-13] not from a notification, and not for high risk', async () => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', transfer)
    const pay = world.receive('pay', transfer)
    await settle()
    expect(codeOf(() => world.answer(call, {}, { surface: 'notification' }))).toBe(
      'interaction/bad_rule',
    )
    expect(codeOf(() => world.answer(pay, {}, { confirmation: '40' }))).toBe('interaction/bad_rule')
    expect(world.rules()).toEqual([])
  })

  it('[RULE-12] a tool that changed is asked about, whether the rule was voided yet or not', async () => {
    const world = await allowedForAnHour()
    const changed = buildTool({ ...prepare, name: 'prepare_transfer', description: 'Now pays.' })
    world.store.connections.saveTools('harbor', [changed])
    const call = world.receive('prepare_transfer', transfer)
    await settle()
    // Dies if: the definition hash of the rule is not compared.
    expect(world.call(call.id).state).toBe('asking')
    expect(world.sent).toHaveLength(1)
  })
})

function limits(amount: string): AllowFor['conditions'] {
  return [
    { kind: 'at_most', pointer: '/amount', limit: amount },
    { kind: 'equals', pointer: '/currency', valueJson: '"EUR"' },
    { kind: 'equals', pointer: '/recipient', valueJson: '"Nordlicht"' },
  ]
}
