// Opens COUNT questions and says what the inbox costs: a refresh in main over the real store, and paint, scroll and memory of the page.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Browser, Page } from '@playwright/test'
import { createInbox } from '../../main/agent/inbox.ts'
import { buildInboxItem } from '../../main/agent/inbox-item.ts'
import { buildOverview } from '../../main/agent/overview.ts'
import { createInteractionQueue } from '../../main/interaction/interaction-queue.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import { createSystemClock, makeRandomId } from '../../main/system-clock.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { emptyFacts } from '../agent/overview-facts.ts'
import { inboxOf, inboxOverview, pageOf } from '../renderer/gallery/many-fixtures.ts'
import { buildPages, launchChromium, openPage } from '../renderer/gallery/pages.ts'
import { buildCall, buildConnection } from '../store/nouns.ts'
import { FakeKeychain, openTestVault } from '../vault/fake-keychain.ts'
import { percentile } from './rig.ts'

const [count = 10_000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
try {
  const main = await measureMain()
  const page = await measurePages()
  console.log(JSON.stringify({ count, ...main, ...page }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

/** The store with `count` held calls, and one refresh after the other, each after one more question. */
async function measureMain(): Promise<Record<string, number>> {
  const clock = createSystemClock()
  const vault = await openTestVault(new FakeKeychain())
  const { store } = openStore({ folder, vault, clock, log: () => undefined })
  const shownGate = { requireShown: () => undefined }
  const settings = () => store.settings.load()
  const parts = { store, clock, makeId: makeRandomId, shownGate, settings }
  const queue = createInteractionQueue({ ...parts, log: () => undefined })
  fill(store, count)
  const everyOneMs = timed(() => {
    for (const one of queue.listOpen()) buildInboxItem(store, one)
  })
  const heapBefore = heapMegabytes()
  const inbox = createInbox({ store, queue, log: () => undefined })
  const buildMs = timed(() => void inbox.list())
  const heapMb = heapMegabytes() - heapBefore
  const refreshes: number[] = []
  for (let round = 0; round < 100; round += 1) {
    const call = heldCall(count + round)
    store.calls.save(call)
    queue.openApproval(call)
    await new Promise((resolve) => setImmediate(resolve))
    refreshes.push(
      timed(() => void buildOverview({ ...emptyFacts, inbox, store, nowMs: clock.nowMs() })),
    )
  }
  queue.stop()
  store.close()
  return {
    indexBuildMs: round(buildMs),
    indexHeapMb: round(heapMb),
    refreshP50Ms: round(percentile(refreshes, 0.5)),
    refreshP99Ms: round(percentile(refreshes, 0.99)),
    refreshReadingEachMs: round(everyOneMs),
  }
}

function fill(store: Store, total: number): void {
  store.connections.save(buildConnection())
  store.transaction(() => {
    for (let at = 0; at < total; at += 1) {
      const call = heldCall(at)
      store.calls.save(call)
      store.interactions.save({
        id: `open-${at}`,
        kind: 'approval',
        state: 'open',
        callId: call.id,
        connectionId: call.connectionId,
        digest: call.digest,
        widening: null,
        elicitation: null,
        createdAtMs: Date.now(),
        expiresAtMs: call.expiresAtMs,
        answeredAtMs: null,
        answeredOn: null,
        reason: null,
      })
    }
  })
}

function heldCall(at: number): ToolCall {
  return {
    ...buildCall(),
    id: `call-${at}`,
    agentId: `agent-${at % 3}`,
    taskId: `task-${at % 50}`,
    tool: 'prepare_transfer',
    argumentsJson: JSON.stringify({ amount: at, currency: 'EUR', recipient: 'Nordlicht' }),
    digest: String(at).padStart(64, '0'),
    risk: at % 10 === 9 ? 'high' : 'elevated',
    state: 'asking',
    expiresAtMs: Date.now() + 3_600_000 + at * 100,
  }
}

/** The real page of the app in Chromium, with many and with none, in the same run. */
async function measurePages(): Promise<Record<string, number>> {
  await buildPages(path.join(folder, 'pages'))
  const browser = await launchChromium()
  const none = await measurePage(browser, 0)
  const many = await measurePage(browser, count)
  await browser.close()
  return {
    firstPaintMs: many.paintMs,
    firstPaintEmptyMs: none.paintMs,
    ...many.frames,
    pageHeapMb: many.heapMb,
    pageHeapEmptyMb: none.heapMb,
  }
}

interface PageFigures {
  readonly paintMs: number
  readonly heapMb: number
  readonly frames: Record<string, number>
}

async function measurePage(browser: Browser, total: number): Promise<PageFigures> {
  const items = inboxOf(total)
  const bridge = { state: inboxOverview(items), values: { 'inbox.list': pageOf(items) } }
  const pages = path.join(folder, 'pages')
  const { page } = await openPage(browser, { folder: pages, page: 'app', bridge })
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await page.waitForTimeout(500)
  const paints: number[] = []
  for (let time = 0; time < 10; time += 1) {
    paints.push(await page.evaluate(paintInbox))
    await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
    await page.waitForTimeout(100)
  }
  await page.evaluate(paintInbox)
  const frames = total === 0 ? {} : await measureScroll(page)
  return { paintMs: round(percentile(paints, 0.95)), heapMb: await heapOf(page), frames }
}

/** Runs in the page: from the press until what it brought has been painted. */
async function paintInbox(): Promise<number> {
  const from = performance.now()
  document.querySelector<HTMLElement>('.places .inbox button')?.click()
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return performance.now() - from
}

async function measureScroll(page: Page): Promise<Record<string, number>> {
  await page.getByText('Not at all', { exact: true }).click()
  await page.waitForTimeout(300)
  const still = await page.evaluate(scrollFrames, 0)
  const deltas = await page.evaluate(scrollFrames, 240)
  return {
    frames: deltas.length,
    frameP95Ms: round(percentile(deltas, 0.95)),
    frameMaxMs: round(Math.max(...deltas)),
    framesOver32Ms: deltas.filter((delta) => delta > 32).length,
    /** Of the same page at rest: what this machine does to frames by itself. */
    stillFramesOver32Ms: still.filter((delta) => delta > 32).length,
  }
}

/** Runs in the page: scrolls by `step` in each of 400 frames and gives the time between them. */
async function scrollFrames(step: number): Promise<number[]> {
  const area = document.querySelector('.list-scroll')
  const deltas: number[] = []
  let last = 0
  await new Promise<void>((resolve) => {
    const frame = (at: number): void => {
      if (last > 0) deltas.push(at - last)
      last = at
      area?.scrollBy(0, step)
      if (deltas.length < 400) requestAnimationFrame(frame)
      else resolve()
    }
    requestAnimationFrame(frame)
  })
  return deltas
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const bytes = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0
  return round(bytes / 1_048_576)
}

function timed(run: () => void): number {
  const from = performance.now()
  run()
  return performance.now() - from
}

function heapMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1_048_576
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
