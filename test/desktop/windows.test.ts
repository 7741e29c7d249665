// Attacks the real app's pages from inside: what each may see, reach, ask for and answer.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from '@playwright/test'
import type { InboxItem } from '../../shared/overview.ts'
import type { Result } from '../../shared/result.ts'
import { until } from '../flows/until.ts'
import { Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
})

/** Calls a verb with whatever a page might be made to send. */
function call(page: Page, verb: string, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    ([name, value]) => {
      const bridge = window.countersign as {
        call: (verb: string, input: unknown) => Promise<Result<unknown>>
      }
      return bridge.call(name as string, value)
    },
    [verb, input],
  )
}

function codeOf(result: Result<unknown>): string | null {
  return result.ok ? null : result.error.code
}

async function hold(amount: number): Promise<InboxItem> {
  await stage.person.giveTask(
    `Prepare a transfer of ${String(amount)} EUR to Nordlicht for order 1`,
  )
  const title = `Prepare a transfer of €${String(amount)}.00 to Nordlicht`
  const { inbox } = await stage.overview(title, (one) =>
    one.inbox.some((item) => item.title === title),
  )
  const item = inbox.find((one) => one.title === title)
  if (item === undefined) throw new Error('The question went away.')
  return item
}

// Dies if: one of the two pages gets a preload of the other, Node, or a web preference of its own.
test('[E2E-50] the approval view is a process and an origin of its own, sandboxed and without Node', async () => {
  const { electron, app, approval } = stage.running
  for (const [page, origin, listener] of [
    [app, 'app://countersign', 'onOverview'],
    [approval, 'app://approval', 'onApproval'],
  ] as const) {
    const seen = await page.evaluate(() => ({
      origin: location.origin,
      secure: isSecureContext,
      globals: [
        'process',
        'require',
        'module',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
      ].filter((name) => name in window),
      bridge: Object.keys(window.countersign as object),
    }))
    expect(seen.origin).toBe(origin)
    expect(seen.secure).toBe(true)
    expect(seen.globals).toEqual([])
    expect(seen.bridge).toEqual(['call', listener])
  }
  const contents = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one: Electron.WebContents) => {
      const { sandbox, contextIsolation, nodeIntegration } = (
        one as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences()
      return {
        processId: one.getOSProcessId(),
        safe: sandbox === true && contextIsolation === true && nodeIntegration !== true,
      }
    }),
  )
  expect(new Set(contents.map(({ processId }) => processId)).size).toBe(contents.length)
  expect(contents.every(({ safe }) => safe)).toBe(true)
})

// Dies if: the router does not compare the sender with the approval view's own web contents and origin.
test('[E2E-53] the app window cannot approve, by its bridge or past it', async () => {
  const item = await hold(61)
  await stage.person.openQuestion(item.title)
  const { card } = await stage.loadApproval()
  const shown = { interactionId: item.interactionId, digest: card?.digest ?? '' }
  // Long enough on screen, so that nothing but the sender stands in the way.
  await new Promise((resolve) => setTimeout(resolve, 800))
  const answers = {
    'approval.approve': { ...shown, confirmation: null },
    'approval.answer': { ...shown, answer: { action: 'accept', content: {} } },
    'approval.shown': shown,
    'approval.load': {},
    'countersign:approval.approve': { ...shown, confirmation: null },
    constructor: {},
  }
  for (const [verb, input] of Object.entries(answers)) {
    expect(codeOf(await call(stage.running.app, verb, input)), verb).toBe('ipc/refused')
  }
  // As a page that broke out of its sandbox would send it: straight to main, past its preload.
  const raw = await stage.running.electron.evaluate(
    async ({ ipcMain, webContents }, input) => {
      const handlers = (
        ipcMain as unknown as {
          _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>>
        }
      )._invokeHandlers
      const sender = webContents
        .getAllWebContents()
        .find((one) => one.getURL() === 'app://countersign/')
      const event = { sender, senderFrame: sender?.mainFrame }
      return handlers.get('countersign:approval.approve')?.(event, input)
    },
    { ...shown, confirmation: null },
  )
  expect(raw).toMatchObject({ ok: false, error: { code: 'ipc/refused' } })
  const words = 'Prepare a transfer of 61 EUR to Nordlicht for order 1'
  const { calls } = await stage.task(words, ([one]) => one !== undefined)
  expect(calls[0]?.state).toBe('asking')
  expect(stage.runs('prepare_transfer', {})).toBe(0)
})

