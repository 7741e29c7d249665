// Proves what happens to rules that stand: stopped at once, asked for when they would let more run, ended, and voided.
import { describe, expect, it } from 'vitest'
import { applyRule } from '../../main/interaction/apply-rule.ts'
import { askRule, forbidAlike, stopRule } from '../../main/interaction/change-rules.ts'
import { mayBeGrouped } from '../../main/interaction/group.ts'
import { diffDefinitions } from '../../main/interaction/definition-diff.ts'
import { createRuleUpkeep } from '../../main/interaction/rule-upkeep.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { bankTools, buildTool, createJourneyWorld } from '../agent/journey-world.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { buildRule, hourMs, transferConditions } from './rule-samples.ts'

const prepare = bankTools.find(({ name }) => name === 'prepare_transfer')
const task = { id: 'task', agentId: 'agent', text: 'x', createdAtMs: 0, endedAtMs: null }

function createWorld(part: Partial<Rule> = {}) {
  const world = createJourneyWorld()
  const { store, clock } = world
  store.tasks.save({ ...task, state: 'running' })
  const nowMs = clock.nowMs()
  const rule = buildRule({
    toolDefinitionHash: prepare?.definitionHash ?? '',
    createdAtMs: nowMs,
    expiresAtMs: nowMs + hourMs,
    ...part,
  })
  store.rules.save(rule)
  if (prepare) store.rules.saveDefinition(prepare)
  const told: string[] = []
  const upkeep = createRuleUpkeep({
    store,
    clock,
    log: () => undefined,
    onVoided: (tool, rules) => told.push(`${tool.name}:${rules.map(({ id }) => id).join()}`),
    onChanged: () => undefined,
  })
  const parts = { store, queue: world.queue, clock, makeId: () => 'made' }
  const load = () => store.rules.load('rule')
  const kinds = () =>
    store.activity.list({ beforeSequence: null, limit: 100 }).map(({ kind }) => kind)
  return { ...world, rule, told, upkeep, parts, load, kinds }
}

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return error instanceof CountersignError ? error.code : String(error)
  }
}
const asked = ({ store }: ReturnType<typeof createWorld>) =>
  store.interactions.listOpen().map(({ widening }) => widening)

describe('stopping', () => {
  it.each(['paused', 'revoked'] as const)('[RULE-15] %s with one press, recorded', (state) => {
    const world = createWorld()
    stopRule(world.parts, 'rule', state)
    expect(world.load()).toMatchObject({
      state,
      endedAtMs: state === 'paused' ? null : world.clock.nowMs(),
    })
    expect(world.kinds()).toContain('rule_changed')
  })

  it('[RULE-15] what forbids or warns is not stopped so: that would let more run', () => {
    for (const effect of ['deny', 'high'] as const) {
      const world = createWorld({ effect })
      // Dies if: the app window may end a rule that stands against a call.
      for (const state of ['paused', 'revoked'] as const) {
        expect(codeOf(() => stopRule(world.parts, 'rule', state))).toBe('interaction/bad_rule')
      }
      expect(world.load()?.state).toBe('active')
      askRule(world.parts, { ruleId: 'rule', change: 'lift', allowFor: null })
      expect(world.load()?.state).toBe('active')
      expect(asked(world)).toMatchObject([{ what: 'rule', rule: { state: 'revoked' } }])
    }
  })

  it('[RULE-15] takes back what was asked about the rule before', () => {
    const world = createWorld({ state: 'paused' })
    askRule(world.parts, { ruleId: 'rule', change: 'resume', allowFor: null })
    expect(asked(world)).toHaveLength(1)
    stopRule(world.parts, 'rule', 'revoked')
    expect(asked(world)).toEqual([])
  })

  it('[RULE-15] forbidding twice makes one rule, and an unknown call none', () => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', { amount: 1 })
    const press = () => forbidAlike(world.parts, call.id, { effect: 'deny', surface: 'app' })
    expect(press().id).toBe(press().id)
    expect(codeOf(() => forbidAlike(world.parts, 'none', { effect: 'deny', surface: 'app' }))).toBe(
      'interaction/bad_rule',
    )
  })

  it('[RULE-10] what is asked about already is refused too, also beside one that has just ended', () => {
    const world = createWorld()
    const over = world.receive('prepare_transfer', { amount: 1 })
    world.clock.advance(60_000)
    const call = world.receive('prepare_transfer', { amount: 2 })
    const other = world.receive('pay', { amount: 2, currency: 'EUR', recipient: 'Nordlicht' })
    world.queue.stop()
    world.clock.advance(world.call(over.id).expiresAtMs - world.clock.nowMs())
    // Dies if: each is denied by itself; the one that has just ended throws, and the rest stay open.
    forbidAlike(world.parts, call.id, { effect: 'deny', surface: 'app' })
    expect(world.call(call.id).state).toBe('denied')
    expect(world.call(other.id).state).toBe('asking')
  })

  it('[RULE-06] what is asked about already is of high risk too', () => {
    const world = createWorld()
    const call = world.receive('prepare_transfer', { amount: 2 })
    const changed: string[] = []
    world.queue.onEvent(({ kind, interaction }) => {
      if (kind === 'changed') changed.push(interaction.callId ?? '')
    })
    forbidAlike(world.parts, call.id, { effect: 'high', surface: 'app' })
    expect(world.call(call.id)).toMatchObject({ risk: 'high', riskReason: 'rule_says_so' })
    expect(changed).toEqual([call.id])
    const [asking] = world.store.interactions.listOpen()
    if (asking === undefined) throw new Error('nothing asked')
    // Dies if: only calls to come are raised; a notification or a group still approves this one.
    expect(mayBeGrouped(asking, world.call(call.id))).toBe(false)
    world.store.settings.save({ ...world.store.settings.load(), notificationApprove: true })
    const press = { interactionId: asking.id, digest: asking.digest, confirmation: null }
    expect(codeOf(() => world.queue.approve({ ...press, surface: 'notification' }))).toBe(
      'interaction/surface_refused',
    )
    expect(codeOf(() => world.queue.approve({ ...press, surface: 'approval' }))).toBe(
      'interaction/confirmation_needed',
    )
  })
})

