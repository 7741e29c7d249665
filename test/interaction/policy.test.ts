// Judges calls one by one: which of rules, plans and trust speaks first, and that whatever cannot be read asks the person.
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../main/interaction/digest.ts'
import {
  createPolicy,
  decidePolicy,
  type PolicyDecision,
  type PolicyParts,
} from '../../main/interaction/policy.ts'
import type { Plan, PlanEntry } from '../../shared/model/plan.ts'
import type { Rule } from '../../shared/model/rule.ts'
import type { Task } from '../../shared/model/task.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { connection } from '../agent/journey-world.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildCall as buildAnyCall } from '../store/nouns.ts'
import { buildRule, transferArguments } from './rule-samples.ts'

/** The call that `buildRule` covers. */
const buildCall = (part: Partial<ToolCall> = {}): ToolCall =>
  buildAnyCall({
    id: 'call',
    agentId: 'agent',
    taskId: 'task',
    connectionId: 'harbor',
    tool: 'prepare_transfer',
    toolDefinitionHash: 'hash',
    argumentsJson: canonicalJson(transferArguments),
    digest: 'digest',
    risk: 'elevated',
    ...part,
  })
const entry: PlanEntry = {
  position: 0,
  connectionId: 'harbor',
  tool: 'prepare_transfer',
  toolDefinitionHash: 'hash',
  argumentsJson: canonicalJson(transferArguments),
  digest: 'digest',
  risk: 'elevated',
  riskReason: 'moves_money',
  why: '',
  state: 'planned',
  editedFromJson: null,
  callId: null,
}
const plan: Plan = {
  id: 'plan',
  taskId: 'task',
  agentId: 'agent',
  state: 'approved',
  calls: [entry],
  createdAtMs: 0,
  decidedAtMs: 1,
  endedAtMs: null,
}
const task: Task = {
  id: 'task',
  agentId: 'agent',
  text: 'pay',
  state: 'running',
  createdAtMs: 0,
  endedAtMs: null,
}

interface Known {
  readonly rules?: readonly Partial<Rule>[]
  readonly plan?: Plan
  readonly task?: Task
  readonly isTrusted?: boolean
  readonly locked?: boolean
  /** Puts something else in place of what the policy reads. */
  readonly instead?: (parts: PolicyParts) => Partial<PolicyParts['store']>
}

const logged: unknown[][] = []

function judge(known: Known, call: Partial<ToolCall> = {}): PolicyDecision {
  const { rules = [], locked } = known
  const store = createMemoryStore()
  rules.forEach((rule, at) => store.rules.save(buildRule({ id: `rule-${at}`, ...rule })))
  store.tasks.save(known.task ?? task)
  store.connections.save({ ...connection, trustedForReading: known.isTrusted === true })
  if (known.plan !== undefined) store.plans.save(known.plan)
  const parts: PolicyParts = {
    store,
    clock: { nowMs: () => 2_000 },
    log: (...line) => void logged.push(line),
    ...(locked !== undefined && { isLocked: () => locked }),
  }
  logged.length = 0
  return createPolicy({ ...parts, store: { ...store, ...known.instead?.(parts) } })(buildCall(call))
}

const asks = { decision: 'ask', ruleId: null }
const byRule = (ruleId: string): PolicyDecision => ({ decision: 'allow', ruleId })
const byPlan = { decision: 'allow', ruleId: null, planId: 'plan' }

describe('without rules', () => {
  it('[RULE-11] only a harmless call runs unasked, and no rule is named', () => {
    expect(decidePolicy(buildCall({ risk: 'low' }))).toEqual({ decision: 'allow', ruleId: null })
    for (const risk of ['elevated', 'high'] as const) {
      expect(decidePolicy(buildCall({ risk }))).toEqual(asks)
      expect(judge({}, { risk })).toEqual(asks)
    }
  })

  it('[RULE-06] reading is allowed only where the person trusts, at this moment', () => {
    expect(judge({ isTrusted: true }, { risk: 'low' })).toEqual({ decision: 'allow', ruleId: null })
    const untrusted = { ...asks, risk: { risk: 'elevated', reason: 'reads_only_untrusted' } }
    expect(judge({ isTrusted: false }, { risk: 'low' })).toEqual(untrusted)
    // Dies if: a connection that is gone is a crash, or counts as trusted.
    expect(judge({ isTrusted: true }, { risk: 'low', connectionId: 'gone' })).toEqual(untrusted)
    expect(judge({ isTrusted: true }, { risk: 'elevated' })).toEqual(asks)
  })
})

