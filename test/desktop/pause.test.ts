// Pauses all agents from the tray of the real app, across a crash, and lets them go on in the approval view.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { text } from '../../shared/catalogue/text.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'
import { startTrayWatcher, type TrayWatcher } from './tray-watcher.ts'

const asked = 'Prepare a transfer of €480.00 to Papier & Co'
const later = 'Prepare a transfer of €55.00 to Nordlicht'
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

const isPaused = async (): Promise<boolean> => (await stage.loadOverview()).settings.paused

/** Presses an entry of the tray once it is there. */
async function pressTray(label: string): Promise<void> {
  await until(`the tray offering “${label}”`, async () =>
    (await tray.loadMenu().catch(() => [])).some((item) => item.label === label),
  )
  await tray.press(label)
}

test('[PAUSE-06] the tray pauses at once; what was asked cannot be approved, and the page says why', async () => {
  await stage.person.giveTask('Prepare a transfer of 480 EUR to Papier & Co for order 1')
  await stage.overview('the question', ({ inbox }) => inbox.some(({ title }) => title === asked))
  await pressTray(text('notify.pause'))
  await expect.poll(isPaused, { timeout: 10_000 }).toBe(true)
  const { app, approval } = stage.running
  await app.getByRole('status').getByText(text('notify.paused_title')).waitFor()
  await stage.person.openQuestion(asked)
  await approval.getByText(text('notify.paused_approval')).waitFor()
  const approve = approval.getByRole('button', { name: 'Approve once' })
  // Long enough for every other reason to sleep to be over.
  await approval.waitForTimeout(1_500)
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
  await approve.click({ force: true })
  // Even a page that would not sleep is refused by main.
  const answer = await approval.evaluate(async () => {
    const loaded = await window.countersign.call('approval.load', {} as never)
    const card = loaded.ok
      ? (loaded.value as { card: { interactionId: string; digest: string } }).card
      : null
    const { interactionId, digest } = card ?? { interactionId: '', digest: '' }
    const input = { interactionId, digest, confirmation: null, code: null, allowFor: null }
    return window.countersign.call('approval.approve', input as never)
  })
  expect(answer).toMatchObject({ ok: false, error: { code: 'interaction/paused' } })
  expect(stage.runs('prepare_transfer', {})).toBe(0)
})

// Dies if: the pause lives in memory, or the journey picks its calls up without asking for it.
test('[PAUSE-04] [PAUSE-01] a crash does not end it, and what is asked for then is kept unasked', async () => {
  await stage.crashAndLaunch()
  await expect.poll(isPaused, { timeout: 10_000 }).toBe(true)
  await stage.person.giveTask('Prepare a transfer of 55 EUR to Nordlicht for order 2')
  const words = 'Prepare a transfer of 55 EUR to Nordlicht for order 2'
  await stage.task(words, ([call]) => call?.state === 'received')
  const { inbox } = await stage.loadOverview()
  expect(inbox.map(({ title }) => title)).toEqual([asked])
})

test('[PAUSE-02] [PAUSE-04] the tray only asks to go on; allowed in the approval view, what was held comes up and runs', async () => {
  await pressTray(text('notify.resume'))
  const { approval } = stage.running
  await approval.getByRole('heading', { name: text('interaction.title_resume_agents') }).waitFor()
  expect(await isPaused()).toBe(true)
  await stage.person.press('Allow')
  await expect.poll(isPaused, { timeout: 10_000 }).toBe(false)
  for (const title of [later, asked]) {
    await stage.overview(title, ({ inbox }) => inbox.some((item) => item.title === title))
    await stage.person.openQuestion(title)
    await stage.person.approve()
  }
  await stage.overview('both tasks ended', ({ tasks }) =>
    tasks.every(({ state }) => state === 'done'),
  )
  expect(stage.runs('prepare_transfer', { amount: 480 })).toBe(1)
  expect(stage.runs('prepare_transfer', { amount: 55 })).toBe(1)
})

test('[E2E-90] a pause leaves no secret in clear, breaks no rule and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
