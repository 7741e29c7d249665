// Drives tasks on the real app page and plans on the real approval page in Chromium.
import { expect as expectPage } from '@playwright/test'
import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import { approvalState } from '../gallery/approval-fixtures.ts'
import type { FakeWindow } from '../gallery/fake-bridge.ts'
import { olderTasks, taskCards, tasksOverview } from '../gallery/task-fixtures.ts'
import { preparePages } from './prepare-pages.ts'

const pages = preparePages()

async function calls(page: Page, verb: string): Promise<unknown[]> {
  const all = await page.evaluate(() => (window as unknown as { fake: FakeWindow }).fake.calls)
  return all.filter((each) => each.verb === verb).map(({ input }) => input)
}
const press = async (page: Page, name: string | RegExp) =>
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click()

describe('a task on the screen', () => {
  it('[TSK-12] shows what its model says, stops it, names it and says more', async () => {
    const { page } = await pages.open({ page: 'app', bridge: { state: tasksOverview } })
    await page.getByRole('navigation').getByRole('button', { name: 'Tasks' }).click()
    const show = async (name: string) =>
      await page.locator('.item', { hasText: name }).first().click()
    await show('Writing the summary')
    await expectPage(page.getByText('The three invoices of November come to')).toBeVisible()
    await expectPage(page.getByText('52,114 tokens')).toBeVisible()
    await press(page, 'Stop')
    const taskId = 'task-Writing the summary'
    await expect.poll(() => calls(page, 'task.pause')).toEqual([{ taskId }])
    await page.getByLabel('Say more').fill('Only this week, please')
    await press(page, 'Send')
    await expect
      .poll(() => calls(page, 'task.say'))
      .toEqual([{ taskId, text: 'Only this week, please' }])
    await show('Invoices of November')
    await expectPage(page.getByText('Stopped here')).toBeVisible()
    // Dies if: a paused task goes on from the app page by another verb than the one that asks.
    await press(page, 'Resume…')
    await expect.poll(() => calls(page, 'task.ask-resume')).toHaveLength(1)
    await show('Failed on its model')
    await expectPage(page.getByText('The endpoint takes no more requests')).toBeVisible()
    await press(page, 'Try again')
    await expect.poll(() => calls(page, 'task.ask-resume')).toHaveLength(2)
    await show('Plan that waits')
    await press(page, 'End the plan')
    await expect.poll(() => calls(page, 'plan.end')).toEqual([{ planId: 'plan-asked' }])
  })

  it('[TSK-13] offers older tasks, and shows one that is opened with its steps', async () => {
    const [whole] = tasksOverview.tasks
    const [first] = olderTasks
    if (whole === undefined || first === undefined) throw new Error('no tasks')
    const values = {
      'task.list': { tasks: olderTasks, more: false },
      'task.load': { task: { ...first, steps: whole.steps } },
    }
    const state = { ...tasksOverview, olderTasks: true }
    const { page } = await pages.open({ page: 'app', bridge: { state, values } })
    await page.getByRole('navigation').getByRole('button', { name: 'Tasks' }).click()
    await press(page, 'Show older')
    await expectPage(page.getByRole('button', { name: 'Show older' })).toHaveCount(0)
    const beforeTaskId = tasksOverview.tasks.at(-1)?.taskId
    expect(await calls(page, 'task.list')).toEqual([{ beforeTaskId, limit: 50 }])
    await page.locator('.item', { hasText: 'Older task 1' }).click()
    await expectPage(page.locator('.steps > li')).not.toHaveCount(0)
    expect(await calls(page, 'task.load')).toEqual([{ taskId: first.taskId }])
  })
})

describe('the card of a plan', () => {
  it('[PLN-10] shows every value, drops and edits by position, and approves only when read', async () => {
    const card = taskCards['plan-short'] ?? null
    const bridge = { state: approvalState(card) }
    const { page } = await pages.open({ page: 'approval', bridge, width: 360, height: 720 })
    const entries = page.locator('.plan-entries > li')
    await expectPage(entries).toHaveCount(5)
    await expectPage(entries.nth(0)).toContainText('"billing"')
    await expectPage(entries.nth(3)).toContainText('You are asked again')
    await expectPage(entries.nth(4)).toContainText('has changed since')
    await expectPage(page.getByText('4 of 5 calls are approved together')).toBeVisible()
    const approve = page.getByRole('button', { name: 'Approve this plan' })
    // Dies if: a long plan can be approved without having been read to its end.
    await expectPage(approve).toHaveAttribute('aria-disabled', 'true')
    await press(page, 'Change: Call 1')
    await expectPage(approve).toHaveCount(0)
    await press(page, 'As JSON')
    await page.getByLabel('Arguments as JSON').fill('{"issues":[41]}')
    await press(page, 'Show the changed request')
    const shown = { interactionId: card?.interactionId, digest: card?.digest }
    await expect
      .poll(() => calls(page, 'approval.edit-planned'))
      .toEqual([{ ...shown, position: 0, argumentsJson: '{"issues":[41]}' }])
    expect(await calls(page, 'approval.approve')).toEqual([])
  })

  it('[PLN-10] takes dropped calls back in, and cannot be approved while all are dropped', async () => {
    const bridge = { state: approvalState(taskCards['plan-emptied'] ?? null) }
    const { page } = await pages.open({ page: 'approval', bridge, width: 732, height: 900 })
    const approve = page.getByRole('button', { name: 'Approve this plan' })
    await expectPage(approve).toHaveAttribute('aria-disabled', 'true')
    await press(page, 'Take back in: Call 1')
    await expect
      .poll(() => calls(page, 'approval.drop-planned'))
      .toMatchObject([{ position: 0, dropped: false }])
  })
})