describe('asking for more', () => {
  it('[RULE-15] changes nothing before the person has confirmed it', () => {
    const world = createWorld()
    const conditions = transferConditions.map((each) =>
      each.kind === 'at_most' ? { ...each, limit: '900' } : each,
    )
    askRule(world.parts, {
      ruleId: 'rule',
      change: 'limits',
      allowFor: { until: 'week', maxUses: 9, conditions },
    })
    // Dies if: asking already saves the rule.
    expect(world.load()).toEqual(world.rule)
    const [widening] = asked(world)
    if (widening?.what !== 'rule') throw new Error('nothing asked')
    expect(widening).toMatchObject({ before: world.rule, rule: { maxUses: 9, conditions } })
    applyRule(world.store, widening)
    expect(world.load()).toMatchObject({ state: 'active', uses: 0, maxUses: 9, conditions })
  })

  it('[RULE-15] one question per rule: a new one takes the place of the former', () => {
    const world = createWorld({ state: 'paused' })
    askRule(world.parts, { ruleId: 'rule', change: 'resume', allowFor: null })
    askRule(world.parts, { ruleId: 'rule', change: 'again', allowFor: null })
    expect(asked(world)).toHaveLength(1)
  })

  it('[RULE-15] a pause that ends keeps the end and the count it had', () => {
    const world = createWorld({ state: 'paused', uses: 3, maxUses: 4 })
    askRule(world.parts, { ruleId: 'rule', change: 'resume', allowFor: null })
    const [widening] = asked(world)
    if (widening?.what !== 'rule') throw new Error('nothing asked')
    applyRule(world.store, widening)
    expect(world.load()).toEqual({ ...world.rule, state: 'active' })
  })

  it('[RULE-15] [RULE-07] what ended, or whose tool changed, while it was asked for is not taken up again', () => {
    for (const change of ['resume', 'again'] as const) {
      const world = createWorld({ state: 'paused' })
      askRule(world.parts, { ruleId: 'rule', change, allowFor: null })
      const [widening] = asked(world)
      if (widening?.what !== 'rule') throw new Error('nothing asked')
      if (change === 'resume')
        world.store.rules.save({ ...world.rule, state: 'ended', endedAtMs: 1 })
      else world.store.connections.saveTools('harbor', [buildTool({ name: 'prepare_transfer' })])
      const before = world.load()
      // Dies if: what was asked for is saved whatever became of the rule or its tool meanwhile.
      expect(codeOf(() => applyRule(world.store, widening))).toBe('interaction/bad_rule')
      expect(world.load()).toEqual(before)
    }
  })

  const refused: [string, Partial<Rule>, Parameters<typeof askRule>[1]][] = [
    ['a rule that is not there', {}, { ruleId: 'none', change: 'again', allowFor: null }],
    ['resuming what is not paused', {}, { ruleId: 'rule', change: 'resume', allowFor: null }],
    ['lifting what allows', {}, { ruleId: 'rule', change: 'lift', allowFor: null }],
    ['limits without any', {}, { ruleId: 'rule', change: 'limits', allowFor: null }],
    [
      'a value more',
      {},
      {
        ruleId: 'rule',
        change: 'limits',
        allowFor: {
          until: 'hour',
          maxUses: null,
          conditions: [...transferConditions, { kind: 'any', pointer: '/memo' }],
        },
      },
    ],
    [
      'with a task it never had',
      {},
      {
        ruleId: 'rule',
        change: 'limits',
        allowFor: { until: 'task', maxUses: null, conditions: transferConditions },
      },
    ],
    ['a tool that is gone', { tool: 'gone' }, { ruleId: 'rule', change: 'again', allowFor: null }],
    [
      'allowing what forbids',
      { effect: 'deny' },
      { ruleId: 'rule', change: 'again', allowFor: null },
    ],
  ]
  it.each(refused)('[RULE-15] refuses %s', (_name, part, request) => {
    const world = createWorld(part)
    expect(codeOf(() => askRule(world.parts, request))).toBe('interaction/bad_rule')
    expect(asked(world)).toEqual([])
  })
})

