// Proves what is said of rules: how they stand, what they let run, and which one decided, in the record of a call.
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../main/interaction/policy.ts'
import { forbidAlike } from '../../main/interaction/change-rules.ts'
import { buildActivityRow } from '../../main/agent/timeline.ts'
import { buildRuleDetail, buildRuleViews } from '../../main/agent/rule-view.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { buildRule, hourMs, transferArguments } from '../interaction/rule-samples.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { bankTools, createJourneyWorld } from './journey-world.ts'

const prepare = bankTools.find(({ name }) => name === 'prepare_transfer')
const dayMs = 24 * hourMs

function createWorld() {
  const world = createJourneyWorld()
  const { store, clock } = world
  world.policy = createPolicy({ store, clock, log: () => undefined })
  const nowMs = clock.nowMs()
  const save = (part: Partial<Rule>): Rule => {
    const rule = buildRule({
      toolDefinitionHash: prepare?.definitionHash ?? '',
      createdAtMs: nowMs,
      expiresAtMs: nowMs + hourMs,
      ...part,
    })
    store.rules.save(rule)
    return rule
  }
  const standings = (atMs = clock.nowMs()) =>
    Object.fromEntries(buildRuleViews(store, atMs).map(({ rule, standing }) => [rule.id, standing]))
  const lines = (callId: string) =>
    store.activity
      .listByCall(callId)
      .map((row) => buildActivityRow(store, row))
      .map(({ title, words }) => `${title} | ${words ?? ''}`)
  return { ...world, nowMs, save, standings, lines }
}

describe('the list of rules', () => {
  it('[RULE-19] names every one that stands, however many were made and ended since', () => {
    const world = createWorld()
    world.save({ id: 'month', createdAtMs: world.nowMs - dayMs, expiresAtMs: world.nowMs + dayMs })
    for (let at = 0; at < 300; at += 1) {
      world.save({ id: `ended-${at}`, state: 'revoked', endedAtMs: world.nowMs })
    }
    // Dies if: only the newest are listed; one that lets calls run could not be found to stop it.
    expect(world.standings()['month']).toBe('active')
    expect(Object.keys(world.standings())).toHaveLength(201)
  })

  it('[RULE-19] says how each stands, also before its end was saved', () => {
    const world = createWorld()
    world.store.tasks.save({
      id: 'over',
      agentId: 'agent',
      text: 'x',
      state: 'done',
      createdAtMs: 0,
      endedAtMs: 1,
    })
    world.save({ id: 'active' })
    world.save({ id: 'paused', state: 'paused' })
    world.save({ id: 'used', maxUses: 2, uses: 2 })
    world.save({ id: 'task', taskId: 'over' })
    world.save({ id: 'revoked', state: 'revoked', endedAtMs: world.nowMs })
    world.save({ id: 'void', state: 'void', endedAtMs: world.nowMs })
    world.save({ id: 'long-ago', state: 'revoked', endedAtMs: world.nowMs - 8 * dayMs })
    expect(world.standings()).toEqual({
      active: 'active',
      paused: 'paused',
      used: 'used_up',
      task: 'task_over',
      revoked: 'revoked',
      void: 'void',
    })
    expect(Object.keys(world.standings()).slice(0, 2).sort()).toEqual(['active', 'paused'])
    // Dies if: only what was saved is shown (a timer may be late).
    expect(world.standings(world.nowMs + hourMs)['active']).toBe('expired')
    expect(world.standings(world.nowMs + 9 * dayMs)).toEqual({})
  })

  it('[RULE-19] says in words what runs unasked, with everything invisible made visible', () => {
    const world = createWorld()
    world.save({
      conditions: [
        { kind: 'equals', pointer: '/memo', valueJson: '"in\u202Evoice"' },
        { kind: 'below', pointer: '/a/0/b', prefix: '/x/' },
      ],
    })
    const [view] = buildRuleViews(world.store, world.nowMs)
    expect(view?.limits).toEqual(['Memo: exactly “in⟦U+202E⟧voice”', 'a › 0 › b: below /x/'])
    expect(view?.title).toBe('? may use prepare_transfer at Harbor Bank unasked')
  })

  it('[RULE-12] shows a change of the tool only where there is one', () => {
    const world = createWorld()
    world.save({})
    expect(buildRuleDetail(world.store, 'rule', world.nowMs)).toMatchObject({
      definition: null,
      toolIsThere: true,
    })
    world.save({ toolDefinitionHash: 'before' })
    const detail = buildRuleDetail(world.store, 'rule', world.nowMs)
    expect(detail?.definition?.map(({ kind }) => kind)).toEqual(['added'])
    world.store.connections.saveTools('harbor', [])
    expect(buildRuleDetail(world.store, 'rule', world.nowMs)).toMatchObject({
      toolIsThere: false,
      definition: [],
    })
    expect(buildRuleDetail(world.store, 'none', world.nowMs)).toBe(null)
  })
})

describe('the record of a call', () => {
  it('[RULE-11] names the rule that allowed it, by its day and limits', async () => {
    const world = createWorld()
    world.save({})
    const call = world.receive('prepare_transfer', transferArguments)
    await settle()
    expect(world.call(call.id).state).toBe('done')
    // Dies if: the record says only that some rule decided.
    expect(world.lines(call.id).join('\n')).toMatch(
      /Your rule of \d+ \w+: Amount: at most 40; Currency: exactly “EUR”; Recipient: exactly “Nordlicht”/,
    )
  })

  it('[RULE-11] names the rule that forbade it, and never says that the person denied it', async () => {
    const world = createWorld()
    const first = world.receive('prepare_transfer', transferArguments)
    const parts = { ...world, makeId: () => 'deny' }
    forbidAlike(parts, first.id, { effect: 'deny', surface: 'app' })
    const call = world.receive('prepare_transfer', transferArguments)
    await settle()
    const lines = world.lines(call.id).join('\n')
    expect(lines).toMatch(/Refused by your rule.{1,4}Your rule of \d+ \w+/)
    expect(lines).not.toContain('You denied it')
  })

  it('[RULE-11] says why a call that ran unasked is asked about after all', async () => {
    const world = createWorld()
    const rule = world.save({})
    const call = world.receive('prepare_transfer', transferArguments)
    world.store.rules.save({ ...rule, state: 'revoked', endedAtMs: world.nowMs })
    await settle()
    expect(world.lines(call.id).join('\n')).toContain('What allowed it was taken back')
  })
})
