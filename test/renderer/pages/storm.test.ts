// Storms of random gestures on the real approval page: nothing that began before it could be seen ever approves.
// prove: 2000
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { build, mergeConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildConfigs } from '../../../build/vite/bundles.ts'
import { createSeededRandom } from '../../flows/seeded.ts'
import { approvalState, labelsCard } from '../gallery/approval-fixtures.ts'
import { launchChromium, openPage } from '../gallery/pages.ts'
import {
  findAccidents,
  installStorm,
  makeChange,
  makeGesture,
  readApprovals,
  swapOf,
  turnTime,
  watchAnswers,
  type Approval,
  type Change,
  type Gesture,
} from './storm-page.ts'

const storms = Number(process.env['COUNT'] ?? 20)
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const eventsPerStorm = 100
const other = swapOf(labelsCard)

let folder: string
let browser: Browser
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-storm-'))
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** The page as it is built, or one whose arming has been taken out. */
async function buildApproval(name: string, disarm: boolean): Promise<string> {
  const into = path.join(folder, name)
  const config = buildConfigs('renderer').find(({ root }) => root?.endsWith('approval'))
  if (config === undefined) throw new Error('there is no approval page')
  const plugins = disarm ? [disarming] : []
  const build_ = { outDir: path.join(into, 'approval'), emptyOutDir: true }
  await build(mergeConfig(config, { build: build_, plugins }))
  return into
}

/** The negative control: a page on which every press counts from the first moment. */
const disarming = {
  name: 'disarm',
  transform(code: string, id: string): string | undefined {
    if (!id.endsWith('/renderer/approval/arming.ts')) return undefined
    return code
      .replace('export const settleMs = 700', 'export const settleMs = 0')
      .replace(
        'if (press === null || !press.awake) return false',
        'if (press === null) return false',
      )
      .replace("if (nowMs - state.disturbedAtMs < settleMs) return 'settling'", '')
  },
}

interface Opened {
  page: Page
  session: CDPSession
  button: { x: number; y: number }
}

async function open(pages: string): Promise<Opened> {
  const bridge = { state: approvalState(labelsCard) }
  const size = { width: 732, height: 820 }
  const { page } = await openPage(browser, { folder: pages, page: 'approval', bridge, ...size })
  await page.addInitScript(installStorm)
  await page.reload()
  await watchAnswers(page)
  const session = await page.context().newCDPSession(page)
  const box = await page.locator('button.filled').boundingBox()
  if (box === null) throw new Error('there is no positive button')
  return { page, session, button: { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
}

type Random = () => number
const pick = <T>(random: Random, among: readonly T[]): T => {
  const one = among[Math.floor(random() * among.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

function anyGesture(random: Random): Gesture {
  const kind = pick(random, [
    'key',
    'key',
    'key',
    'mouse',
    'mouse',
    'mouse',
    'touch',
    'pen',
    'wheel',
    'ime',
    'script-click',
    'focus-button',
    'focus-button',
    'blur',
  ] as const)
  const down = random() < 0.5
  switch (kind) {
    case 'key': {
      const key = pick(random, ['Enter', 'Enter', ' ', 'Tab', 'Escape', 'a'] as const)
      return { kind, key, down, repeat: down && random() < 0.3 }
    }
    case 'mouse':
    case 'pen': {
      const type = pick(random, ['mousePressed', 'mouseReleased', 'mouseMoved'] as const)
      return { kind, type, count: pick(random, [1, 1, 2] as const) }
    }
    case 'touch':
      return { kind, start: down }
    case 'wheel':
      return { kind, deltaY: random() < 0.5 ? 400 : -400 }
    case 'ime':
      return { kind, commit: down }
    default:
      return { kind }
  }
}

function anyChange(random: Random): Change {
  const kind = pick(random, ['show', 'show', 'show', 'focus', 'resize', 'hide', 'come-up'] as const)
  if (kind !== 'show') return { kind }
  return { kind, state: approvalState(pick(random, [labelsCard, other, null])) }
}

/** One storm: a change, then gestures at random moments around it, with further changes between them. */
async function rage(opened: Opened, random: Random): Promise<Approval[]> {
  const { page, button } = opened
  await makeChange(page, { kind: 'come-up' })
  await makeChange(page, {
    kind: 'show',
    state: approvalState(random() < 0.5 ? labelsCard : other),
  })
  for (let event = 0; event < eventsPerStorm; event += 1) {
    if (random() < 0.06) await makeChange(page, anyChange(random))
    const near = random() < 0.8
    const at = near ? button : { x: random() * 700, y: random() * 800 }
    const passed = Math.floor(random() * 60)
    // One way to the page and back for both: a storm is long.
    await Promise.all([turnTime(page, passed), makeGesture(opened, anyGesture(random), at)])
  }
  return await readApprovals(page)
}

describe('storms', () => {
  it(
    `[STORM-01] ${String(storms)} storms of ${String(eventsPerStorm)} events around show, swap, size and focus: no accident`,
    async () => {
      const opened = await open(await buildApproval('as-built', false))
      let meant = 0
      for (let storm = 0; storm < storms; storm += 1) {
        const approvals = await rage(opened, createSeededRandom(seed + storm))
        const accidents = findAccidents(approvals)
        // Dies if: the settling time, the whole press or the digest of what is pressed is not looked at.
        expect({ seed: seed + storm, accidents }).toEqual({ seed: seed + storm, accidents: [] })
        meant += approvals.length
      }
      // A storm that can approve nothing at all would prove nothing.
      if (storms >= 50) expect(meant).toBeGreaterThan(0)
    },
    20_000 + storms * 3_000,
  )

  // Dies if: the storms press nothing, look at nothing, or come when nothing is asked.
  it('[STORM-02] with arming taken out the same storms approve by accident', async () => {
    const opened = await open(await buildApproval('disarmed', true))
    let accidents = 0
    for (let storm = 0; storm < 40 && accidents === 0; storm += 1) {
      accidents += findAccidents(await rage(opened, createSeededRandom(seed + storm))).length
    }
    expect(accidents).toBeGreaterThan(0)
  }, 120_000)
})
