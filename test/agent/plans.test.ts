// Proves plans: exactly what was shown and left in runs, once, while its task goes on, and nothing else by it.
import { describe, expect, it } from 'vitest'
import { dropEntry, editEntry } from '../../main/agent/plan-edit.ts'
import type { NextStep } from '../../main/agent/model.ts'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import { approvalCardSchema } from '../../shared/approval-card.ts'
import { detailOf, receiptType } from '../../main/activity/receipt.ts'
import { readJws } from '../../main/activity/signing.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { mostPlanned } from '../../shared/model/plan.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { bankTools, connection, receiptKey } from './journey-world.ts'
import { draft, none, startPlanned } from './plan-world.ts'
import { bankCall, createTaskWorld, scriptModel, type TaskWorld } from './task-world.ts'

async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run()
    return 'none'
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
}

const sentJson = ({ world }: TaskWorld): string[] => world.sent.map((each) => each.argumentsJson)
const json = ({ argumentsJson }: NextStep['calls'][number]): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(JSON.parse(argumentsJson) as object).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )

const allowOnce: Rule = {
  id: 'one',
  effect: 'allow',
  state: 'active',
  agentId: 'agent',
  connectionId: 'harbor',
  tool: 'prepare_transfer',
  taskId: null,
  conditions: ['amount', 'currency', 'recipient'].map((name) => ({
    kind: 'any',
    pointer: `/${name}`,
  })),
  maxUses: 1,
  uses: 0,
  toolDefinitionHash: bankTools[1]?.definitionHash ?? '',
  expiresAtMs: 0,
  lastUsedAtMs: null,
  madeFromCallId: null,
  createdAtMs: 0,
  endedAtMs: null,
}