describe('the order', () => {
  const rules: Partial<Rule>[] = [{ effect: 'allow' }, { effect: 'high' }, { effect: 'deny' }]
  const raised = { risk: 'high', reason: 'rule_says_so' }

  // Dies if: what allows is looked at before what warns, or that before what forbids.
  it('[RULE-06] is: forbid, warn, the plan, then allow', () => {
    expect(judge({ rules, plan })).toEqual({ decision: 'deny', ruleId: 'rule-2' })
    expect(judge({ rules: rules.slice(0, 2), plan })).toEqual({
      decision: 'ask',
      ruleId: 'rule-1',
      risk: raised,
    })
    expect(judge({ rules: rules.slice(0, 1), plan })).toEqual(byPlan)
    expect(judge({ rules: rules.slice(0, 1) })).toEqual(byRule('rule-0'))
  })

  it.each(['low', 'elevated', 'high'] as const)(
    '[RULE-06] holds for %s risk: forbid and warn speak for each',
    (risk) => {
      const known = { isTrusted: true, plan }
      expect(judge({ ...known, rules: [{ effect: 'deny' }] }, { risk }).decision).toBe('deny')
      expect(judge({ ...known, rules: [{ effect: 'high' }] }, { risk })).toMatchObject({
        decision: 'ask',
        risk: raised,
      })
    },
  )

  it('[RULE-06] high risk is asked about, whatever allows', () => {
    expect(judge({ rules: rules.slice(0, 1), plan }, { risk: 'high' })).toEqual(asks)
  })

  it('[RULE-01] a rule that is over, of another call, or of a task that ended says nothing', () => {
    const over = { effect: 'deny', expiresAtMs: 1_500 } as const
    expect(judge({ rules: [over, { tool: 'pay', effect: 'deny' }] })).toEqual(asks)
    const ofTask = { rules: [{ taskId: 'task' }] }
    expect(judge(ofTask)).toEqual(byRule('rule-0'))
    for (const state of ['waiting', 'paused'] as const)
      expect(judge({ ...ofTask, task: { ...task, state } })).toEqual(byRule('rule-0'))
    expect(judge({ ...ofTask, task: { ...task, state: 'done' } })).toEqual(asks)
    // Dies if: what forbids is lifted by the end of the task it was made in.
    const forbids = { rules: [{ taskId: 'task', effect: 'deny' as const }] }
    expect(judge({ ...forbids, task: { ...task, state: 'done' } }).decision).toBe('deny')
    expect(judge({ rules: [{}], task: { ...task, state: 'done' } })).toEqual(byRule('rule-0'))
  })
})

describe('the locked screen', () => {
  it('[RULE-21] lets nothing run by a rule or a plan, and lifts no prohibition', () => {
    expect(judge({ rules: [{}], locked: true })).toEqual(asks)
    expect(judge({ plan, locked: true })).toEqual(asks)
    expect(judge({ rules: [{}], locked: false })).toEqual(byRule('rule-0'))
    expect(judge({ plan, locked: false })).toEqual(byPlan)
    expect(judge({ rules: [{ effect: 'deny' }], locked: true }).decision).toBe('deny')
  })
})

describe('what was decided before', () => {
  it('[RULE-08] a call that a rule allowed is judged by that rule alone, without a further use', () => {
    const spent = { maxUses: 1, uses: 1 }
    const own = { decidedBy: 'rule', ruleId: 'rule-0' } as const
    expect(judge({ rules: [spent] })).toEqual(asks)
    expect(judge({ rules: [spent, {}] })).toEqual(byRule('rule-1'))
    expect(judge({ rules: [spent] }, own)).toEqual(byRule('rule-0'))
    // Dies if: another rule steps in for the one that allowed it, or one that forbids counts as allowing.
    expect(judge({ rules: [spent, {}] }, { ...own, ruleId: 'gone' })).toEqual(asks)
    expect(judge({ rules: [{}, {}] }, { ...own, ruleId: 'rule-1' })).toEqual(byRule('rule-1'))
    // Dies if: the rule named by another decision counts.
    const byPerson = { decidedBy: 'person', ruleId: 'rule-0' } as const
    expect(judge({ rules: [spent] }, byPerson)).toEqual(asks)
    expect(judge({ rules: [{}] }, { decidedBy: 'rule', ruleId: null })).toEqual(byRule('rule-0'))
  })

  it('[PLN-02] a call that a plan allowed is asked about once the plan is over, rule or not', () => {
    const used: Plan = { ...plan, calls: [{ ...entry, state: 'used', callId: 'call' }] }
    const own = { decidedBy: 'plan', planId: 'plan' } as const
    expect(judge({ plan: used, rules: [{}] }, own)).toEqual(byPlan)
    expect(judge({ plan: { ...used, state: 'ended' }, rules: [{}] }, own)).toEqual(asks)
    expect(judge({ plan: { ...plan, state: 'asked' } })).toEqual(asks)
  })
})

describe('what cannot be read', () => {
  const broken = (): never => {
    throw new Error('disk')
  }

  it('[RULE-16] rules that cannot be read ask, and say so', () => {
    const known: Known = {
      isTrusted: true,
      plan,
      instead: ({ store }) => ({ rules: { ...store.rules, listActive: () => null } }),
    }
    for (const risk of ['low', 'elevated'] as const) {
      expect(judge(known, { risk })).toEqual(asks)
      expect(logged).toEqual([
        ['warn', 'A rule cannot be read, so the person is asked', { call: 'call' }],
      ])
    }
    expect(judge({ plan })).toEqual(byPlan)
    expect(logged).toEqual([])
  })

  it('[RULE-16] rules that the store fails to give ask, and say why', () => {
    const instead: Known['instead'] = ({ store }) => ({
      rules: { ...store.rules, listActive: broken },
    })
    expect(judge({ isTrusted: true, plan, instead }, { risk: 'low' })).toEqual(asks)
    expect(logged).toEqual([
      ['error', 'The rules could not be read, so the person is asked', new Error('disk')],
    ])
  })

  it('[PLN-01] plans that the store fails to give allow nothing; a rule may still', () => {
    const instead: Known['instead'] = ({ store }) => ({
      plans: { ...store.plans, listByTask: broken },
    })
    expect(judge({ plan, instead })).toEqual(asks)
    expect(judge({ plan, rules: [{}], instead })).toEqual(byRule('rule-0'))
    expect(logged).toEqual([
      ['error', 'The plans could not be read, so the person is asked', new Error('disk')],
    ])
  })
})
