// Locks the screen of the real app's desktop: its notifications name nothing until somebody is back.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'
import { startScreenSaver, type ScreenSaver } from './screen-saver.ts'

const title = 'Prepare a transfer of €71.00 to Nordlicht'
let stage: Stage
let saver: ScreenSaver
const started: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  stage = await Stage.open()
  started.push(() => stage.stop())
  saver = await startScreenSaver(stage.session.env)
  started.push(() => saver.stop())
  await stage.launch()
  await stage.connectBank()
})
afterAll(async () => {
  for (const stop of started.toReversed()) await stop()
})

const said = async (): Promise<string[]> =>
  (await stage.session.notifications.shown()).map(({ body, summary }) => `${summary} ${body}`)

// Dies if: only Electron is asked, which does not hear of this lock, or the text is built before the lock is looked at.
test('[NOTE-06] a question that comes while the screen is locked is not named, and its notification cannot answer', async () => {
  saver.lock(true)
  await stage.person.giveTask('Prepare a transfer of 71 EUR to Nordlicht for order 1')
  await stage.overview('the question', ({ inbox }) => inbox.some((item) => item.title === title))
  await until('a notification', async () => (await said()).length > 0)
  expect((await said()).join('\n')).not.toMatch(/71|Nordlicht|Bookkeeper|Harbor/)
  expect((await said()).at(-1)).toMatch(/^Something waits for you/)
})

test('[NOTE-06] after the unlock it is named, and can be approved from there', async () => {
  const { notifications } = stage.session
  saver.lock(false)
  await until('the name', async () => (await said()).at(-1)?.startsWith(title) === true)
  expect(await notifications.countDisplayed()).toBe(1)
  await stage.pressNotification('Approve', title)
  await expect
    .poll(() => stage.runs('prepare_transfer', { amount: 71 }), { timeout: 15_000 })
    .toBe(1)
})

test('[E2E-90] a locked screen leaves no secret in clear, breaks no rule and reaches no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
