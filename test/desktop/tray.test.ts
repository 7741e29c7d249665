// Reads and presses the tray of the real app on a desktop that has one.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'
import { startTrayWatcher, type TrayWatcher } from './tray-watcher.ts'

const first = 'Prepare a transfer of €480.00 to Papier & Co'
const second = 'Prepare a transfer of €55.00 to Nordlicht'
let stage: Stage
let tray: TrayWatcher
const started: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  stage = await Stage.open()
  started.push(() => stage.stop())
  tray = await startTrayWatcher(stage.session.env)
  started.push(() => tray.stop())
  await stage.launch()
  await stage.connectBank()
})
afterAll(async () => {
  for (const stop of started.toReversed()) await stop()
})

async function labels(): Promise<string[]> {
  return (await tray.loadMenu()).map(({ label }) => label)
}

/** What the tray says, once its tooltip is this. */
async function read(tooltip: string): Promise<string[]> {
  await until(`the tray saying “${tooltip}”`, async () => (await tray.loadTooltip()) === tooltip)
  return labels()
}

/** The card that the person has in front of them. */
async function shownCard(): Promise<string> {
  return stage.running.approval.getByRole('heading', { level: 1 }).innerText()
}

function isWindowVisible(): Promise<boolean> {
  return stage.running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isVisible() && !window.isMinimized()) return true
    }
    return false
  })
}

test('[E2E-46] the tray says how many wait, and which ones by name', async () => {
  const { person } = stage
  expect(await read('Countersign: nothing is waiting for you')).toEqual([
    'Nothing is waiting for you',
    'Open Countersign',
    'Pause all agents',
    'Do not disturb for 1 hour',
    'Quit',
  ])
  const [none] = await tray.loadMenu()
  expect(none?.enabled).toBe(false)
  await person.giveTask('Prepare a transfer of 480 EUR to Papier & Co for order 1')
  expect(await read('Countersign: 1 question is waiting for you')).toContain(first)
  await person.giveTask('Prepare a transfer of 55 EUR to Nordlicht for order 2')
  const both = await read('Countersign: 2 questions are waiting for you')
  expect(both.slice(0, 2).toSorted()).toEqual([first, second])
})

// Dies if: an entry opens the newest question, or whatever was shown before, instead of its own.
test('[E2E-47] pressing a question in the tray opens the approval view with that card', async () => {
  for (const title of [first, second, first]) {
    await tray.press(title)
    await expect.poll(shownCard, { timeout: 10_000 }).toBe(title)
    expect(await isWindowVisible()).toBe(true)
  }
})

test('[E2E-48] a closed window hides into the tray and comes back from there', async () => {
  await stage.running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close()
  })
  await expect.poll(isWindowVisible, { timeout: 10_000 }).toBe(false)
  await tray.press('Open Countersign')
  await expect.poll(isWindowVisible, { timeout: 10_000 }).toBe(true)
})

test('[E2E-46] what was answered is gone from the tray', async () => {
  const { person } = stage
  await person.openQuestion(second)
  await person.press('Approve once')
  const left = await read('Countersign: 1 question is waiting for you')
  expect(left).toContain(first)
  expect(left).not.toContain(second)
  await person.openQuestion(first)
  await person.press('Approve once')
  expect(await read('Countersign: nothing is waiting for you')).not.toContain(first)
  await stage.overview('both tasks ended', ({ tasks }) =>
    tasks.every(({ state }) => state === 'done'),
  )
  expect(stage.runs('prepare_transfer', { amount: 480 })).toBe(1)
  expect(stage.runs('prepare_transfer', { amount: 55 })).toBe(1)
})

test('[E2E-90] the tray leaves no secret in clear, breaks no rule and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
