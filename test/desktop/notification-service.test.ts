// Starts the real app on desktops that lack something: no notification service, no keychain.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../build/run/run-program.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Stage } from './stage.ts'

describe('without a notification service', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await Stage.connected({ desktop: { notifications: false } })
  })
  afterAll(async () => {
    await stage.stop()
  })

  const isVisible = (): Promise<boolean> =>
    stage.running.electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true,
    )
  const wantsAttention = async (): Promise<boolean> => {
    const { running, session } = stage
    const id = await running.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNativeWindowHandle().readUInt32LE(),
    )
    const args = ['-id', String(id), '_NET_WM_STATE', 'WM_HINTS']
    return /DEMANDS_ATTENTION|urgency/i.test(await runProgram('xprop', args, { env: session.env }))
  }

  /** Types a task without starting it, for a press on Start that needs no window. */
  const compose = async (words: string): Promise<void> => {
    const { app } = stage.running
    await stage.person.goTo('Tasks')
    const newTask = app.getByRole('button', { name: 'New task' })
    if (await newTask.isVisible()) await newTask.click()
    await app.getByLabel('What should the agent do?').fill(words)
  }

  test('[E2E-44] the app says that questions show up in its window only', async () => {
    const { app } = stage.running
    await app.getByRole('note').getByText(text('app.banner.notifications')).waitFor()
    expect(await app.getByText(text('app.banner.memory')).count()).toBe(0)
    expect((await stage.loadOverview()).notifications).toBe('in_app')
  })

  test('[E2E-44] a minimised window asks for attention in the task bar', async () => {
    const { person, running } = stage
    await compose('Prepare a transfer of 13 EUR to Nordlicht for order 13')
    await running.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.minimize()
    })
    expect(await wantsAttention()).toBe(false)
    await person.app.getByRole('button', { name: 'Start', exact: true }).dispatchEvent('click')
    await expect.poll(wantsAttention, { timeout: 10_000 }).toBe(true)
    await running.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.restore()
        window.focus()
      }
    })
  })

  // Dies if: the chain ends with the bus service, and the app itself is never raised.
  test('[E2E-44] a question that comes while the window is hidden makes it visible', async () => {
    const { person, running } = stage
    await compose('Prepare a transfer of 12 EUR to Nordlicht for order 12')
    await running.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.hide()
    })
    await expect.poll(isVisible).toBe(false)
    await person.app.getByRole('button', { name: 'Start', exact: true }).dispatchEvent('click')
    await expect.poll(isVisible, { timeout: 10_000 }).toBe(true)
    // It came up without the keyboard; the person's own click gives it that.
    await running.electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.focus()
    })
    await person.openQuestion('Prepare a transfer of €12.00 to Nordlicht')
    await person.approve()
    await stage.overview('it ran', ({ tasks }) => tasks.some(({ state }) => state === 'done'))
    expect(stage.runs('prepare_transfer', { amount: 12 })).toBe(1)
  })

  test('[E2E-90] without notifications no secret is in clear, no rule broken, no other address reached', async () => {
    expect(await stage.check()).toEqual([])
    expect(stage.running.problems).toEqual([])
  })
})

describe('without a keychain', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await Stage.connected({ desktop: { keyring: 'none' } })
  })
  afterAll(async () => {
    await stage.stop()
  })

  test('[E2E-45] the app says that tokens and keys live in memory only, and works', async () => {
    const { app } = stage.running
    await app.getByRole('note').getByText(text('app.banner.memory')).waitFor()
    expect(await app.getByText(text('app.banner.notifications')).count()).toBe(0)
    const words = 'Prepare a transfer of 14 EUR to Nordlicht for order 14'
    await stage.person.giveTask(words)
    await stage.person.openQuestion('Prepare a transfer of €14.00 to Nordlicht')
    await stage.person.approve()
    await stage.task(words, (_, { state }) => state === 'done')
    expect(stage.runs('prepare_transfer', { amount: 14 })).toBe(1)
  })

  // Dies if: secrets are written anywhere once the keychain refuses them.
  test('[E2E-45] after a restart nothing of the sign-in is left', async () => {
    await stage.crashAndLaunch()
    await stage.overview('the sign-in is asked for again', ({ connections }) =>
      connections.every(({ status, grants }) => status === 'needs_sign_in' && grants.length === 0),
    )
    await stage.running.app.getByRole('note').getByText(text('app.banner.memory')).waitFor()
  })

  test('[E2E-90] without a keychain no secret is in clear, no rule broken, no other address reached', async () => {
    expect(await stage.check()).toEqual([])
  })
})
