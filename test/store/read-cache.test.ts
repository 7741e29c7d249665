// Proves that what is kept of rows in memory is always what the file holds, after writes, failures and lost processes.
import { DatabaseSync } from '@photostructure/sqlite'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { Database } from '../../main/store/database.ts'
import { agentSchema } from '../../shared/model/agent.ts'
import { planSchema } from '../../shared/model/plan.ts'
import { defaultSettings } from '../../shared/model/settings.ts'
import type { ActivitySearch, Store } from '../../main/store/repositories.ts'
import { buildRule } from '../interaction/rule-samples.ts'
import { buildCall, buildConnection } from './nouns.ts'
import { openTestStore } from './open.ts'

const agent = agentSchema.parse({ id: 'ada', name: 'Ada', kind: 'gateway' })
const task = {
  id: 'task-1',
  agentId: 'ada',
  text: 'Pay',
  state: 'running',
  createdAtMs: 1,
  endedAtMs: null,
} as const

const { tool, connectionId, toolDefinitionHash, argumentsJson, digest, why } = buildCall()
const { risk, riskReason } = buildCall()
const entry = {
  tool,
  connectionId,
  toolDefinitionHash,
  argumentsJson,
  digest,
  why,
  risk,
  riskReason,
}
const plan = planSchema.parse({
  id: 'plan-1',
  taskId: 'task-1',
  agentId: 'ada',
  state: 'approved',
  calls: [{ ...entry, position: 0, state: 'planned', editedFromJson: null, callId: null }],
  createdAtMs: 1,
  decidedAtMs: 2,
  endedAtMs: null,
})

const longCalls = plan.calls.map((call) => ({ ...call, argumentsJson: `"${'x'.repeat(100_000)}"` }))

/** Everything that is kept, as it is read. */
function readAll(store: Store): unknown {
  const { calls, tasks, connections, settings, activity, rules, plans } = store
  return structuredClone([
    rules.listActive(buildRule()),
    plans.listByTask('task-1'),
    calls.load('call-1'),
    tasks.loadAgent('ada'),
    tasks.listAgents(),
    tasks.load('task-1'),
    connections.load('connection-1'),
    connections.listAllTools('connection-1'),
    settings.load(),
    activity.lastOfKind('call_ended'),
    activity.listByCall('call-1'),
  ])
}

function writeAll(store: Store, name: string): void {
  store.calls.save(buildCall({ why: name }))
  store.tasks.saveAgent({ ...agent, name })
  store.tasks.save({ ...task, text: name })
  store.connections.save(buildConnection({ name }))
  store.connections.saveTools('connection-1', [])
  store.rules.save(buildRule({ state: name === 'two' ? 'revoked' : 'active' }))
  store.plans.save({ ...plan, state: name === 'two' ? 'ended' : 'approved' })
  store.settings.save({ ...defaultSettings, paused: name === 'two' })
  appendEnd(store, name)
}

function appendEnd(store: Store, words: string): void {
  store.activity.append({
    kind: 'call_ended',
    callId: 'call-1',
    taskId: 'task-1',
    connectionId: 'connection-1',
    detail: { state: 'failed', words, attempts: 0 },
  })
}

// Dies if: a repository writes without forgetting what it kept.
test('[STO-14] what was written is read, and nothing from before', async () => {
  const opened = await openTestStore()
  writeAll(opened.store, 'one')
  const first = readAll(opened.store)
  writeAll(opened.store, 'two')
  const second = readAll(opened.store)
  expect(second).not.toEqual(first)
  expect(opened.store.settings.load().paused).toBe(true)
  expect(opened.store.rules.listActive(buildRule())).toEqual([])
  expect(opened.store.plans.listByTask('task-1')).toMatchObject([{ state: 'ended' }])
  expect(second).toEqual(readAll(opened.reopen().store))
})

