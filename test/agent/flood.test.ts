// A thousand calls from one agent over the real store: the loop stays free, nothing is lost, and memory stays bounded.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { mostHeld } from '../../main/agent/flood-guard.ts'
import { createInbox } from '../../main/agent/inbox.ts'
import { buildOverview } from '../../main/agent/overview.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { MemoryStore } from '../fakes/memory-store.ts'
import { openTestStore } from '../store/open.ts'
import { createJourneyWorld } from './journey-world.ts'
import { emptyFacts } from './overview-facts.ts'

/** Far above what a person would notice; a machine that is busy with other things must not fail it. */
const longestBlockMs = 3_000
const mostMegabytes = 120

it('[INBOX-05] a thousand calls from one agent are taken or refused in words, each shown at once', async () => {
  const { store } = await openTestStore()
  store.tasks.saveAgent({ id: 'agent', name: 'Agent', kind: 'built-in' })
  const world = createJourneyWorld(store as unknown as MemoryStore)
  const inbox = createInbox({ store, queue: world.queue, log: () => undefined })
  const heapBefore = process.memoryUsage().heapUsed
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  let refused = 0
  for (let at = 0; at < 1_000; at += 1) {
    try {
      world.receive('prepare_transfer', { amount: at + 1, currency: 'EUR', recipient: 'N' })
    } catch (error) {
      if (!isCountersignError(error, 'agent/busy')) throw error
      refused += 1
    }
    // What the pages are sent after every few of them.
    if (at % 10 === 0) buildOverview({ ...emptyFacts, store, inbox, nowMs: world.clock.nowMs() })
    await new Promise((resolve) => setImmediate(resolve))
  }
  delay.disable()
  expect(refused).toBe(1_000 - mostHeld)
  // Dies if: a held call is dropped, or a refused one leaves something behind.
  expect(inbox.total()).toBe(mostHeld)
  expect(store.interactions.countOpen()).toBe(mostHeld)
  expect(store.calls.listAlive()).toHaveLength(mostHeld)
  const overview = buildOverview({ ...emptyFacts, store, inbox, nowMs: 0 })
  expect([overview.inbox.length, overview.inboxTotal]).toEqual([200, mostHeld])
  expect(delay.max / 1e6).toBeLessThan(longestBlockMs)
  expect((process.memoryUsage().heapUsed - heapBefore) / 1_048_576).toBeLessThan(mostMegabytes)
}, 120_000)
