// Proves that the write-ahead log stays small and holds nothing of what was deleted.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tellStoreNews } from '../../main/bootstrap-store.ts'
import { createVirtualClock } from '../fakes/virtual-clock.ts'
import { buildCall, buildGrant } from './nouns.ts'
import { openTestStore, type TestStore } from './open.ts'

const largestLog = 8 * 1024 * 1024

// Dies if: `journal_size_limit` is not set, checkpoints are off, or a reader is left open.
test('[CRS-09] the write-ahead log stays below 8 MB through heavy writing and reading', async () => {
  const { store, folder } = await openTestStore()
  const log = join(folder, 'countersign.db-wal')
  let largest = 0
  for (let round = 0; round < 60; round += 1) {
    store.transaction(() => {
      for (let number = 0; number < 5; number += 1) {
        const id = `call-${round}-${number}`
        store.calls.save(buildCall({ id, why: 'x'.repeat(60_000) }))
      }
    })
    store.calls.listAlive()
    largest = Math.max(largest, statSync(log).size)
  }
  expect(largest).toBeLessThan(largestLog)
})

// Dies if: one transaction that was large leaves its log as large as it was.
test('[CRS-09] after one huge transaction the log is cut again', async () => {
  const { store, folder } = await openTestStore()
  store.transaction(() => {
    for (let number = 0; number < 200; number += 1) {
      store.calls.save(buildCall({ id: `call-${number}`, why: 'x'.repeat(60_000) }))
    }
  })
  store.calls.save(buildCall({ id: 'one' }))
  store.calls.save(buildCall({ id: 'two' }))
  expect(statSync(join(folder, 'countersign.db-wal')).size).toBeLessThan(largestLog)
})

// Dies if: `secure_delete` is off, or the log is not emptied after a wipe.
test('[CRS-15] of a deleted secret not even its sealed form is left, in no file', async () => {
  const opened = await openTestStore()
  const { store, folder } = opened
  const clock = createVirtualClock()
  const notices = { post: () => ({}) as never, tell: () => ({}) as never }
  tellStoreNews(opened, { clock, log: () => {}, notices })
  const sealed = await store.grants.seal(buildGrant())
  store.grants.write(sealed)
  const traces = Object.values(sealed.sealed).flatMap((value) => value?.slice(-60) ?? [])
  expect(findIn(opened, traces)).not.toEqual([])
  store.grants.remove('grant-1')
  expect(findIn(opened, traces)).not.toEqual([])
  clock.advance(10_000)
  expect(findIn(opened, traces)).toEqual([])
  expect(statSync(join(folder, 'countersign.db-wal')).size).toBe(0)
})

/** Files below the folder that hold one of these texts. */
function findIn({ folder }: TestStore, texts: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => {
    const content = readFileSync(join(folder, name), 'latin1')
    return texts.some((one) => content.includes(one))
  })
}
