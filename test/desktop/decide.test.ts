// Edits, storms and crashes with approvals open, on the real app: what comes back must be shown and armed anew.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Result } from '../../shared/result.ts'
import { createSeededRandom } from '../flows/seeded.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'

let stage: Stage
const seed = Number(process.env['SEED'] ?? 4711)

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

async function hold(amount: number): Promise<{ title: string; words: string }> {
  const words = `Prepare a transfer of ${String(amount)} EUR to Nordlicht for order 1`
  await stage.person.giveTask(words)
  const title = `Prepare a transfer of €${String(amount)}.00 to Nordlicht`
  await stage.person.openQuestion(title)
  return { title, words }
}

/** Nobody reads a request in less, and main counts nothing before. */
async function shownLongEnough(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}

async function approveDirectly(): Promise<string | null> {
  const { card } = await stage.loadApproval()
  return await stage.running.approval.evaluate(
    async (shown) => {
      const bridge = window.countersign as {
        call: (verb: string, input: unknown) => Promise<Result<unknown>>
      }
      const given = { confirmation: null, code: null, allowFor: null }
      const result = await bridge.call('approval.approve', { ...shown, ...given })
      return result.ok ? null : result.error.code
    },
    { interactionId: card?.interactionId ?? '', digest: card?.digest ?? '' },
  )
}

test('[EDIT-01] [EDIT-03] [EDIT-09] edits by field, is refused by the schema, is shown anew, and runs as changed', async () => {
  const { words } = await hold(71)
  const { approval } = stage.running
  const { person } = stage
  await shownLongEnough()
  await approval.getByRole('button', { name: 'Edit', exact: true }).click()
  await approval.getByLabel('Amount').fill('-5')
  await approval.getByRole('button', { name: 'Show the changed request' }).click()
  await approval.getByText(/Nothing was changed/).waitFor()
  expect(await approval.getByLabel('Amount').inputValue()).toBe('-5')
  await approval.getByLabel('Amount').fill('72.50')
  await approval.getByRole('button', { name: 'Show the changed request' }).click()
  await approval
    .getByRole('heading', { name: 'Prepare a transfer of €72.50 to Nordlicht' })
    .waitFor()
  // Dies if: what was shown before the change counts for what is shown after it.
  expect(await approveDirectly()).toBe('interaction/not_shown')
  await person.approve()
  await stage.task(words, ([call]) => call?.state === 'done')
  expect(stage.runs('prepare_transfer', { amount: 72.5 })).toBe(1)
  expect(stage.runs('prepare_transfer', { amount: 71 })).toBe(0)
})

test('[PLN-05] [PLN-06] a plan is approved once, with one call dropped and one changed', async () => {
  const words =
    'Plan: prepare a transfer of 61 EUR to Nordlicht for order 1; prepare a transfer of 62 EUR to Nordlicht for order 1; prepare a transfer of 63 EUR to Nordlicht for order 1'
  await stage.person.giveTask(words)
  await stage.person.openQuestion('Bookkeeper lays out 3 calls')
  const { approval } = stage.running
  await shownLongEnough()
  await approval.getByRole('button', { name: 'Drop: Call 1', exact: true }).click()
  await approval.getByText('2 of 3 calls are approved together').waitFor()
  // Dies if: what was shown before the change counts for what is shown after it.
  expect(await approveDirectly()).toBe('interaction/not_shown')
  await shownLongEnough()
  await approval.getByRole('button', { name: 'Change: Call 2', exact: true }).click()
  await approval.getByLabel('Amount').fill('62.50')
  await approval.getByRole('button', { name: 'Show the changed request' }).click()
  await approval.getByText('Changed by you').waitFor()
  await stage.person.press('Approve this plan')
  await until('both transfers', () => stage.runs('prepare_transfer', { amount: 63 }) === 1)
  expect(stage.runs('prepare_transfer', { amount: 62.5 })).toBe(1)
  expect(stage.runs('prepare_transfer', { amount: 61 })).toBe(0)
  expect(stage.runs('prepare_transfer', { amount: 62 })).toBe(0)
})

test('[STORM-03] without the keyboard in its window an answer counts for nothing', async () => {
  await hold(74)
  const { electron } = stage.running
  await shownLongEnough()
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur()
  })
  await until('the window to lose the keyboard', async () =>
    (await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().every((window) => !window.isFocused()),
    ))
      ? true
      : null,
  )
  await shownLongEnough()
  // Dies if: the focus is not asked for at the moment of the answer.
  expect(await approveDirectly()).toBe('interaction/not_shown')
  expect(stage.runs('prepare_transfer', { amount: 74 })).toBe(0)
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.focus()
  })
  await expect.poll(approveDirectly, { timeout: 10_000, interval: 900 }).toBeNull()
  await until('the transfer', () => stage.runs('prepare_transfer', { amount: 74 }) === 1)
})