describe('a plan', () => {
  it('[PLN-01] runs each of its calls once, unasked, and asks about any other', async () => {
    // Dies if: an entry is not used up, or a call of another digest is covered.
    const made = await startPlanned(
      [draft(30), draft(40)],
      [draft(40), draft(30), draft(30), draft(31)],
    )
    expect(made.world.sent).toEqual([])
    expect(made.world.store.tasks.load(made.taskId)?.state).toBe('waiting')
    made.approvePlan()
    await settle()
    expect(sentJson(made).toSorted()).toEqual([json(draft(30)), json(draft(40))])
    expect(made.callsOf(made.taskId).map(([, state]) => state)).toEqual([
      'done',
      'done',
      'asking',
      'asking',
    ])
  })

  it('[PLN-01] covers neither another task nor another agent', async () => {
    // Dies if: the owner of a plan is not compared.
    const made = await startPlanned([draft(30)], [])
    // The plan's own task goes on thinking, so that its plan stands.
    made.model = scriptModel(({ conversation }) =>
      conversation.some((entry) => entry.kind === 'plan')
        ? new Promise(() => undefined)
        : { ...none, calls: [draft(30)] },
    )
    const plan = made.approvePlan()
    const other = made.tasks.start({ agentId: 'agent', text: 'Another' })
    await settle()
    expect(made.callsOf(other.id)).toEqual([['prepare_transfer', 'asking']])
    made.world.store.tasks.saveAgent({ id: 'stranger', name: 'S', kind: 'built-in' })
    const foreign = made.world.journey.receive({
      taskId: made.taskId,
      agentId: 'stranger',
      why: '',
      connectionId: 'harbor',
      tool: 'prepare_transfer',
      argumentsJsonText: draft(30).argumentsJson,
    })
    await settle()
    expect(made.world.call(foreign.id).state).toBe('asking')
    expect(made.world.store.plans.load(plan.id)?.state).toBe('approved')
    expect(made.world.sent).toEqual([])
  })

  it('[PLN-02] allows nothing before it is approved, and nothing once it is denied', async () => {
    const made = await startPlanned([draft(30)], [draft(30)])
    const early = made.world.receive('prepare_transfer', JSON.parse(draft(30).argumentsJson))
    expect(made.world.call(early.id).state).toBe('asking')
    const { id: interactionId } = made.planQuestion()
    made.world.queue.deny({ interactionId, surface: 'app', reason: 'not today' })
    await settle()
    expect(made.callsOf(made.taskId)).toEqual([['prepare_transfer', 'asking']])
    const [plan] = made.world.store.plans.listByTask(made.taskId)
    expect(plan).toMatchObject({ state: 'denied', reason: 'not today' })
    expect(made.world.sent).toEqual([])
  })

  it('[PLN-02] ends with its task, by the person, and with the next plan', async () => {
    // Dies if: ending a plan leaves its entries open.
    const ended = await startPlanned([draft(30), draft(40)], [])
    ended.approvePlan()
    // Its task is done without having used the plan.
    await settle()
    const stateOf = (made: TaskWorld & { taskId: string }): (string | undefined)[] =>
      made.world.store.plans.listByTask(made.taskId).map(({ state }) => state)
    expect(stateOf(ended)).toEqual(['ended'])

    const stopped = await startPlanned([draft(30)], [draft(30)])
    const plan = stopped.approvePlan()
    stopped.desk.end(plan.id)
    await settle()
    expect(stopped.callsOf(stopped.taskId)).toEqual([['prepare_transfer', 'asking']])

    const cancelled = await startPlanned([draft(30)], [])
    cancelled.tasks.cancel(cancelled.taskId)
    await settle()
    expect(stateOf(cancelled)).toEqual(['ended'])
    expect(cancelled.world.queue.listOpen()).toEqual([])

    const twice = await startPlanned([draft(30)], [])
    twice.desk.lay({ id: twice.taskId, agentId: 'agent' }, [draft(50)])
    twice.desk.check()
    expect(stateOf(twice)).toEqual(['ended', 'asked'])
    expect(twice.world.queue.listOpen()).toHaveLength(1)
  })

  it('[PLN-02] hands nothing that it allowed over to a rule, which would not count it', async () => {
    // Dies if: a call that a plan allowed is judged by rules once its plan is over.
    const made = await startPlanned([draft(30)], [draft(30)])
    const plan = made.approvePlan()
    await settle()
    const { store, clock, policy } = made.world
    const [call] = store.calls.listByTask(made.taskId)
    if (call === undefined || policy === undefined) throw new Error('nothing ran')
    expect(call).toMatchObject({ decidedBy: 'plan', planId: plan.id })
    store.rules.save({ ...allowOnce, expiresAtMs: clock.nowMs() + 1_000 })
    expect(policy({ ...call, decidedBy: null })).toMatchObject({ decision: 'allow', ruleId: 'one' })
    expect(policy(call)).toEqual({ decision: 'ask', ruleId: null })
  })

  it('[PLN-03] still asks for high risk, denies what a rule forbids, and waits for an unlocked screen', async () => {
    const pay = bankCall('pay', { amount: 30, currency: 'EUR', recipient: 'Nordlicht' })
    const made = await startPlanned([pay, draft(30), draft(40)], [pay, draft(30)])
    const deny: Rule = {
      ...allowOnce,
      id: 'no',
      effect: 'deny',
      conditions: [],
      maxUses: null,
      expiresAtMs: made.world.clock.nowMs() + 1_000,
    }
    made.world.store.rules.save(deny)
    made.approvePlan()
    await settle()
    expect(made.callsOf(made.taskId)).toEqual([
      ['pay', 'asking'],
      ['prepare_transfer', 'denied'],
    ])
    expect(made.world.sent).toEqual([])
    // Dies if: the locked screen is not looked at for plans.
    made.world.store.rules.save({ ...deny, state: 'ended', endedAtMs: 1 })
    made.locked = true
    const locked = made.world.journey.receive({
      taskId: made.taskId,
      agentId: 'agent',
      why: '',
      connectionId: 'harbor',
      tool: 'prepare_transfer',
      argumentsJsonText: draft(40).argumentsJson,
    })
    await settle()
    expect(made.world.call(locked.id).state).toBe('asking')
  })

  it('[PLN-04] covers nothing of a tool that changed or a connection that is gone', async () => {
    // Dies if: the digest of an entry leaves out the tool definition.
    const made = await startPlanned([draft(30)], [draft(30)])
    const { store } = made.world
    const changed = bankTools.map((tool) =>
      tool.name === 'prepare_transfer' ? { ...tool, definitionHash: 'another' } : tool,
    )
    store.connections.saveTools('harbor', changed)
    const card = cardOf(made)
    expect(card.plan?.map(({ isVoid }) => isVoid)).toEqual([true])
    made.approvePlan()
    await settle()
    expect(made.callsOf(made.taskId)).toEqual([['prepare_transfer', 'asking']])
    expect(made.world.sent).toEqual([])
  })

  it('[PLN-05] is approved by the approval view alone, and only as it is shown', async () => {
    // Dies if: a notification may approve it, or a changed plan keeps its digest.
    const made = await startPlanned([draft(30), draft(40)], [])
    const { queue } = made.world
    const { id: interactionId, digest } = made.planQuestion()
    const common = { interactionId, confirmation: null }
    for (const surface of ['notification', 'app', 'tray'] as const)
      expect(await codeOf(() => queue.approve({ ...common, surface, digest }))).toBe(
        'interaction/surface_refused',
      )
    dropEntry(made.editParts(), { interactionId, digest, position: 1, dropped: true })
    const approve = (shown: string) => () =>
      queue.approve({ ...common, surface: 'approval', digest: shown })
    expect(await codeOf(approve(digest))).toBe('interaction/digest_mismatch')
    const stale = { interactionId, digest, position: 0, dropped: true }
    expect(await codeOf(() => dropEntry(made.editParts(), stale))).toBe('interaction/gone')
    // Changed behind the question's back: nothing is approved by it.
    const [plan] = made.world.store.plans.listByTask(made.taskId)
    if (plan === undefined) throw new Error('no plan')
    const shown = made.planQuestion().digest
    made.world.store.plans.save({
      ...plan,
      calls: plan.calls.map((entry) => ({ ...entry, state: 'planned' })),
    })
    expect(await codeOf(approve(shown))).toBe('interaction/gone')
    expect(made.planQuestion().state).toBe('open')
  })

  it('[PLN-06] leaves out what was dropped, runs what was edited, and tells the agent', async () => {
    const made = await startPlanned(
      [draft(30), draft(40), draft(50)],
      [draft(30), draft(35), draft(50)],
    )
    const parts = made.editParts()
    const at = (position: number) => ({
      interactionId: made.planQuestion().id,
      digest: made.planQuestion().digest,
      position,
    })
    dropEntry(parts, { ...at(0), dropped: true })
    dropEntry(parts, { ...at(2), dropped: true })
    dropEntry(parts, { ...at(2), dropped: false })
    const misfit = await editEntry(parts, { ...at(1), argumentsJson: '{"amount":"much"}' })
    expect(misfit.outcome).toBe('refused')
    const argumentsJson = draft(35).argumentsJson
    expect((await editEntry(parts, { ...at(1), argumentsJson })).outcome).toBe('edited')
    // Dies if: an edit takes back in what was dropped.
    await editEntry(parts, { ...at(0), argumentsJson: draft(31).argumentsJson })
    await editEntry(parts, { ...at(0), argumentsJson: draft(30).argumentsJson })
    expect(cardOf(made).plan?.map(({ dropped, call }) => [dropped, call.editedFromJson])).toEqual([
      [true, null],
      [false, json(draft(40))],
      [false, null],
    ])
    made.approvePlan()
    await settle()
    expect(sentJson(made)).toEqual([json(draft(35)), json(draft(50))])
    expect(made.callsOf(made.taskId)[0]).toEqual(['prepare_transfer', 'asking'])
    const told = 'asked' in made.model ? (made.model.asked as { conversation: unknown[] }[]) : []
    expect(JSON.stringify(told[1]?.conversation)).toContain('"state":"dropped"')
  })

  it('[PLN-06] never falls in risk by an edit, and never takes an edit that was not shown', async () => {
    const made = await startPlanned([draft(30)], [])
    const { id: interactionId, digest } = made.planQuestion()
    const [plan] = made.world.store.plans.listByTask(made.taskId)
    const entry = plan?.calls[0]
    if (plan === undefined || entry === undefined) throw new Error('no plan')
    made.world.shown = false
    const edit = { interactionId, digest, position: 0, argumentsJson: draft(1).argumentsJson }
    expect(await codeOf(() => editEntry(made.editParts(), edit))).toContain('not shown')
    made.world.shown = true
    made.world.store.plans.save({ ...plan, calls: [{ ...entry, risk: 'high' }] })
    await editEntry(made.editParts(), edit)
    const [edited] = made.world.store.plans.listByTask(made.taskId)
    expect(edited?.calls[0]?.risk).toBe('high')
  })

  it('[PLN-07] is not asked about where a call of it is not possible, or where it is too long', async () => {
    const broken = await startPlanned([draft(30), bankCall('fly', {})], [])
    expect(broken.world.store.plans.listByTask(broken.taskId)).toMatchObject([
      { state: 'denied', reason: expect.stringContaining('Call 2') },
    ])
    expect(broken.world.queue.listOpen()).toEqual([])
    const many = Array.from({ length: mostPlanned + 1 }, (_, at) => draft(at + 1))
    const long = await startPlanned(many, [])
    expect(long.world.store.plans.listByTask(long.taskId)[0]?.state).toBe('denied')
    expect(long.world.queue.listOpen()).toEqual([])
  })

  it('[PLN-07] cannot be approved while all of it is dropped', async () => {
    const made = await startPlanned([draft(30)], [])
    const { id: interactionId, digest } = made.planQuestion()
    dropEntry(made.editParts(), { interactionId, digest, position: 0, dropped: true })
    expect(await codeOf(() => made.approvePlan())).toBe('agent/bad_plan')
    expect(made.planQuestion().state).toBe('open')
  })

  it('[PLN-08] stands in the receipt and the record of what it allowed', async () => {
    const made = await startPlanned([draft(30)], [draft(30)])
    const plan = made.approvePlan()
    await settle()
    const { store } = made.world
    const rows = store.activity.list({ beforeSequence: null, limit: 100 })
    const kinds = rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('plan_'))
    expect(kinds.toReversed()).toEqual(['plan_asked', 'plan_approved', 'plan_ended'])
    const receipt = rows.find(({ kind }) => kind === 'receipt')
    if (receipt === undefined) throw new Error('no receipt')
    const read = readJws(String(detailOf(receipt)['jws']), receiptType, () => receiptKey.publicJwk)
    expect(read.ok && read.payload).toMatchObject({ decision: { by: 'plan', planId: plan.id } })
  })
})

