// Flows of rules at the bank: allowed for an hour runs unasked, anything else is asked, and stopping takes effect at once.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, test } from 'vitest'
import type { AllowFor } from '../../shared/model/rule.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

const transfer = 'Prepare a transfer of 20 EUR to Nordlicht'

/** Approves the first transfer together with a rule, as the card offers it. */
async function allowTransfers(flow: Flow, until: AllowFor['until'] = 'hour') {
  const { person, engine } = flow
  person.give(transfer)
  const asked = await person.question('prepare_transfer')
  const facts = { interactionId: asked.id, busy: null, standalone: false }
  const offer = engine.loadApproval(facts).card?.allowFor
  if (!offer) throw new Error('nothing is offered beside once')
  engine.queue.approve({
    interactionId: asked.id,
    surface: 'approval',
    digest: asked.digest,
    confirmation: null,
    allowFor: { until, maxUses: null, conditions: offer.conditions },
  })
  await person.end({ id: asked.callId ?? '' })
  const [view] = (await flow.overview()).rules
  if (view === undefined) throw new Error('no rule')
  return view
}

/** The call of this task once it has ended or is asked about. */
async function callOf({ engine }: Flow, taskId: string) {
  return until('the call of the task', () => {
    const [call] = engine.store.calls.listByTask(taskId)
    return call?.state === 'done' || call?.state === 'asking' ? call : null
  })
}

test('[RULE-20] allowed for an hour: the same runs unasked, everything else is asked about', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const view = await allowTransfers(flow)
    expect(view).toMatchObject({
      standing: 'active',
      title: 'Bookkeeper may use prepare_transfer at Harbor Bank unasked',
      limits: expect.arrayContaining(['Amount: at most 20', 'Recipient: exactly “Nordlicht”']),
    })
    const again = await callOf(flow, person.give(transfer).id)
    // Dies if: the policy of the journey is not the one that knows the rules.
    expect(again).toMatchObject({ state: 'done', decidedBy: 'rule', ruleId: view.rule.id })
    expect(flow.runs('prepare_transfer')).toBe(2)
    const other = await callOf(flow, person.give('Prepare a transfer of 20 EUR to Weber').id)
    expect(other).toMatchObject({ state: 'asking', decidedBy: null })
    const more = await callOf(flow, person.give('Prepare a transfer of 21 EUR to Nordlicht').id)
    expect(more.state).toBe('asking')
    const paying = await callOf(flow, person.give('Pay 20 EUR to Nordlicht').id)
    expect(paying).toMatchObject({ state: 'asking', risk: 'high' })
    const facts = { interactionId: null, busy: null, standalone: false }
    const [open] = engine.store.interactions.listOpenOfCall(paying.id)
    const card = engine.loadApproval({ ...facts, interactionId: open?.id ?? '' }).card
    expect(card?.allowFor).toBe(null)
    expect((await flow.overview()).rules[0]?.rule).toMatchObject({ uses: 1 })
    expect(flow.runs('prepare_transfer')).toBe(2)
  }))

test('[RULE-20] revoked, the next one is asked about; resumed only after it was asked for and confirmed', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    const { rule } = await allowTransfers(flow, 'day')
    engine.rules.stop(rule.id, 'paused')
    const held = await callOf(flow, person.give(transfer).id)
    expect(held.state).toBe('asking')
    engine.rules.ask({ ruleId: rule.id, change: 'resume', allowFor: null })
    const asked = engine.queue.listOpen().find(({ widening }) => widening?.what === 'rule')
    if (asked === undefined) throw new Error('nothing was asked')
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('asking')
    person.approve(asked)
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('done')
    engine.rules.stop(rule.id, 'revoked')
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('asking')
    const { rules } = await flow.overview()
    expect(rules).toMatchObject([{ standing: 'revoked', rule: { uses: 1 } }])
    expect(flow.runs('prepare_transfer')).toBe(2)
  }))

test('[RULE-12] [RULE-20] a tool that changed: the rule is void, the person is told once, the change is shown', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    const bank = await person.connectBank()
    const { rule } = await allowTransfers(flow)
    // As if the server had offered another definition when the rule was made.
    flow.change(({ rules, connections }) => {
      const [tool] = connections.listTools(bank.id).filter(({ name }) => name === rule.tool)
      if (tool === undefined) throw new Error('no tool')
      rules.saveDefinition({ ...tool, description: 'Only looks.', definitionHash: 'as-it-was' })
      rules.save({ ...rule, toolDefinitionHash: 'as-it-was' })
    })
    await engine.connections.refreshTools(bank.id)
    await until('the rule to be void', async () =>
      (await flow.overview()).rules[0]?.standing === 'void' ? true : null,
    )
    await engine.connections.refreshTools(bank.id)
    const { notices } = await flow.overview()
    expect(notices.filter(({ title }) => title.includes('prepare_transfer'))).toHaveLength(1)
    const detail = engine.rules.load(rule.id)
    expect(detail.definition?.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: expect.stringContaining('Only looks.') },
      { kind: 'added', text: expect.stringContaining('No money moves') },
    ])
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('asking')
    engine.rules.ask({ ruleId: rule.id, change: 'again', allowFor: null })
    const asked = engine.queue.listOpen().find(({ widening }) => widening?.what === 'rule')
    if (asked === undefined) throw new Error('nothing was asked')
    person.approve(asked)
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('done')
  }))

test('[RULE-07] [RULE-20] rules and what was used of them are there after a crash', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const { rule } = await allowTransfers(flow, 'week')
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('done')
    await flow.restart()
    expect((await flow.overview()).rules[0]).toMatchObject({
      standing: 'active',
      rule: { id: rule.id, uses: 1 },
    })
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('done')
    expect((await flow.overview()).rules[0]?.rule.uses).toBe(2)
  }))

test('[RULE-16] [RULE-20] a rule edited by hand while the app was closed: nothing breaks, and the person is asked', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const { rule } = await allowTransfers(flow, 'week')
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('done')
    flow.crash()
    editByHand(flow, `UPDATE rules SET json = json_set(json, '$.expiresAtMs', 9e15)`)
    await flow.open()
    expect((await flow.overview()).rules).toEqual([])
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('asking')
    expect(() => flow.engine.rules.stop(rule.id, 'revoked')).toThrow('not there any more')
    flow.crash()
    editByHand(flow, `UPDATE rules SET json = '{"id":1}'`)
    await flow.open()
    expect((await callOf(flow, person.give(transfer).id)).state).toBe('asking')
    expect(flow.runs('prepare_transfer')).toBe(2)
  }))

/** Writes into the database while the app is closed. */
function editByHand({ folder }: Flow, sql: string): void {
  const file = readdirSync(folder).find((name) => /\.(db|sqlite3?)$/.test(name)) ?? ''
  const database = new DatabaseSync(path.join(folder, file))
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}
