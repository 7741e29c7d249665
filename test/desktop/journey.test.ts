// Plays held calls on the real app: approved, denied and confirmed, from the notification and in the approval view.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

test('[E2E-01] a call is held, approved from its notification, and runs exactly once', async () => {
  const words = 'Prepare a transfer of 480 EUR to Papier & Co for order 77-A'
  await stage.person.giveTask(words)
  await stage.task(words, ([call]) => call?.state === 'asking')
  expect(stage.runs('prepare_transfer', {})).toBe(0)
  await stage.pressNotification('Approve', 'Prepare a transfer of €480.00 to Papier & Co')
  const { calls, task } = await stage.task(words, (_, { state }) => state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['done'])
  expect(task.steps.at(-1)?.text).toContain('It ran.')
  expect(stage.runs('prepare_transfer', { amount: 480, recipient: 'Papier & Co' })).toBe(1)
})

test('[E2E-02] a call denied from its notification is not sent and the agent is told', async () => {
  const words = 'Prepare a transfer of 55 EUR to Nordlicht for order 3'
  await stage.person.giveTask(words)
  await stage.pressNotification('Deny', 'Prepare a transfer of €55.00 to Nordlicht')
  const { calls } = await stage.task(words, (_, { state }) => state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['denied'])
  expect(calls[0]?.outcomeText).toContain('You denied it')
  expect(stage.runs('prepare_transfer', { amount: 55 })).toBe(0)
})

// Dies if: the risk class is left out when the buttons of a notification are chosen.
test('[E2E-03] the notification of a high-risk call offers to deny and to open, never to approve', async () => {
  const title = 'Pay €20.00 to Nordlicht'
  await stage.person.giveTask('Pay 20 EUR to Nordlicht for invoice 7')
  await stage.overview('the question', ({ inbox }) => inbox.some((one) => one.title === title))
  await expect
    .poll(async () => (await stage.session.notifications.shown()).map(({ summary }) => summary))
    .toContain(title)
  const offered = await stage.session.notifications.offeredActions()
  expect(offered).toContain('Deny')
  expect(offered).toContain('Open')
  expect(offered).not.toContain('Approve')
})

// Dies if: the typed number is not compared with the frozen arguments in main.
test('[E2E-04] money moves only after its amount was typed; a wrong one is refused in place', async () => {
  const { person } = stage
  await person.openQuestion('Pay €20.00 to Nordlicht')
  await person.approve('200')
  await person.approval.getByText(/not the one in the request/).waitFor()
  expect(stage.runs('pay', {})).toBe(0)
  await person.approve('20')
  const words = 'Pay 20 EUR to Nordlicht for invoice 7'
  await stage.task(words, ([call]) => call?.state === 'done')
  expect(stage.runs('pay', { amount: 20, recipient: 'Nordlicht' })).toBe(1)
})

test('[E2E-05] a denial with a reason given in the approval view reaches the agent', async () => {
  const { person } = stage
  const words = 'Pay 31 EUR to Nordlicht for invoice 8'
  await person.giveTask(words)
  await person.openQuestion('Pay €31.00 to Nordlicht')
  await person.approval.getByRole('button', { name: 'Deny with reason…' }).click()
  await person.approval.getByLabel(/Reason/).fill('Paid last week')
  await person.approval.getByRole('button', { name: 'Deny with this reason' }).click()
  const { calls } = await stage.task(words, ([call]) => call?.state === 'denied')
  expect(calls[0]?.outcomeText).toContain('Paid last week')
  expect(stage.runs('pay', { amount: 31 })).toBe(0)
})

test('[E2E-06] a notification goes away when its question is answered elsewhere', async () => {
  const { notifications } = stage.session
  await notifications.closeAll()
  const title = 'Prepare a transfer of €77.00 to Nordlicht'
  await stage.person.giveTask('Prepare a transfer of 77 EUR to Nordlicht for order 9')
  // The fourth question of this agent within a minute: what the person approved before takes no place of it.
  await expect.poll(() => notifications.countDisplayed(), { timeout: 10_000 }).toBe(1)
  expect((await notifications.shown()).at(-1)?.summary).toBe(title)
  await stage.person.openQuestion(title)
  await stage.person.approval.getByRole('button', { name: 'Deny', exact: true }).click()
  await expect.poll(() => notifications.countDisplayed()).toBe(0)
})

test('[E2E-90] journeys leave no secret in clear, break no rule and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