// Dies if: `onRolledBack` is not told, so that a step that never was is acted on.
test.each(['now', 'soon'] as const)(
  '[STO-14] nothing of what was rolled back (%s)',
  async (how) => {
    const opened = await openTestStore()
    const { store } = opened
    writeAll(store, 'one')
    const before = readAll(store)
    const failing = (): void =>
      store.transaction(() => {
        writeAll(store, 'two')
        expect(readAll(store)).not.toEqual(before)
        throw new Error('no')
      }, how)
    expect(failing).toThrow('no')
    expect(readAll(store)).toEqual(before)
    appendEnd(store, 'three')
    const rows = store.activity.listByCall('call-1')
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(rows).toEqual(opened.reopen().store.activity.listByCall('call-1'))
  },
)

// Dies if: what was read in a transaction that SQLite had ended by itself is kept when its error was passed over.
test('[STO-14] nor of what a full disk rolled back in the middle', async () => {
  const { store } = await openTestStore()
  writeAll(store, 'one')
  const before = readAll(store)
  const execute = vi.spyOn(Database.prototype, 'execute')
  store.transaction(() => store.calls.save(buildCall({ why: 'one' })))
  const database = execute.mock.contexts[0] as Database
  execute.mockRestore()
  const pages = Number(database.get('PRAGMA page_count')?.['page_count'])
  const passOver = (): void => {
    writeAll(store, 'two')
    expect(() => store.calls.save(buildCall({ why: 'x'.repeat(1_000_000) }))).toThrow(
      'disk is full',
    )
    readAll(store)
  }
  database.execute(`PRAGMA max_page_count = ${pages + 20}`)
  expect(() => store.transaction(passOver)).toThrow()
  database.execute('PRAGMA max_page_count = 1000000')
  expect(readAll(store)).toEqual(before)
})

// Dies if: the spending of an approval is not forgotten: a second attempt would think that it is unspent.
test('[STO-14] an approval that was spent is read as spent', async () => {
  const { store } = await openTestStore()
  store.calls.save(buildCall())
  expect(store.calls.load('call-1')?.approvalSpentAtMs).toBe(null)
  expect(store.calls.spendApproval('call-1', 5)).toBe(true)
  expect(store.calls.load('call-1')?.approvalSpentAtMs).toBe(5)
})

test('[STO-14] what is kept is everybody’s, so nobody can change it', async () => {
  const { store } = await openTestStore()
  store.tasks.saveAgent({ ...agent, access: [{ connectionId: 'connection-1', tools: ['pay'] }] })
  const kept = store.tasks.loadAgent('ada')
  expect(() => Object.assign(kept?.access?.[0] ?? {}, { tools: null })).toThrow(TypeError)
})

// Dies if: every call and plan is kept: a thousand results of a megabyte each would fill the memory.
test('[STO-14] what is large is read each time', async () => {
  const { store } = await openTestStore()
  store.calls.save(buildCall())
  store.calls.save(buildCall({ id: 'call-2', resultJson: 'x'.repeat(100_000) }))
  expect(store.calls.load('call-1')).toBe(store.calls.load('call-1'))
  expect(store.calls.load('call-2')).not.toBe(store.calls.load('call-2'))
  store.plans.save(plan)
  store.plans.save({ ...plan, id: 'plan-2', taskId: 'task-2', calls: longCalls })
  expect(store.plans.listByTask('task-1')[0]).toBe(store.plans.listByTask('task-1')[0])
  expect(store.plans.listByTask('task-2')[0]).not.toBe(store.plans.listByTask('task-2')[0])
  store.calls.save(buildCall({ resultJson: 'x'.repeat(100_000) }))
  expect(store.calls.load('call-1')?.resultJson).toHaveLength(100_000)
})

const byWord = (term: string): ActivitySearch => ({
  kinds: null,
  without: [],
  terms: [{ term, kinds: [] }],
  agentId: null,
  connectionId: null,
  outcome: null,
  fromMs: null,
  toMs: null,
  beforeSequence: null,
  limit: 1_000,
})

