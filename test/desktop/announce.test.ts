// Counts and presses the notifications of the real app on a real daemon: grouped, withdrawn, quiet, forged and tested.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../build/run/run-program.ts'
import type { NotificationTest } from '../../shared/notification-test.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

const group = 'Bookkeeper: 2 questions wait'

async function summaries(): Promise<string[]> {
  return (await stage.session.notifications.shown()).map(({ summary }) => summary)
}

async function minimise(): Promise<void> {
  await stage.running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.minimize()
  })
}

async function bringBack(): Promise<void> {
  await stage.running.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.restore()
      window.focus()
    }
  })
}

/** Any window of ours: the small one of the approval view is no BrowserWindow. */
const isUp = (): Promise<boolean> =>
  stage.running.electron.evaluate(({ BaseWindow }) =>
    BaseWindow.getAllWindows().some((one) => one.isVisible() && !one.isMinimized()),
  )

/** The daemon is not the sender, whatever it says: any program on the session bus may send this signal. */
async function forge(id: number, action: string): Promise<void> {
  const path = '/org/freedesktop/Notifications'
  const member = 'org.freedesktop.Notifications.ActionInvoked'
  const values = [`uint32:${String(id)}`, `string:${action}`]
  await runProgram('dbus-send', ['--session', '--type=signal', path, member, ...values], {
    env: stage.session.env,
  })
}

describe('several questions of one agent', () => {
  const titles = ['€61.00', '€62.00'].map(
    (amount) => `Prepare a transfer of ${amount} to Nordlicht`,
  )

  test('[NOTE-01] are one notification with their number, which can only be opened', async () => {
    for (const amount of ['61', '62']) {
      await stage.person.giveTask(`Prepare a transfer of ${amount} EUR to Nordlicht for order 1`)
    }
    await stage.overview('both questions', ({ inbox }) => inbox.length === 2)
    await until('the group', async () => (await summaries()).includes(group))
    const { notifications } = stage.session
    expect(await notifications.countDisplayed()).toBe(1)
    // Dies if: the buttons of a single question are kept for several.
    expect(await notifications.offeredActions()).not.toContain('Approve')
  })

  test('[NOTE-04] no forged press of any id and name approves, denies or opens one of them', async () => {
    await minimise()
    const shown = await stage.session.notifications.shown()
    const ids = [...new Set(shown.map(({ id }) => Number(id)))]
    for (const id of [...ids, 0, 999]) {
      for (const action of [
        'default',
        'approve',
        'approve-',
        'deny',
        'open',
        `approve-${String(id)}`,
      ])
        await forge(id, action)
    }
    // Dies if: the sender of the signal is not compared with the owner of the service.
    const { inbox } = await stage.loadOverview()
    expect(inbox.map(({ title }) => title).toSorted()).toEqual(titles)
    expect(await isUp()).toBe(false)
    expect(stage.runs('prepare_transfer', {})).toBe(0)
  })

  test('[NOTE-04] a real press opens them together and decides nothing', async () => {
    await stage.pressNotification('Open', group)
    await expect.poll(isUp, { timeout: 10_000 }).toBe(true)
    const { approval } = stage.person
    await approval.getByRole('heading', { level: 1, name: /^2 alike/ }).waitFor()
    expect((await stage.loadOverview()).inbox).toHaveLength(2)
    await bringBack()
  })

  test('[NOTE-01] answered in the app, they are gone from the desktop', async () => {
    const { person } = stage
    for (const title of titles) {
      await person.openQuestion(title)
      await person.approve()
    }
    await stage.overview('both ran', ({ tasks }) => tasks.every(({ state }) => state === 'done'))
    await expect
      .poll(() => stage.session.notifications.countDisplayed(), { timeout: 10_000 })
      .toBe(0)
  })
})

test('[NOTE-05] while not to be disturbed nothing comes up; afterwards what waits and what ended does', async () => {
  const { app } = stage.running
  const doNotDisturb = (until: 'hour' | 'off') =>
    app.evaluate(
      (choice) => window.countersign.call('settings.do-not-disturb', { until: choice }),
      until,
    )
  await doNotDisturb('hour')
  const before = (await summaries()).length
  const words = 'Prepare a transfer of 63 EUR to Nordlicht for order 2'
  await stage.person.giveTask(words)
  await stage.overview('the question', ({ inbox }) => inbox.length === 1)
  await stage.person.giveTask('Prepare a transfer of 64 EUR to Nordlicht for order 3')
  await stage.overview('both questions', ({ inbox }) => inbox.length === 2)
  await app.waitForTimeout(500)
  expect((await summaries()).length).toBe(before)
  await doNotDisturb('off')
  // The minute's limit may still hold it back for a while.
  await until('the group', async () => (await summaries()).length > before, 75_000)
  expect((await summaries()).at(-1)).toBe(group)
})

test('[NOTE-10] a test notification names the daemon, and the press comes back without deciding anything', async () => {
  const report = stage.running.app.evaluate(async () => {
    const result = await window.countersign.call('notification.test', {})
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }) as Promise<NotificationTest>
  await stage.pressNotification('I see it', 'A test from Countersign')
  const { capabilities, end, problem, service, shownMs, way } = await report
  expect([way, end, problem]).toEqual(['actions', 'button', null])
  expect(service).toMatch(/^dunst \d/)
  expect(capabilities).toContain('actions')
  expect(shownMs).toBeLessThan(5_000)
  expect((await stage.loadOverview()).inbox).toHaveLength(2)
  expect(stage.runs('prepare_transfer', { amount: 63 })).toBe(0)
})

test('[E2E-90] notifications leave no secret in clear, break no rule and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})
