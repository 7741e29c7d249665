// Attacks both pages of the real app from inside: their isolation, their policy, their bridge.
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHostileServer, type HostileServer } from './hostile-server.ts'
import { callUnderPoison } from './poison.ts'
import { Stage } from './stage.ts'

let stage: Stage
let hostile: HostileServer

beforeAll(async () => {
  hostile = await startHostileServer()
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
  hostile.stop()
})

const surfaces = ['app', 'approval'] as const
const pageOf = (surface: (typeof surfaces)[number]): Page => stage.running[surface]

// Dies if: a page is made without the one factory of preferences, or both share one web contents.
test('[E2E-60] the approval view is another page in another process, sandboxed, isolated and without Node', async () => {
  const facts = await stage.running.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { getLastWebPreferences } = contents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
        getLastWebPreferences.call(contents)
      const preferences = { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
      return { url: contents.getURL(), processId: contents.getOSProcessId(), preferences }
    }),
  )
  const urls = facts.map(({ url }) => url).toSorted()
  expect(urls).toEqual(['app://approval/', 'app://countersign/'])
  expect(new Set(facts.map(({ processId }) => processId)).size).toBe(2)
  for (const { preferences } of facts) {
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  }
  for (const surface of surfaces) {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron']
    const found = await pageOf(surface).evaluate((all) => all.filter((one) => one in window), names)
    expect(found).toEqual([])
  }
})

describe.each(surfaces)('the page of the %s', (surface) => {
  // Dies if: a directive of the policy is loosened or its header is not sent.
  test('[E2E-61] runs no foreign script and reaches no network', async () => {
    const page = pageOf(surface)
    const problems = stage.running.problems.length
    const answers = await page.evaluate(attackPolicy, hostile.origin)
    expect(answers).toEqual({
      eval: 'EvalError',
      newFunction: 'EvalError',
      fetch: 'TypeError',
      ran: null,
      violated: expect.arrayContaining(['script-src', 'connect-src', 'img-src']) as unknown,
    })
    expect(hostile.requests).toEqual([])
    // What the console says of it is the policy at work.
    stage.running.problems.splice(problems)
  })

  // Dies if: `will-navigate` or the window-open handler lets anything through.
  test('[E2E-62] goes nowhere else and opens no window', async () => {
    const page = pageOf(surface)
    const url = page.url()
    const problems = stage.running.problems.length
    await page.evaluate(() => Object.assign(window, { stillHere: true }))
    const addresses = [
      `${hostile.origin}/away`,
      'https://example.com/',
      'file:///etc/passwd',
      'data:text/html,away',
      'app://countersign/other',
      'app://approval/other',
      'about:blank',
    ]
    for (const address of addresses) {
      const opened = await page.evaluate(attackNavigation, address)
      expect(opened, address).toBe(false)
    }
    expect(page.url()).toBe(url)
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true)
    expect(hostile.requests).toEqual([])
    const count = await stage.running.electron.evaluate(
      ({ webContents }) => webContents.getAllWebContents().length,
    )
    expect(count).toBe(2)
    stage.running.problems.splice(problems)
  })

  // Dies if: the permission handlers are not set on the pages' session.
  test('[E2E-63] is denied every permission', async () => {
    const problems = stage.running.problems.length
    const states = await pageOf(surface).evaluate(askPermissions)
    expect(states['notifications']).toBe('denied')
    expect(new Set(Object.values(states))).toEqual(new Set(['denied']))
    stage.running.problems.splice(problems)
  })

  // Dies if: anything else is exposed, or a listener is handed the event.
  test('[E2E-64] is given two functions of its own and nothing behind them', async () => {
    const listen = surface === 'app' ? 'onOverview' : 'onApproval'
    const found = await pageOf(surface).evaluate(walkBridge)
    expect(found.names.toSorted()).toEqual(['call', listen])
    expect(found.foreign).toEqual([])
    expect(found.replaced).toBe(false)
    expect(await pageOf(surface).evaluate(listenOnce, listen)).toEqual(['[object Object]'])
  })
})

// Dies if: context isolation is switched off, or the bridge hands out an object instead of data.
test('[E2E-65] a page that poisons its built-ins gets hold of nothing of the preload', async () => {
  const { findings, touched } = await stage.running.app.evaluate(callUnderPoison)
  expect(touched).toBeGreaterThan(20)
  expect(findings).toEqual([])
})

test('[E2E-90] attacked pages leave no secret in clear and reach no other address', async () => {
  expect(await stage.check()).toEqual([])
  expect(stage.running.problems).toEqual([])
})

