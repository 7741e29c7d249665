// Proves editing before approving: what was changed is what runs, nothing else does, and an edit is never an approval.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildModelInput } from '../../main/agent/model-input.ts'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import type { SchemaVerdict } from '../../main/interaction/schema-check.ts'
import { CountersignError } from '../../shared/errors.ts'
import { buildTool } from '../agent/journey-world.ts'
import { settle } from '../fakes/virtual-clock.ts'
import type { MemoryStore } from '../fakes/memory-store.ts'
import { openTestStore } from '../store/open.ts'
import { codeOf, createEditWorld } from './edit-world.ts'
import { context } from './rows-world.ts'

const pay = { amount: 1200, currency: 'EUR', recipient: 'Nordlicht' }
const draft = { amount: 20, currency: 'EUR', recipient: 'Nordlicht' }
const fits = (): Promise<SchemaVerdict> => Promise.resolve({ kind: 'fits' })

describe('editing before approving', () => {
  it('[EDIT-01] only the changed bytes run, and the agent’s own are kept', async () => {
    // Dies if: the call's digest, its arguments or the question's digest is left as it was.
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    const before = world.question(call.id)
    expect(await world.edit(call.id, { ...pay, amount: 900 })).toEqual({ outcome: 'edited' })
    const after = world.question(call.id)
    expect(after).toMatchObject({ id: before.id, state: 'open', edited: true })
    expect(after.digest).not.toBe(before.digest)
    expect(world.call(call.id)).toMatchObject({
      state: 'asking',
      digest: after.digest,
      argumentsJson: '{"amount":900,"currency":"EUR","recipient":"Nordlicht"}',
      editedFromJson: call.argumentsJson,
    })
    expect(await codeOf((async () => world.approve(call.id, '1200'))())).toBe(
      'interaction/confirmation_needed',
    )
    world.approve(call.id, '900')
    await settle()
    expect(world.sent.map(({ argumentsJson }) => argumentsJson)).toEqual([
      '{"amount":900,"currency":"EUR","recipient":"Nordlicht"}',
    ])
  })

  it('[EDIT-01] the first version stays the agent’s over several edits, and going back to it is no edit', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    await world.edit(call.id, { ...pay, amount: 900 })
    await world.edit(call.id, { ...pay, amount: 800 })
    expect(world.call(call.id).editedFromJson).toBe(call.argumentsJson)
    // Other order and spelling, same canonical bytes.
    expect(
      await world.editText(call.id, '{"recipient":"Nordlicht","amount":8e2,\n"currency":"EUR"}'),
    ).toEqual({ outcome: 'unchanged' })
    await world.edit(call.id, pay)
    expect(world.call(call.id)).toMatchObject({ editedFromJson: null, digest: call.digest })
    // Dies if: what was edited once counts as untouched again for a notification of before.
    expect(world.question(call.id).edited).toBe(true)
  })

  it('[EDIT-02] refuses what was not shown, another digest, what is answered, expired or on its way', async () => {
    // Dies if: any of these checks is left out.
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    const changed = { ...pay, amount: 1 }
    world.shown = false
    expect(await codeOf(world.edit(call.id, changed))).toBe('interaction/not_shown')
    world.shown = true
    expect(await codeOf(world.edit(call.id, changed, { digest: 'other' }))).toBe('interaction/gone')
    const { id, digest } = world.question(call.id)
    world.store.calls.save({ ...world.call(call.id), state: 'approved' })
    expect(await codeOf(world.edit(call.id, changed))).toBe('interaction/gone')
    world.store.calls.save(call)
    world.store.interactions.save({ ...world.question(call.id), expiresAtMs: world.clock.nowMs() })
    expect(await codeOf(world.edit(call.id, changed))).toBe('interaction/expired')
    expect(world.store.interactions.load(id)).toMatchObject({ digest, state: 'open' })
    expect(world.call(call.id).argumentsJson).toBe(call.argumentsJson)
  })

  it('[EDIT-02] a disk that is full changes nothing', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    world.store.full = true
    expect(await codeOf(world.edit(call.id, { ...pay, amount: 1 }))).toBe('store/full')
    world.store.full = false
    expect(world.question(call.id).digest).toBe(call.digest)
    expect(world.call(call.id).argumentsJson).toBe(call.argumentsJson)
  })

  it('[EDIT-02] is recorded by digests alone', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    await world.edit(call.id, { ...pay, recipient: 'canary-4711' })
    const rows = world.store.activity
      .listByCall(call.id)
      .filter(({ kind }) => kind === 'call_edited')
    expect(rows).toHaveLength(1)
    // Dies if: the values themselves are written into the record.
    expect(rows[0]?.detailJson).not.toContain('canary-4711')
    const { digest } = world.question(call.id)
    expect(JSON.parse(rows[0]?.detailJson ?? '')).toMatchObject({ before: call.digest, digest })
  })

  it('[EDIT-03] what does not fit the schema is named, and nothing is changed', async () => {
    const world = createEditWorld()
    const call = world.receive('pay', pay)
    expect(await world.edit(call.id, { ...pay, amount: 'much' })).toEqual({
      outcome: 'refused',
      pointer: '/amount',
      message: expect.stringContaining('amount: must be number') as string,
    })
    expect(await world.edit(call.id, { amount: 1 })).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('required property') as string,
    })
    expect(world.question(call.id).digest).toBe(call.digest)
    expect(await world.edit(call.id, { ...pay, amount: 1 })).toEqual({ outcome: 'edited' })
  })

  it.each([
    ['{"amount":1,"amount":2}'],
    ['{"amount":'],
    ['[1]'],
    ['{"reference":"\\ud800"}'],
    ['{"amount":12345678901234567890}'],
    [`{"reference":${'['.repeat(80)}${']'.repeat(80)}}`],
  ])('[EDIT-03] %s is no sound JSON object', async (text) => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    expect(await codeOf(world.editText(call.id, text))).toBe('interaction/bad_edit')
    expect(world.call(call.id).argumentsJson).toBe(call.argumentsJson)
  })

  it('[EDIT-03] a tool that has changed or gone since cannot be edited, and the card says so', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    const card = () =>
      buildApprovalCard({
        ...context,
        store: world.store,
        interaction: world.question(call.id),
        busy: null,
      })
    expect(card().editable).toBe(true)
    world.store.connections.saveTools('harbor', [buildTool({ name: 'pay', description: 'other' })])
    expect(card().editable).toBe(false)
    expect(await codeOf(world.edit(call.id, { amount: 1 }))).toBe('interaction/gone')
  })

  it('[EDIT-05] the risk rises with what was written and never falls', async () => {
    // Dies if: the class judged last is taken as it is.
    const world = createEditWorld(fits)
    const { id } = world.receive('add_payee', { name: 'Nordlicht', iban: 'DE00' })
    expect(world.call(id).risk).toBe('elevated')
    await world.edit(id, { amount: 5, currency: 'EUR', recipient: 'Nordlicht' })
    expect(world.call(id)).toMatchObject({ risk: 'high', riskReason: 'moves_money' })
    await world.edit(id, { name: 'Nordlicht', iban: 'DE00' })
    expect(world.call(id).risk).toBe('high')
  })

  it('[EDIT-06] an edited approval is not approved from a notification', async () => {
    // Dies if: `edited` is not looked at.
    const world = createEditWorld(fits)
    const { id } = world.receive('prepare_transfer', draft)
    const approve = () => {
      const { id: interactionId } = world.question(id)
      const request = { interactionId, surface: 'notification' as const }
      world.queue.approve({ ...request, digest: null, confirmation: null })
    }
    await world.edit(id, { ...draft, amount: 21 })
    expect(await codeOf((async () => approve())())).toBe('interaction/surface_refused')
    await world.edit(id, draft)
    expect(await codeOf((async () => approve())())).toBe('interaction/surface_refused')
    await settle()
    expect(world.sent).toEqual([])
  })

  it('[EDIT-06] an edit that races with a press of the notification: exactly one of them wins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, editFirst) => {
        const world = createEditWorld(() =>
          scheduler.schedule(Promise.resolve<SchemaVerdict>({ kind: 'fits' })),
        )
        const call = world.receive('prepare_transfer', draft)
        const { id: interactionId, digest } = world.question(call.id)
        let approved = false
        const press = async (): Promise<void> => {
          await scheduler.schedule(Promise.resolve())
          try {
            const request = { interactionId, surface: 'notification' as const }
            world.queue.approve({ ...request, digest: null, confirmation: null })
            approved = true
          } catch (error) {
            if (!(error instanceof CountersignError)) throw error
          }
        }
        const change = async (): Promise<string> =>
          codeOf(world.edit(call.id, { ...draft, amount: 21 }, { digest }))
        const steps: [Promise<unknown>, Promise<unknown>] = editFirst
          ? [change(), press()]
          : [press(), change()]
        await scheduler.waitAll()
        const [first, second] = await Promise.all(steps)
        const edited = (editFirst ? first : second) === 'ok'
        await settle()
        // Dies if: the state is not read anew after the check, or edited bytes may be approved by a notification.
        expect(Number(edited) + Number(approved)).toBe(1)
        expect(world.sent.map(({ argumentsJson }) => argumentsJson)).toEqual(
          approved ? [call.argumentsJson] : [],
        )
      }),
    )
  })

  it('[EDIT-07] survives a crash between the edit and the approval', async () => {
    let opened = await openTestStore()
    const store = new Proxy({} as MemoryStore, {
      get: (_target, key) => Reflect.get(opened.store, key) as unknown,
    })
    const world = createEditWorld(fits, store)
    world.beforeRestart = () => {
      opened = opened.reopen()
    }
    const call = world.receive('pay', pay)
    await world.edit(call.id, { ...pay, amount: 900 })
    world.restart()
    expect(world.question(call.id)).toMatchObject({ edited: true, state: 'open' })
    expect(world.call(call.id)).toMatchObject({
      state: 'asking',
      editedFromJson: call.argumentsJson,
    })
    await settle()
    expect(world.sent).toEqual([])
    world.approve(call.id, '900')
    await settle()
    expect(world.sent).toHaveLength(1)
    expect(world.sent[0]?.argumentsJson).toContain('"amount":900')
  })

  it('[EDIT-08] the agent is told what ran, and that the person changed it', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    await world.edit(call.id, { ...pay, amount: 900 })
    expect(buildModelInput(world.store, 'task', null).results[0]?.resultText).toBeNull()
    world.approve(call.id, '900')
    await settle()
    const [result] = buildModelInput(world.store, 'task', null).results
    expect(result?.resultText).toMatch(/^The person changed the arguments.*"amount":900.*\nok$/s)
  })

  it.each([
    ['not this month', 'not this month'],
    ['  first line\r\nsecond\u202E line\u200B ', 'first line\nsecond⟦U+202E⟧ line⟦U+200B⟧'],
    ['x'.repeat(3_000), 'x'.repeat(2_000)],
    [' \n ', null],
  ])('[EDIT-11] the reason %j reaches the agent as it can be seen', async (reason, heard) => {
    // Dies if: the reason is handed on as it was pasted.
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    const { id: interactionId } = world.question(call.id)
    world.queue.deny({ interactionId, surface: 'approval', reason })
    await settle()
    expect(world.store.interactions.load(interactionId)?.reason).toBe(heard)
    const [result] = buildModelInput(world.store, 'task', null).results
    if (heard !== null) expect(result?.outcomeText).toContain(heard)
    expect(result?.outcomeText).not.toMatch(/[\u202E\u200B]/)
  })

  it('[EDIT-08] the agent is told of an edit that was denied afterwards', async () => {
    const world = createEditWorld(fits)
    const call = world.receive('pay', pay)
    await world.edit(call.id, { ...pay, amount: 900 })
    world.queue.deny({
      interactionId: world.question(call.id).id,
      surface: 'approval',
      reason: 'wait for \u202Emonday',
    })
    await settle()
    const [result] = buildModelInput(world.store, 'task', null).results
    expect(result?.outcomeText).toContain('The person changed the arguments')
  })
})
