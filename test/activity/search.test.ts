// Proves that the activity is found by words, kind, agent, connection, outcome and day, quickly, whatever the clock did.
import { DatabaseSync } from '@photostructure/sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listActivity } from '../../main/agent/activity-list.ts'
import { loadCallHistory } from '../../main/agent/call-history.ts'
import { listDecisionDays } from '../../main/agent/decision-days.ts'
import { indexActivityWords, indexActivityWordsEnd } from '../../main/store/activity-words.ts'
import { schemaVersion1 } from '../../main/store/schema-version-1.ts'
import { schemaVersion2 } from '../../main/store/schema-version-2.ts'
import type { Store } from '../../main/store/repositories.ts'
import type { ActivityFilter } from '../../shared/activity-view.ts'
import type { ActivityKind } from '../../shared/model/activity.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { buildCall, buildConnection } from '../store/nouns.ts'
import { openIn } from '../store/open.ts'
import { openTimedStore, startMs } from './timed-store.ts'

const everything: ActivityFilter = {
  search: '',
  group: null,
  agentId: null,
  connectionId: null,
  outcome: null,
  fromMs: null,
  toMs: null,
}
const dayMs = 86_400_000

interface Told {
  readonly id: string
  readonly recipient?: string
  readonly agentId?: string
  readonly connectionId?: string
  readonly state?: 'done' | 'denied' | 'expired'
}

/** The rows of one call from its beginning to its end. */
function tell(store: Store, told: Told): void {
  const { id, recipient = 'Nordlicht', agentId = 'ada', connectionId = 'bank' } = told
  const { state = 'done' } = told
  const argumentsJson = JSON.stringify({ amount: 20, recipient })
  store.calls.save(buildCall({ id, agentId, connectionId, state, argumentsJson, tool: 'pay' }))
  const about = { callId: id, taskId: 'task-1', connectionId }
  const append = (kind: ActivityKind, detail: object): void =>
    void store.activity.append({ kind, ...about, detail: { ...detail } })
  append('call_received', { tool: 'pay', digest: 'b'.repeat(64) })
  append('call_asked', {})
  if (state === 'denied') append('call_denied', { by: 'person', reason: 'Zu teuer, später' })
  if (state === 'done') append('call_approved', { by: 'person', surface: 'approval' })
  append('call_ended', { state, words: null, attempts: 0 })
}

async function openTold() {
  const timed = await openTimedStore()
  const { store } = timed
  store.tasks.saveAgent({ id: 'ada', name: 'Bookkeeper', kind: 'built-in' })
  store.tasks.saveAgent({ id: 'bob', name: 'Archivist', kind: 'built-in' })
  store.connections.save(buildConnection({ id: 'bank', name: 'Harbor Bank' }))
  store.connections.save(buildConnection({ id: 'drive', name: 'Attic Drive' }))
  tell(store, { id: 'one' })
  tell(store, { id: 'two', recipient: 'Weber Bau', state: 'denied' })
  tell(store, { id: 'three', agentId: 'bob', connectionId: 'drive', state: 'expired' })
  const find = (filter: Partial<ActivityFilter>): string[] => {
    const { rows } = listActivity(store, { ...everything, ...filter }, null)
    return [...new Set(rows.map(({ callId }) => callId ?? '-'))]
  }
  return { ...timed, find }
}