// Dies if: the time on screen, the digest or the visibility is not asked for at the moment of the answer.
test('[E2E-54] an answer counts only for what was shown, long enough and visibly', async () => {
  const { approval, electron } = stage.running
  const { card } = await stage.loadApproval()
  const shown = { interactionId: card?.interactionId ?? '', digest: card?.digest ?? '' }
  const approve = async (input: object): Promise<string | null> =>
    codeOf(await call(approval, 'approval.approve', { ...input, confirmation: null }))

  const other = `${shown.digest.startsWith('0') ? '1' : '0'}${shown.digest.slice(1)}`
  expect(await approve({ ...shown, digest: other })).toMatch(/not_shown|digest_mismatch/)

  const next = await hold(62)
  // Answered in the moment in which it comes up, before a person could have read it.
  const quick = approval.evaluate(
    (interactionId) =>
      new Promise<Result<unknown>>((resolve) => {
        const bridge = window.countersign as {
          call: (verb: string, input: unknown) => Promise<Result<unknown>>
          onApproval: (
            listener: (state: { card: { interactionId: string; digest: string } | null }) => void,
          ) => void
        }
        bridge.onApproval(({ card: now }) => {
          if (now?.interactionId !== interactionId) return
          const { digest } = now
          void bridge.call('approval.shown', { interactionId, digest })
          resolve(bridge.call('approval.approve', { interactionId, digest, confirmation: null }))
        })
      }),
    next.interactionId,
  )
  await call(stage.running.app, 'interaction.open', { interactionId: next.interactionId })
  expect(codeOf(await quick)).toBe('interaction/not_shown')

  await stage.person.openQuestion(next.title)
  const { digest = '' } = (await stage.loadApproval()).card ?? {}
  const now = { interactionId: next.interactionId, digest }
  await minimise(true)
  await new Promise((resolve) => setTimeout(resolve, 800))
  expect(await approve(now)).toBe('interaction/not_shown')
  await minimise(false)
  expect((await stage.loadOverview()).inbox.map(({ title }) => title)).toContain(next.title)
  expect(stage.runs('prepare_transfer', {})).toBe(0)
  // The same answer, after the same time, with the window up: nothing else stood in its way.
  await expect.poll(() => approve(now), { timeout: 5_000, interval: 300 }).toBeNull()
  await until('the transfer', () => stage.runs('prepare_transfer', { amount: 62 }) === 1)

  async function minimise(wanted: boolean): Promise<void> {
    await electron.evaluate(({ BrowserWindow }, away) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (away) window.minimize()
        else {
          window.restore()
          // A window that comes back has not been entered, and only one that has may answer.
          window.focus()
        }
      }
    }, wanted)
  }
})

// Dies if: a schema of the contract passes on what it does not know, or has no bound.
test('[E2E-55] malformed messages of the app window are refused in words and change nothing', async () => {
  const { app } = stage.running
  const before = await stage.loadOverview()
  const bad: [string, unknown][] = [
    ['task.start', {}],
    ['task.start', { agentId: 'bookkeeper', text: '' }],
    ['task.start', { agentId: 'bookkeeper', text: 'x'.repeat(20_001) }],
    ['task.start', { agentId: 'bookkeeper', text: 'Pay 5 EUR', extra: true }],
    ['task.start', null],
    ['connection.add', { url: 5 }],
    ['interaction.deny', { interactionId: ['a'], reason: null }],
    ['interaction.place', { x: -1, y: 0, width: 1e9, height: 1 }],
    ['activity.list', { beforeSequence: '1; DROP TABLE activity' }],
    ['settings.appearance', { appearance: 'system', notificationApprove: true }],
    ['overview.load', { deep: Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], 1) }],
  ]
  for (const [verb, input] of bad) {
    expect(codeOf(await call(app, verb, input)), verb).toBe('ipc/bad_input')
  }
  for (const verb of ['__proto__', 'toString', '', 'overview', 'approval.approve\u0000']) {
    expect(codeOf(await call(app, verb, {})), verb).toBe('ipc/refused')
  }
  const after = await stage.loadOverview()
  expect(after.tasks).toHaveLength(before.tasks.length)
  expect(after.settings).toEqual(before.settings)
})

// Last, because Playwright goes on waiting for a navigation that never comes.
// Dies if: navigation, window.open or a permission of the pages is not refused in main.
test('[E2E-52] no page navigates, opens a window or is given a permission', async () => {
  const { electron } = stage.running
  for (const page of [stage.running.app, stage.running.approval]) {
    const before = page.url()
    const got = await page.evaluate(async (other) => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'midi',
      ]
      const states = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => 'denied',
          ),
        ),
      )
      const media = await (navigator.mediaDevices as MediaDevices | undefined)
        ?.getUserMedia({ audio: true })
        .then(
          () => 'given',
          () => 'refused',
        )
      const opened = window.open(other) === null ? 'refused' : 'opened'
      location.href = other
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { states: [...new Set(states)], media: media ?? 'refused', opened }
    }, stage.sandbox.deskUrl)
    expect(got).toEqual({ states: ['denied'], media: 'refused', opened: 'refused' })
    expect(page.url()).toBe(before)
  }
  const windows = await electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  )
  expect(windows).toBe(1)
})

test('[E2E-90] attacked pages leave no secret in clear and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
})