describe('a process that ends around a plan', () => {
  it('[PLN-09] at every write leaves no entry used twice and no question without its plan', async () => {
    // Dies if: a plan, its step and its question are saved apart, or an entry is used outside the step that allows.
    for (let writes = 1; writes < 90; writes += 1) {
      const made = createTaskWorld()
      made.model = createPlanner()
      const taskId = made.tasks.start({ agentId: 'agent', text: 'Prepare it' }).id
      let left = writes
      made.world.store.beforeWrite = () => {
        left -= 1
        if (left < 0) throw new Error('the process is gone')
      }
      await settle()
      if (made.world.queue.listOpen().length > 0) await codeOf(() => made.approvePlan())
      await settle()
      made.world.store.beforeWrite = () => undefined
      made.restart()
      await settle()
      if (made.world.queue.listOpen().some(({ widening }) => widening?.what === 'plan'))
        made.approvePlan()
      await settle()
      const plans = made.world.store.plans.listByTask(taskId)
      expect(plans, `after ${writes} writes`).toHaveLength(1)
      expect(made.callsOf(taskId), `after ${writes} writes`).toHaveLength(2)
      expect(new Set(sentJson(made)).size, `after ${writes} writes`).toBe(made.world.sent.length)
      const used = plans[0]?.calls.map(({ callId }) => callId).filter((id) => id !== null)
      expect(new Set(used).size).toBe(used?.length)
      expect(made.world.queue.listOpen().filter(({ widening }) => widening !== null)).toEqual([])
    }
  })
})

/** Lays two drafts, and makes them once that was approved; says that it is done when all it hears of has ended. */
function createPlanner(): TaskWorld['model'] {
  const wanted = [draft(30), draft(40)]
  return scriptModel(({ conversation }) => {
    const plan = conversation.findLast((entry) => entry.kind === 'plan')
    if (plan === undefined) return { ...none, plan: wanted }
    const begun = conversation.some((entry) => entry.kind === 'call')
    return begun ? { ...none, text: 'Done.', done: true } : { ...none, calls: wanted }
  })
}

function cardOf(made: TaskWorld) {
  const interaction = made.planQuestion()
  const { store } = made.world
  store.connections.save({ ...connection, trustedForReading: true })
  return approvalCardSchema.parse(
    buildApprovalCard({ store, interaction, busy: null, nowMs: 0, timeZone: 'UTC' }),
  )
}