describe('the activity is found', () => {
  // Dies if: only the row's own words are searched, and not those of its call.
  test('[ACT-12] by the words of a call, its tool, connection, agent and reason', async () => {
    const { find } = await openTold()
    expect(find({ search: 'nordli' })).toEqual(['three', 'one'])
    expect(find({ search: 'WEBER bau' })).toEqual(['two'])
    expect(find({ search: 'archivist' })).toEqual(['three'])
    expect(find({ search: 'attic' })).toEqual(['three'])
    expect(find({ search: 'spater' })).toEqual(['two'])
    expect(find({ search: 'weber archivist' })).toEqual([])
    expect(find({ search: 'denied' })).toEqual(['two'])
    expect(find({ search: '   ' })).toEqual(['three', 'two', 'one'])
  })

  test('[ACT-12] by words that mean something to SQL or to its index, without harm', async () => {
    const { find } = await openTold()
    const hostile = [
      '"',
      "'; DROP TABLE activity; --",
      'NEAR(',
      '*',
      'words:x',
      '%',
      '(((',
      '\u0000',
      '🦊',
    ]
    for (const search of hostile) expect(find({ search })).toEqual([])
    expect(find({ search: 'nord" OR "weber' })).toEqual([])
    expect(find({})).toHaveLength(3)
  })

  test('[ACT-12] by kind, agent, connection, outcome and day, together', async () => {
    const { store, find, setNow } = await openTold()
    setNow(startMs + dayMs)
    tell(store, { id: 'four', agentId: 'bob' })
    expect(find({ agentId: 'bob' })).toEqual(['four', 'three'])
    expect(find({ connectionId: 'drive' })).toEqual(['three'])
    expect(find({ outcome: 'denied' })).toEqual(['two'])
    expect(find({ fromMs: startMs + 1 })).toEqual(['four'])
    expect(find({ toMs: startMs + 1, outcome: 'done' })).toEqual(['one'])
    expect(find({ group: 'decisions', search: 'nordlicht' })).toEqual(['four', 'one'])
    expect(find({ group: 'settings' })).toEqual([])
  })

  test('[AGN-14] what was done with an agent is found among its own activity', async () => {
    const about = { callId: null, taskId: null, connectionId: null }
    const { store } = await openTimedStore()
    store.tasks.saveAgent({ id: 'ada', name: 'Ada', kind: 'gateway' })
    store.tasks.saveAgent({ id: 'bob', name: 'Bob', kind: 'gateway' })
    store.activity.append({
      kind: 'agent_added',
      ...about,
      detail: { agentId: 'bob', name: 'Bob' },
    })
    store.activity.append({ kind: 'agent_paused', ...about, detail: { agentId: 'ada' } })
    // Dies if: a name is looked for in the words of calls alone.
    for (const search of ['bob', 'BO', 'bob added', 'was-added bo']) {
      const named = listActivity(store, { ...everything, search }, null).rows
      expect([search, named.map(({ kind }) => kind)]).toEqual([
        search,
        expect.arrayContaining(['agent_added']),
      ])
      expect(named.map(({ kind }) => kind)).not.toContain('agent_paused')
    }
    const { rows } = listActivity(store, { ...everything, agentId: 'bob' }, null)
    // Dies if: only calls are looked at, so that a pause or a revocation is found nowhere.
    expect(rows.map(({ kind, words }) => [kind, words])).toEqual([['agent_added', 'Bob']])
  })

  test('[ACT-12] a page at a time, each row once', async () => {
    const { store } = await openTold()
    store.transaction(() => {
      for (let number = 0; number < 80; number += 1) tell(store, { id: `more-${number}` })
    })
    const seen: number[] = []
    let before: number | null = null
    for (;;) {
      const page = listActivity(store, everything, before)
      seen.push(...page.rows.map(({ sequence }) => sequence))
      before = seen.at(-1) ?? null
      if (!page.more) break
    }
    expect(seen).toEqual(seen.toSorted((one, other) => other - one))
    expect(new Set(seen).size).toBe(83 * 4 - 1)
  })

  test('[ACT-13] in the order in which it happened, though the clock went back by years', async () => {
    const { store, setNow, find } = await openTold()
    setNow(0)
    tell(store, { id: 'in 1970' })
    setNow(4_102_444_800_000)
    tell(store, { id: 'in 2100' })
    setNow(startMs)
    tell(store, { id: 'now' })
    expect(find({}).slice(0, 3)).toEqual(['now', 'in 2100', 'in 1970'])
    const { steps } = loadCallHistory(store, 'now')
    expect(steps.every(({ untilNextMs }) => untilNextMs === null || untilNextMs >= 0)).toBe(true)
  })

  test('[ACT-14] a row that was edited by hand hides nothing else', async () => {
    const { store } = await openTold()
    store.activity.append({
      kind: 'call_denied',
      callId: 'one',
      taskId: null,
      connectionId: null,
      detail: { reason: { not: 'a text' } },
    })
    expect(listActivity(store, everything, null).rows.length).toBe(12)
  })
})

describe('decisions of each day', () => {
  // Dies if: days are counted as 24 hours, or rows outside the days are put into one of them.
  test('[ACT-15] are counted by kind, on the days they were made, the last one today', async () => {
    const { store, setNow } = await openTold()
    setNow(startMs + 2 * dayMs)
    tell(store, { id: 'later' })
    const about = { callId: 'later', taskId: null, connectionId: null }
    store.activity.append({ kind: 'call_approved', ...about, detail: { by: 'rule' } })
    store.activity.append({ kind: 'call_approved', ...about, detail: { by: 'policy' } })
    setNow(99 * 365 * dayMs)
    tell(store, { id: 'in another century' })
    const days = listDecisionDays(store, 14, startMs + 2 * dayMs)
    expect(days).toHaveLength(14)
    expect(days.at(-1)).toMatchObject({ byYou: 1, byRule: 2, denied: 0, expired: 0 })
    expect(days.at(-3)).toMatchObject({ byYou: 1, byRule: 0, denied: 1, expired: 1 })
    const all = days.map(({ byYou, denied, expired }) => byYou + denied + expired)
    expect(all.reduce((sum, one) => sum + one, 0)).toBe(4)
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted())
  })
})