test('[STORM-01] storms of real keys and clicks around the moment a question comes up approve nothing', async () => {
  const random = createSeededRandom(seed)
  const storms = 4
  for (let storm = 0; storm < storms; storm += 1) {
    const amount = 80 + storm
    const words = `Prepare a transfer of ${String(amount)} EUR to Nordlicht for order 1`
    await stage.person.giveTask(words)
    const title = `Prepare a transfer of €${String(amount)}.00 to Nordlicht`
    const { interactionId } = await until('the question', async () =>
      (await stage.loadOverview()).inbox.find((item) => item.title === title),
    )
    const { approval, app } = stage.running
    const opening = app.evaluate(async (id) => {
      await window.countersign.call('interaction.open', { interactionId: id } as never)
      return performance.now()
    }, interactionId)
    const endAt = Date.now() + 450
    while (Date.now() < endAt) {
      const key = random() < 0.5 ? 'Enter' : 'Space'
      if (random() < 0.5) await approval.keyboard.press(key)
      else await approval.mouse.click(40 + random() * 600, 500 + random() * 250)
    }
    await opening
    const { calls } = await stage.task(words, ([one]) => one !== undefined)
    expect({ seed, state: calls[0]?.state }).toEqual({ seed, state: 'asking' })
    expect(stage.runs('prepare_transfer', { amount })).toBe(0)
    await stage.person.openQuestion(title)
    await approval.getByRole('button', { name: 'Deny', exact: true }).click()
    await stage.task(words, ([call]) => call?.state === 'denied')
  }
})

test('[E2E-90] edits and storms leave no secret in clear and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
})

/** Runs in the approval page, whichever process draws it now: Playwright does not find a page again that crashed. */
async function inApprovalPage(script: string): Promise<string | null> {
  return await stage.running.electron.evaluate(async ({ webContents }, code) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL() === 'app://approval/')
    if (page === undefined || page.isCrashed() || page.isLoading()) return null
    // A page that dies meanwhile never answers.
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 2_000))
    const said = page.executeJavaScript(code).catch(() => null) as Promise<string | null>
    return await Promise.race([said, late])
  }, script)
}

test('[LATE-04] the process that draws dies with an approval open: nothing is approved, and what is drawn anew counts from then on', async () => {
  const { title, words } = await hold(75)
  const { electron } = stage.running
  await shownLongEnough()
  const { card } = await stage.loadApproval()
  const given = { confirmation: null, code: null, allowFor: null }
  const shown = { interactionId: card?.interactionId, digest: card?.digest, ...given }
  const approve = `countersign.call('approval.approve', ${JSON.stringify(shown)}).then((result) => result.ok ? 'approved' : result.error.code)`
  const atOnce = await electron.evaluate(async ({ app, webContents }, code) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL() === 'app://approval/')
    const drawing = app.getAppMetrics().find(({ type }) => type === 'GPU')
    if (page === undefined || drawing === undefined) return null
    const gone = new Promise((resolve) => app.once('child-process-gone', resolve))
    process.kill(drawing.pid, 'SIGKILL')
    await gone
    return (await page.executeJavaScript(code)) as string
  }, approve)
  // Dies if: what the lost process had drawn still counts as on screen.
  expect(atOnce).toBe('interaction/not_shown')
  expect(stage.runs('prepare_transfer', { amount: 75 })).toBe(0)
  expect(await inApprovalPage("document.querySelector('h1')?.textContent ?? ''")).toBe(title)
  await expect
    .poll(() => inApprovalPage(approve), { timeout: 10_000, interval: 900 })
    .toBe('approved')
  await stage.task(words, ([call]) => call?.state === 'done')
  expect(stage.runs('prepare_transfer', { amount: 75 })).toBe(1)
})

test('[STORM-04] [LATE-04] the renderer dies with an approval open: nothing is approved, the card comes back and must be shown anew', async () => {
  const { title, words } = await hold(73)
  const { electron } = stage.running
  await shownLongEnough()
  const { card } = await stage.loadApproval()
  const shown = { interactionId: card?.interactionId, digest: card?.digest }
  const given = { ...shown, confirmation: null, code: null, allowFor: null }
  const approve = `countersign.call('approval.approve', ${JSON.stringify(given)}).then((result) => result.ok ? 'approved' : result.error.code)`
  // Answered as soon as there is a page again, before anybody could have seen it.
  const atOnce = electron.evaluate(async ({ webContents }, code) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL() === 'app://approval/')
    if (page === undefined) return null
    const back = new Promise<string>((resolve) => {
      page.once('dom-ready', () => void page.executeJavaScript(code).then(resolve, resolve))
    })
    page.forcefullyCrashRenderer()
    return await back
  }, approve)
  // Dies if: what was shown before the crash counts after it.
  expect(await atOnce).toBe('interaction/not_shown')
  await until(
    'the card to come back',
    async () => (await inApprovalPage("document.querySelector('h1')?.textContent ?? ''")) === title,
  )
  expect(stage.runs('prepare_transfer', { amount: 73 })).toBe(0)
  const { calls } = await stage.task(words, ([one]) => one !== undefined)
  expect(calls[0]?.state).toBe('asking')
  await expect
    .poll(() => inApprovalPage(approve), { timeout: 10_000, interval: 900 })
    .toBe('approved')
  await stage.task(words, ([call]) => call?.state === 'done')
  expect(stage.runs('prepare_transfer', { amount: 73 })).toBe(1)
})
