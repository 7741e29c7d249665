// Proves that a record whose end was cut, or whose rows were changed, is told of on the next start, and that nothing else stops.
import { DatabaseSync } from '@photostructure/sqlite'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLogHead, type LogDamage } from '../../main/activity/log-head.ts'
import { openRecord } from '../../main/bootstrap-activity.ts'
import type { Store } from '../../main/store/repositories.ts'
import type { NoticeDraft } from '../../main/bootstrap-notices.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { FakeKeychain } from '../vault/fake-keychain.ts'
import { openTestStore, type TestStore } from '../store/open.ts'
import { settle } from './record-world.ts'

const nobody = { callId: null, taskId: null, connectionId: null }
const log = (): void => undefined

const file = { flush: (): void => undefined }

function appendRows(store: Store, count: number): void {
  for (let number = 0; number < count; number += 1)
    store.activity.append({ kind: 'narrowed', ...nobody, detail: { number } })
}

/** One process: opens the record, checks it, and ends in order. */
async function run(
  store: Store,
  keychain: FakeKeychain,
  work: (store: Store) => void = () => undefined,
): Promise<NoticeDraft[]> {
  const told: NoticeDraft[] = []
  const clock = createVirtualClock()
  const record = await openRecord(
    { keychain, clock, log },
    { store, file },
    { survivesRestart: true },
  )
  await record.check({ tell: (draft) => ({ ...draft, ...(told.push(draft), posted) }) })
  work(record.store)
  await record.stop()
  return told
}

const posted = { id: 'n', atMs: 0 }

function changeRows(opened: TestStore, sql: string): TestStore {
  opened.store.close()
  const other = new DatabaseSync(join(opened.folder, 'countersign.db'))
  other.exec(sql)
  other.close()
  return opened.reopen()
}

describe('the head of the record', () => {
  test('[ACT-08] says nothing while the record is as it was left', async () => {
    const keychain = new FakeKeychain()
    const opened = await openTestStore()
    expect(await run(opened.store, keychain, (store) => appendRows(store, 5))).toEqual([])
    expect(await run(opened.reopen().store, keychain)).toEqual([])
    expect([...keychain.entries.keys()]).toContain('activity-head')
  })

  // Dies if: the count is not kept, or the check compares after rows were appended.
  test('[ACT-08] an end that was cut is told once, put on record, and nothing is blocked', async () => {
    const keychain = new FakeKeychain()
    const opened = await openTestStore()
    await run(opened.store, keychain, (store) => appendRows(store, 9))
    const cut = changeRows(opened, 'DELETE FROM activity WHERE sequence > 6')
    const told = await run(cut.store, keychain, (store) => appendRows(store, 1))
    expect(told).toMatchObject([{ tone: 'bad', title: 'The record of activity has been cut' }])
    expect(told[0]?.body).toContain('had 10 entries')
    expect(told[0]?.body).toContain('now it has 6')
    const again = cut.reopen()
    const [row] = again.store.activity.listOfKind('log_cut')
    const detail = JSON.parse(row?.detailJson ?? '{}') as LogDamage
    expect(detail).toMatchObject({ what: 'cut', expectedCount: 10, foundCount: 6 })
    expect(await run(again.store, keychain)).toEqual([])
  })

  // Dies if: only the number of rows is compared.
  test('[ACT-08] a history that was replaced is told', async () => {
    const keychain = new FakeKeychain()
    const opened = await openTestStore()
    await run(opened.store, keychain, (store) => appendRows(store, 3))
    const other = await openTestStore()
    appendRows(other.store, 30)
    expect(await run(other.store, keychain)).toMatchObject([
      { title: 'The record of activity has been changed' },
    ])
  })

  test('[ACT-08] a row that was edited in the file is told once, with or without a keychain', async () => {
    const opened = await openTestStore()
    appendRows(opened.store, 20)
    const sql = `UPDATE activity SET json = replace(json, '\\"number\\":14', '\\"number\\":99') WHERE sequence = 15`
    const changed = changeRows(opened, sql)
    const away = new FakeKeychain()
    away.mood = 'failing'
    const told = await run(changed.store, away)
    expect(told).toMatchObject([{ title: 'The record of activity has been changed' }])
    expect(told[0]?.body).toContain('Entry 15')
    expect(await run(changed.reopen().store, away)).toEqual([])
  })

  // Dies if: a head is kept before the old one was compared.
  test('[ACT-08] is kept within seconds of a row, not with every row', async () => {
    const keychain = new FakeKeychain()
    const { store } = await openTestStore()
    const clock = createVirtualClock()
    const head = createLogHead({ store, ...file, keychain, clock, log })
    appendRows(store, 2)
    head.note()
    clock.advance(60_000)
    await settle()
    expect(keychain.entries.size).toBe(0)
    await head.check()
    for (let number = 0; number < 50; number += 1) {
      appendRows(store, 1)
      head.note()
    }
    expect(keychain.entries.size).toBe(0)
    clock.advance(5_000)
    await settle()
    expect(keychain.entries.get('activity-head')).toContain('"count":52')
  })

  // Dies if: the head is kept of rows that a loss of power still takes, and the next start tells of a cut that nobody made.
  test('[ACT-08] is never kept of rows that the disk does not have', async () => {
    const keychain = new FakeKeychain()
    const { store } = await openTestStore()
    const clock = createVirtualClock()
    const steps: string[] = []
    const flush = (): void => {
      steps.push(`flush ${keychain.entries.size}`)
      if (steps.length === 1) throw new Error('the disk fails')
    }
    const head = createLogHead({ store, flush, keychain, clock, log })
    await head.check()
    store.transaction(() => appendRows(store, 1), 'soon')
    head.note()
    clock.advance(5_000)
    await settle()
    expect(keychain.entries.size).toBe(0)
    head.note()
    clock.advance(5_000)
    await settle()
    expect(keychain.entries.get('activity-head')).toContain('"count":1')
    expect(steps).toEqual(['flush 0', 'flush 0'])
  })

  test('[ACT-08] a keychain that hangs or holds nonsense holds nothing up', async () => {
    const keychain = new FakeKeychain()
    keychain.entries.set('activity-head', '{')
    const { store } = await openTestStore()
    expect(await run(store, keychain)).toEqual([])
    keychain.mood = 'hanging'
    const clock = createVirtualClock()
    const head = createLogHead({ store, ...file, keychain, clock, log })
    onTestFinished(() => undefined)
    const checked = head.check()
    clock.advance(6_000)
    expect(await checked).toBeNull()
    const stopped = head.stop()
    clock.advance(3_000)
    await stopped
  })
})