test('[ACT-16] a record of the version before is searchable after the step, and its chain unbroken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-v2-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const vault = await openTestVault(new FakeKeychain())
  const old = new DatabaseSync(join(folder, 'countersign.db'))
  old.exec(`${schemaVersion1}${schemaVersion2} PRAGMA user_version = 2`)
  const insert = old.prepare('INSERT INTO activity (sequence, call_id, json) VALUES (?, ?, ?)')
  // As the version before wrote them; one was damaged since.
  for (const row of rowsOfVersion2) insert.run(row.sequence, row.callId, JSON.stringify(row))
  insert.run(4, null, '{"damaged')
  const call = buildCall({ id: 'old', state: 'done', argumentsJson: '{"recipient":"Weber"}' })
  old
    .prepare(
      `INSERT INTO calls (id, agent_id, task_id, connection_id, tool, ended, received_at_ms, json)
       VALUES (?, ?, ?, ?, ?, 1, 1, ?)`,
    )
    .run(call.id, call.agentId, call.taskId, call.connectionId, call.tool, JSON.stringify(call))
  old.close()
  const { store } = openIn(folder, vault)
  const found = listActivity(store, { ...everything, search: 'weber' }, null)
  expect(found.rows.map(({ sequence }) => sequence)).toEqual([2, 1])
  expect(listActivity(store, { ...everything, outcome: 'done' }, null).rows).toHaveLength(2)
  expect(store.activity.load(1)).toEqual(rowsOfVersion2[0])
})

const about = { taskId: 'task-1', connectionId: 'connection-1' }
const rowsOfVersion2 = [
  {
    sequence: 1,
    atMs: 1,
    kind: 'call_received',
    callId: 'old',
    ...about,
    detailJson: '{}',
    hash: 'a',
  },
  {
    sequence: 2,
    atMs: 2,
    kind: 'call_ended',
    callId: 'old',
    ...about,
    detailJson: '{"state":"done"}',
    hash: 'b',
  },
  { sequence: 3, atMs: 3, kind: 'narrowed', callId: null, ...about, detailJson: '{}', hash: 'c' },
]

test('[ACT-17] stays quick with 100,000 rows', { timeout: 240_000 }, async () => {
  const { store, folder, find } = await openTold()
  multiply(store, folder)
  const took = (filter: Partial<ActivityFilter>): number => {
    const began = performance.now()
    find(filter)
    return performance.now() - began
  }
  const filters: Partial<ActivityFilter>[] = [
    {},
    { search: 'weber' },
    { search: 'payee 976' },
    { search: 'nothing-like-it' },
    { group: 'waits' },
    { agentId: 'bob' },
    { connectionId: 'drive' },
    { outcome: 'expired' },
    { outcome: 'done', search: 'bookkeeper', group: 'decisions' },
    { fromMs: 0, toMs: 5 },
  ]
  const times = filters.map((filter) => Math.min(took(filter), took(filter)))
  // Generous: the machine may be busy. A scan of every row per word would take seconds.
  for (const [position, time] of times.entries())
    expect([position, time < 1_500]).toEqual([position, true])
})

/** Writes 25,000 calls of four rows past the repository, which would take its time over their hashes. */
function multiply(store: Store, folder: string): void {
  const call = JSON.stringify(buildCall({ agentId: 'ada', connectionId: 'bank', state: 'done' }))
  const template = store.activity.listByCall('one').map((row) => JSON.stringify(row))
  const other = new DatabaseSync(join(folder, 'countersign.db'))
  const series = 'WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 24999)'
  other.exec('BEGIN')
  other
    .prepare(
      `INSERT INTO calls (id, agent_id, task_id, connection_id, tool, ended, received_at_ms, json) ${series}
       SELECT 'call-' || i, 'ada', 'task-1', 'bank', 'pay', 1, 1,
         json_set(?, '$.id', 'call-' || i, '$.argumentsJson', '{"recipient":"Payee ' || (i % 977) || '"}') FROM n`,
    )
    .run(call)
  for (const [position, row] of template.entries()) {
    other
      .prepare(
        `INSERT INTO activity (sequence, call_id, json) ${series}
         SELECT 100 + i * 4 + ${position}, 'call-' || i,
           json_set(?, '$.sequence', 100 + i * 4 + ${position}, '$.callId', 'call-' || i) FROM n`,
      )
      .run(row)
  }
  other.exec(`${indexActivityWords} AND a.sequence >= 100${indexActivityWordsEnd}`)
  other.exec('COMMIT')
  other.close()
}
