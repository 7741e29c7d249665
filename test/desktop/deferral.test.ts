// Plays waiting for somebody else on the real app: meanwhile work, a crash, the approval at the desk, a cancelled wait.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WaitItem } from '../../shared/overview.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'

const payment = 'Pay 1,200 EUR to Nordlicht for invoice 2031'
const title = 'Pay €1,200.00 to Nordlicht'
const words = `${payment} and then list my accounts`
let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

async function waitFor(name: string): Promise<WaitItem> {
  const { waits } = await stage.overview(`the wait “${name}”`, (overview) =>
    overview.waits.some((wait) => wait.title === name),
  )
  const wait = waits.find((one) => one.title === name)
  if (wait === undefined) throw new Error('The wait went away.')
  return wait
}

test('[E2E-20] a deferred call does not hold up the rest of the task', async () => {
  const { person } = stage
  await person.giveTask(words)
  await person.openQuestion(title)
  await person.approve('1200')
  await waitFor(title)
  await person.openQuestion(/accounts/i)
  await person.approve()
  const { calls, task } = await stage.task(words, (all) => all[1]?.state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['deferred', 'done'])
  expect(task.state).toBe('waiting')
  expect(stage.runs('pay', {})).toBe(0)
})

test('[E2E-21] a wait shows which server has not decided, the next check and the time left', async () => {
  const { app } = stage.running
  await stage.person.goTo('Inbox')
  await app.getByRole('list', { name: 'Waiting for others' }).getByText(title).click()
  const host = new URL(stage.sandbox.issuer).host
  await app.getByText(`${host} has not decided yet.`).waitFor()
  await app
    .getByText(/Next check in|Checking now/)
    .first()
    .waitFor()
  await app.getByText(/until .* left/).waitFor()
  await app.getByText('You can close this; the wait goes on, also after a restart.').waitFor()
})

// Dies if: the DPoP key or the next poll's time is not read back from disk.
test('[E2E-22] killed while waiting, it goes on after a restart with the same key and not early', async () => {
  const before = await waitFor(title)
  await stage.crashAndLaunch()
  const after = await waitFor(title)
  expect(after.deferralId).toBe(before.deferralId)
  const { polls } = stage.sandbox.world.record
  const count = polls.length
  await until('two more polls', () => polls.length >= count + 2)
  expect(polls.filter(({ early }) => early)).toEqual([])
  expect(stage.sandbox.world.record.violations).toEqual([])
})

test('[E2E-23] approved at the desk the call runs once, and the person is told', async () => {
  const { pending } = await stage.control.state()
  expect(pending).toHaveLength(1)
  await stage.control.approve(pending[0]?.id ?? '')
  const { calls, task } = await stage.task(words, (_, { state }) => state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['done', 'done'])
  expect(task.steps.at(-1)?.text).toContain('It ran.')
  expect(stage.runs('pay', { amount: 1200, recipient: 'Nordlicht' })).toBe(1)
  await stage.running.app.getByRole('heading', { name: `Ran: ${title}` }).waitFor()
})

test('[E2E-24] while the app is not in front the end of a wait is told by a notification, once', async () => {
  const { person, running } = stage
  await person.giveTask('Pay 1,300 EUR to Nordlicht for invoice 2032')
  await person.openQuestion('Pay €1,300.00 to Nordlicht')
  await person.approve('1300')
  await waitFor('Pay €1,300.00 to Nordlicht')
  await running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.minimize()
  })
  await stage.control.deny((await stage.control.state()).pending[0]?.id ?? '')
  const told = 'Denied: Pay €1,300.00 to Nordlicht'
  const { notifications } = stage.session
  await until('the notification', async () =>
    (await notifications.shown()).some(({ summary }) => summary === told),
  )
  const { calls } = await stage.task(
    'Pay 1,300 EUR to Nordlicht for invoice 2032',
    (_, { state }) => state === 'done',
  )
  expect(calls.map(({ state }) => state)).toEqual(['denied'])
  const shown = await notifications.shown()
  expect(shown.filter(({ summary }) => summary === told)).toHaveLength(1)
  expect(stage.runs('pay', { amount: 1300 })).toBe(0)
  await running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.restore()
      // As the click of a person does, who comes back to it.
      window.focus()
    }
  })
})

test('[E2E-25] a wait that the person stops is cancelled at the authorization server', async () => {
  const { person } = stage
  const { app } = stage.running
  const name = 'Pay €1,400.00 to Nordlicht'
  await person.giveTask('Pay 1,400 EUR to Nordlicht for invoice 2033')
  await person.openQuestion(name)
  await person.approve('1400')
  await waitFor(name)
  await person.goTo('Inbox')
  await app.getByRole('list', { name: 'Waiting for others' }).getByText(name).click()
  await app.getByRole('button', { name: 'Stop waiting…' }).click()
  await app.getByRole('button', { name: 'Stop waiting', exact: true }).click()
  const { notices } = await stage.overview('the news', (overview) =>
    overview.notices.some(({ body }) => body.includes('was withdrawn at')),
  )
  // Dies if: stopping is told beside the end of the call.
  expect(notices.filter(({ title }) => title.includes(name)).map(({ title }) => title)).toEqual([
    `Cancelled: ${name}`,
  ])
  const { calls } = await stage.task(
    'Pay 1,400 EUR to Nordlicht for invoice 2033',
    (_, { state }) => state === 'done',
  )
  expect(calls.map(({ state }) => state)).toEqual(['cancelled'])
  const cancelled = [...stage.sandbox.world.deferrals.values()].at(-1)
  expect(cancelled?.status).toBe('cancelled')
  expect(stage.runs('pay', { amount: 1400 })).toBe(0)
})

test('[E2E-90] waits leave no secret in clear, break no rule and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