describe('ends', () => {
  it('[RULE-07] what was seen as over is over for good, whatever the clock says later', () => {
    const world = createWorld()
    world.upkeep.check()
    expect(world.load()?.state).toBe('active')
    world.clock.advance(hourMs)
    // Dies if: the end is only computed and never kept.
    expect(world.load()).toMatchObject({ state: 'ended', endedAtMs: world.rule.expiresAtMs })
    expect(world.store.rules.use('rule', world.rule.createdAtMs)).toBe(false)
    expect(world.kinds().filter((kind) => kind === 'rule_changed')).toHaveLength(1)
  })

  it('[RULE-07] ends with its task and with its connection', () => {
    for (const end of ['task', 'connection'] as const) {
      const world = createWorld({ taskId: 'task' })
      world.upkeep.check()
      if (end === 'task') world.store.tasks.save({ ...task, state: 'done' })
      else world.store.connections.remove('harbor')
      world.upkeep.check()
      expect(world.load()?.state).toBe('ended')
    }
  })

  it('[RULE-12] a changed tool voids what was allowed, tells once, and shows what changed', async () => {
    const world = createWorld()
    world.store.rules.save({ ...world.rule, id: 'deny', effect: 'deny' })
    world.upkeep.onToolsRead('harbor')
    expect(world.told).toEqual([])
    const after = buildTool({ name: 'prepare_transfer', description: 'Prepares.\nThen pays.' })
    world.store.connections.saveTools('harbor', [after])
    world.upkeep.onToolsRead('harbor')
    world.upkeep.onToolsRead('harbor')
    await settle()
    expect(world.load()).toMatchObject({ state: 'void', endedAtMs: world.clock.nowMs() })
    // Dies if: a server can lift what forbids by changing its tool.
    expect(world.store.rules.load('deny')?.state).toBe('active')
    expect(world.told).toEqual(['prepare_transfer:rule'])
    const before = world.store.rules.loadDefinition(world.rule.toolDefinitionHash)
    const pieces = diffDefinitions(before, after)
    expect(
      pieces.filter(({ kind }) => kind === 'removed').map((piece) => piece.text),
    ).toContainEqual(expect.stringContaining('as a draft. Nothing moves.'))
    expect(pieces.filter(({ kind }) => kind === 'added').map((piece) => piece.text)).toContainEqual(
      expect.stringContaining('Then pays.'),
    )
    expect(pieces.map((piece) => piece.text).join('')).not.toContain('\u202e')
  })

  it('[RULE-12] allowed again it is for the tool as it is now', () => {
    const world = createWorld({ state: 'void', endedAtMs: 1 })
    const after = buildTool({ name: 'prepare_transfer', description: 'Another.' })
    world.store.connections.saveTools('harbor', [after])
    askRule(world.parts, { ruleId: 'rule', change: 'again', allowFor: null })
    const [widening] = asked(world)
    if (widening?.what !== 'rule') throw new Error('nothing asked')
    expect(widening.rule).toMatchObject({
      state: 'active',
      toolDefinitionHash: after.definitionHash,
      expiresAtMs: world.clock.nowMs() + hourMs,
      endedAtMs: null,
    })
    applyRule(world.store, widening)
    expect(world.store.rules.loadDefinition(after.definitionHash)).toEqual(after)
  })

  it('[RULE-07] a full disk stops no timer and allows nothing', () => {
    const world = createWorld()
    world.upkeep.check()
    world.store.full = true
    world.clock.advance(hourMs)
    expect(world.load()?.state).toBe('active')
    world.store.full = false
    world.clock.advance(60_000)
    expect(world.load()?.state).toBe('ended')
  })
})