/** Runs in a page. What is called straight from the debugger is not held to the policy, so it all runs from a timer. */
async function attackPolicy(origin: string) {
  const violated: string[] = []
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    violated.push(effectiveDirective.replace('-elem', '')),
  )
  const attempt = (run: () => unknown): Promise<string> =>
    new Promise((resolve) => {
      setTimeout(() => {
        Promise.resolve()
          .then(run)
          .then(
            () => resolve('it worked'),
            (error: unknown) => resolve(error instanceof Error ? error.name : String(error)),
          )
      }, 0)
    })
  const add = (name: string, values: Record<string, string>): Promise<string> =>
    attempt(() => {
      const element = document.createElement(name)
      for (const [key, value] of Object.entries(values)) element.setAttribute(key, value)
      document.body.append(element)
      if (element instanceof HTMLFormElement) element.submit()
    })
  const answers = {
    eval: await attempt(() => globalThis.eval('window.ran = "eval"') as unknown),
    newFunction: await attempt(() => (new Function('window.ran = "function"') as () => void)()),
    fetch: await attempt(() => fetch(`${origin}/fetch`)),
  }
  await attempt(() => {
    const script = document.createElement('script')
    script.append('window.ran = "inline script"')
    document.body.append(script)
  })
  await attempt(() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="ran=1">'))
  await attempt(() => new WebSocket(origin.replace('http', 'ws')))
  await attempt(() => navigator.sendBeacon(`${origin}/beacon`))
  await attempt(() => new Worker(`${origin}/worker`))
  await add('img', { src: `${origin}/picture` })
  await add('script', { src: `${origin}/script` })
  await add('link', { rel: 'stylesheet', href: `${origin}/style` })
  await add('link', { rel: 'prefetch', href: `${origin}/prefetch` })
  await add('iframe', { src: `${origin}/frame` })
  await add('form', { action: `${origin}/form`, method: 'post' })
  await add('base', { href: origin })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const ran = (window as unknown as { ran?: string }).ran ?? null
  return { ...answers, ran, violated: [...new Set(violated)] }
}

/** Runs in a page: true when a window came of it. */
async function attackNavigation(address: string): Promise<boolean> {
  const opened = window.open(address) !== null
  const link = document.createElement('a')
  link.href = address
  document.body.append(link)
  link.click()
  link.target = '_blank'
  link.click()
  link.remove()
  setTimeout(() => location.assign(address), 0)
  await new Promise((resolve) => setTimeout(resolve, 150))
  return opened
}

/** Runs in a page. */
async function askPermissions(): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  states['notifications'] = await Notification.requestPermission()
  for (const name of ['geolocation', 'camera', 'microphone', 'midi', 'clipboard-read']) {
    const asked = navigator.permissions.query({ name: name as PermissionName })
    states[name] = await asked.then(({ state }) => state, String)
  }
  const media = navigator.mediaDevices.getUserMedia({ audio: true })
  states['getUserMedia'] = await media.then(
    () => 'granted',
    () => 'denied',
  )
  states['clipboard'] = await navigator.clipboard.readText().then(
    () => 'granted',
    () => 'denied',
  )
  return states
}

/** Runs in a page: everything that can be reached from its bridge. */
function walkBridge() {
  const bridge = (window as unknown as { countersign: Record<string, unknown> }).countersign
  const foreign: string[] = []
  for (const [name, value] of [...Object.entries(bridge), ['bridge', bridge] as const]) {
    const wanted: unknown = typeof value === 'function' ? Function.prototype : Object.prototype
    if (Object.getPrototypeOf(value) !== wanted) foreign.push(name)
    const extra =
      typeof value === 'function' ? ['length', 'name', 'prototype'] : Object.keys(bridge)
    foreign.push(
      ...Reflect.ownKeys(value as object)
        .map(String)
        .filter((key) => !extra.includes(key)),
    )
  }
  let replaced = false
  try {
    Object.assign(window, { countersign: null })
    replaced = window.countersign === null
  } catch {
    // A page may not even write to it.
  }
  return { names: Object.keys(bridge), foreign, replaced }
}

/** Runs in a page: what a listener is handed, by kind. */
async function listenOnce(name: string): Promise<string[]> {
  const bridge = window.countersign as unknown as Record<
    string,
    (listener: (...values: unknown[]) => void) => void
  >
  const values = await new Promise<unknown[]>((resolve) => bridge[name]?.((...all) => resolve(all)))
  return values.map((value) =>
    Object.getPrototypeOf(value) === Object.prototype ? String(value) : 'foreign',
  )
}
