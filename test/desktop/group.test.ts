// Decides several held calls as one group on the real app, by real input: all that were picked run, once, and nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Stage } from './stage.ts'

const amounts = [31, 32, 33]
const wordsFor = (amount: number): string =>
  `Prepare a transfer of ${String(amount)} EUR to Nordlicht for order 9`
let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

// Dies if: the shown gate knows only single cards, or a member is decided by its place instead of its id.
test('[GROUP-09] three calls are picked in a table and approved at once; one that was not picked stays', async () => {
  const { person } = stage
  for (const amount of [...amounts, 34]) {
    await person.giveTask(wordsFor(amount))
    await stage.task(wordsFor(amount), ([call]) => call?.state === 'asking')
  }
  await person.goTo('Inbox')
  await person.app
    .getByRole('button', { name: /^Decide together/ })
    .first()
    .click()
  const { approval } = person
  await approval.getByRole('heading', { level: 1, name: /^4 alike/ }).waitFor()
  for (const amount of amounts) {
    const row = approval.getByRole('row', { name: new RegExp(`\\b${String(amount)}\\b`) })
    await row.getByRole('checkbox').check()
  }
  expect(stage.runs('prepare_transfer', {})).toBe(0)
  await person.press('Approve 3')
  for (const amount of amounts) {
    const { calls } = await stage.task(wordsFor(amount), (_, { state }) => state === 'done')
    expect(calls.map(({ state }) => state)).toEqual(['done'])
    expect(stage.runs('prepare_transfer', { amount })).toBe(1)
  }
  const { inbox } = await stage.overview('the last one', (one) => one.inboxTotal === 1)
  expect(inbox.map(({ title }) => title)).toEqual(['Prepare a transfer of €34.00 to Nordlicht'])
  expect(stage.runs('prepare_transfer', { amount: 34 })).toBe(0)
  expect(stage.running.problems).toEqual([])
})

test('[GROUP-09] nothing leaked, and no other address was reached', async () => {
  expect(await stage.check()).toEqual([])
})