function appendBusily(store: Store, count: number): void {
  for (let at = 0; at < count; at += 1)
    store.transaction(() => appendEnd(store, `nightingale number${at}`), 'soon')
}

// Dies if: a search does not wait for the words that are still to be indexed.
test('[STO-15] a row of a busy agent is found at once', async () => {
  const { store } = await openTestStore()
  appendBusily(store, 100)
  expect(store.activity.search(byWord('nightingale'))).toHaveLength(100)
  appendBusily(store, 1)
  expect(store.activity.search(byWord('nightingale'))).toHaveLength(101)
})

// Dies if: what was not indexed when the process ended is never indexed, or after a rollback is passed over.
test('[STO-15] also after a process that ended in between, and a transaction that failed', async () => {
  const opened = await openTestStore()
  appendBusily(opened.store, 5)
  const again = opened.reopen()
  appendBusily(again.store, 1)
  expect(again.store.activity.search(byWord('nightingale'))).toHaveLength(6)
  const failing = (): void =>
    again.store.transaction(() => {
      appendBusily(again.store, 40)
      throw new Error('no')
    }, 'soon')
  expect(failing).toThrow('no')
  appendBusily(again.store, 1)
  expect(again.store.activity.search(byWord('nightingale'))).toHaveLength(7)
})

test('[STO-15] a flush leaves nothing to be indexed', async () => {
  const { store, file, folder } = await openTestStore()
  const countIndexed = (): unknown => {
    const database = new DatabaseSync(path.join(folder, 'countersign.db'))
    const row = database.prepare('SELECT count(*) AS n FROM activity_words').get()
    database.close()
    return (row as { n: number }).n
  }
  appendBusily(store, 1)
  const before = Number(countIndexed())
  appendBusily(store, 3)
  expect(countIndexed()).toBe(before)
  file.flush()
  expect(countIndexed()).toBe(before + 3)
})

const longAgo = (store: Store): void =>
  store.transaction(() => {
    store.calls.save(buildCall({ agentId: 'ada' }))
    const detail = { tool: 'pay', digest: 'b'.repeat(64), risk: 'low' }
    const about = { callId: 'call-1', taskId: 'task-1', connectionId: 'connection-1' }
    store.activity.append({ kind: 'call_received', ...about, detail })
  }, 'soon')

// Dies if: a connection or an agent is saved or removed before the rows that wait for their words have them.
test.each<[string, (store: Store) => void]>([
  ['renamed', ({ connections }) => connections.save(buildConnection({ name: 'Newbank' }))],
  ['removed', ({ connections }) => connections.remove('connection-1')],
  ['of a renamed agent', ({ tasks }) => tasks.saveAgent({ ...agent, name: 'Newada' })],
])('[STO-15] under the names of its time: %s', async (_how, change) => {
  const { store } = await openTestStore()
  store.tasks.saveAgent({ ...agent, name: 'Oldada' })
  store.connections.save(buildConnection({ name: 'Oldbank' }))
  appendBusily(store, 1)
  longAgo(store)
  change(store)
  expect(store.activity.search(byWord('Oldbank'))).not.toEqual([])
  expect(store.activity.search(byWord('Oldada'))).not.toEqual([])
  expect(store.activity.search(byWord('Newbank'))).toEqual([])
  expect(store.activity.search(byWord('Newada'))).toEqual([])
})

// Dies if: a search fails where nothing can be written.
test('[STO-15] a full disk hinders no search', async () => {
  const { store } = await openTestStore()
  appendBusily(store, 2)
  const full = vi.spyOn(Database.prototype, 'run').mockImplementation(() => {
    throw new CountersignError('store/full', text('store.full'))
  })
  expect(store.activity.search(byWord('nightingale'))).not.toEqual([])
  expect(store.activity.search(byWord('number1'))).toEqual([])
  full.mockRestore()
  expect(store.activity.search(byWord('number1'))).not.toEqual([])
})
