// Opens the page of a wait inside the real app, answers it there, and attacks the view from the page.
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { writeFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../flows/until.ts'
import { startImpostor } from './impostor.ts'
import { startHostileServer, type HostileServer } from './hostile-server.ts'
import { findPage } from './running-app.ts'
import { Stage } from './stage.ts'

const sentence = 'Share "Board minutes" with Weber'
const title = 'Share “Board minutes” with Weber'
const second = 'Share “Board minutes” with Novak'
let stage: Stage
let hostile: HostileServer
let page: Page
let bar: Page

beforeAll(async () => {
  hostile = await startHostileServer()
  stage = await Stage.connected()
})
afterAll(async () => {
  await stage.stop()
  hostile.stop()
})

const confirmVisits = (): number =>
  stage.sandbox.world.record.requests.filter(({ path: at }) => at.startsWith('/confirm/')).length

function barWords(): Promise<{ host: string; connection: string; warning: string; offer: string }> {
  return bar.evaluate(() => {
    const words = (id: string): string => {
      const element = document.getElementById(id)
      return element === null || element.closest('[hidden]') !== null
        ? ''
        : (element.textContent ?? '')
    }
    return {
      host: words('host-main'),
      connection: words('connection'),
      warning: words('warning'),
      offer: words('offer-address'),
    }
  })
}

/** By its whole name: news about it begins with other words. */
async function openWait(name: string): Promise<void> {
  await stage.person.goTo('Inbox')
  const { app } = stage.running
  await app.getByRole('list', { name: 'Waiting for others' }).getByText(name).click()
  await app.getByRole('heading', { name, exact: true }).waitFor()
}

async function openTheView(): Promise<void> {
  const { app, electron } = stage.running
  await app.getByRole('button', { name: /^Open at localhost/ }).click()
  page = await findPage(electron, `${stage.sandbox.issuer}/confirm/`)
  bar = await findPage(electron, 'app://interaction-bar/')
}

// Dies if: the page is fetched ahead, or its address is cut or named by its title.
test('[VIEW-21] the wait names the whole address, and nothing is fetched before the press', async () => {
  const { person, running } = stage
  await person.giveTask(sentence)
  await person.openQuestion(title)
  await person.approveWithNumber()
  await stage.overview('the wait', ({ waits }) =>
    waits.some((wait) => wait.state === 'waiting_interaction'),
  )
  await openWait(title)
  const { waits } = await stage.loadOverview()
  const address = waits[0]?.interactionAddress ?? ''
  expect(address).toContain(`${stage.sandbox.issuer}/confirm/`)
  expect(waits[0]?.interactionOpensInside).toBe(true)
  await running.app.getByRole('group', { name: 'The whole address' }).waitFor()
  const shown = await running.app.getByRole('group', { name: 'The whole address' }).innerText()
  expect(shown.replaceAll(/\s/g, '')).toBe(address)
  expect(confirmVisits()).toBe(0)
})

test('[VIEW-26] the page opens under a bar that says whose it is and that nothing is encrypted', async () => {
  await openTheView()
  await page.getByText('Do you want this?').waitFor()
  expect(confirmVisits()).toBe(1)
  const { host } = new URL(stage.sandbox.issuer)
  await until('the bar', async () => (await barWords()).host === host)
  expect(await barWords()).toEqual({
    host,
    connection: 'On this computer, not encrypted.',
    warning: '',
    offer: '',
  })
  await keepPicture('open')
})

// Dies if: the page gets a preload, or a session with something in it.
test('[VIEW-24] the page has nothing of ours: no bridge, no Node, no permission, no dialog', async () => {
  const found = await page.evaluate(async () => ({
    ours: Object.keys(window).filter((name) => /countersign|require|process|electron/i.test(name)),
    notifications: await Notification.requestPermission(),
    cookies: document.cookie,
    alerted: (() => {
      alert('I am Countersign')
      return confirm('Approve?')
    })(),
  }))
  expect(found).toEqual({ ours: [], notifications: 'denied', cookies: '', alerted: false })
})

// Dies if: the proxy lets the page reach another address of this computer, or the session has another way out.
test('[VIEW-23] the page reaches nothing else on this computer', async () => {
  // Else the page's own policy would refuse, and nothing would be proved.
  const tools = await page.context().newCDPSession(page)
  await tools.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
  const results = await page.evaluate(
    async ([own = '', other = '']) => {
      const attempt = (address: string): Promise<string> =>
        fetch(address, { mode: 'no-cors' }).then(
          (answer) => `${answer.type} ${String(answer.status)}`,
          () => 'refused',
        )
      const socket = (address: string): Promise<string> =>
        new Promise((resolve) => {
          const one = new WebSocket(address)
          one.addEventListener('open', () => resolve('open'))
          one.addEventListener('error', () => resolve('refused'))
        })
      const image = (address: string): Promise<string> =>
        new Promise((resolve) => {
          const one = new Image()
          one.addEventListener('load', () => resolve('loaded'))
          one.addEventListener('error', () => resolve('refused'))
          one.src = address
        })
      navigator.sendBeacon(`${other}/beacon`, 'x')
      return {
        own: await fetch(own).then(
          ({ status }) => status,
          () => 0,
        ),
        other: await attempt(`${other}/fetch`),
        byName: await attempt(`${other.replace('127.0.0.1', 'localhost')}/fetch`),
        image: await image(`${other}/image`),
        socket: await socket(`${other.replace('http', 'ws')}/socket`),
        private: await attempt('http://192.168.0.1/'),
        metadata: await attempt('http://169.254.169.254/latest/meta-data'),
        encrypted: await attempt(`https://127.0.0.1:${new URL(other).port}/`),
      }
    },
    [page.url(), hostile.origin],
  )
  expect(results).toMatchObject({ own: 200, image: 'refused', socket: 'refused' })
  expect(results.encrypted).toBe('refused')
  // What the proxy itself answers is all such a request can get.
  const { other, byName, private: inside, metadata } = results
  expect([other, byName, inside, metadata]).toEqual(Array(4).fill('opaque 0'))
  expect(hostile.requests).toEqual([])
})

test('[VIEW-23] nothing else can use its proxy: no other session, no other program', async () => {
  const answers = await stage.running.electron.evaluate(
    async ({ session, webContents }, elsewhere) => {
      const inside = webContents.getAllWebContents().find((one) => /\/confirm\//.test(one.getURL()))
      const way = await inside?.session.resolveProxy('https://bank.example/')
      const stranger = session.fromPartition('a-stranger')
      await stranger.setProxy({
        mode: 'fixed_servers',
        proxyRules: (way ?? '').replace('PROXY ', 'http://'),
        proxyBypassRules: '<-loopback>',
      })
      const direct = await session.defaultSession
        .fetch(elsewhere)
        .then(() => 'answered')
        .catch(String)
      const byProxy = await stranger
        .fetch(inside?.getURL() ?? '')
        .then(({ status }) => String(status))
        .catch(String)
      return { way, direct, byProxy }
    },
    hostile.origin,
  )
  expect(answers.way).toMatch(/^PROXY [a-z0-9]+\.invalid:\d+$/)
  expect(answers.direct).toContain('ERR_NAME_NOT_RESOLVED')
  // Dies if: the proxy does not ask who it is.
  expect(answers.byProxy).not.toBe('200')
  const port = /:(\d+)$/.exec(answers.way ?? '')?.[1] ?? ''
  const [answer] = (await once(get(`http://127.0.0.1:${port}/`), 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(407)
})

// Dies if: a window opens, or the page leaves for an address in clear, another scheme or another program.
test('[VIEW-24] windows, files and other schemes are not opened; windows are offered for the browser', async () => {
  const before = await countWindows()
  await page.evaluate(() => void window.open('https://other.example/path?x=1'))
  await until(
    'the offer',
    async () => (await barWords()).offer === 'https://other.example/path?x=1',
  )
  await keepPicture('offer')
  await bar.getByRole('button', { name: 'Dismiss' }).click()
  await until('no offer', async () => (await barWords()).offer === '')
  const address = page.url()
  for (const place of [`${hostile.origin}/gone`, 'data:text/html,x', 'file:///etc/passwd']) {
    await page.evaluate((to) => {
      location.href = to
    }, place)
  }
  await until('the words', async () => (await barWords()).warning.includes('It was not opened'))
  await keepPicture('blocked')
  expect(page.url()).toBe(address)
  expect([await countWindows(), hostile.requests]).toEqual([before, []])
})

test('[VIEW-22] led to another host, the bar says so, and that its certificate is not valid', async () => {
  await page.evaluate(
    (to) => {
      location.href = to
    },
    `https://127.0.0.1:${new URL(hostile.origin).port}/`,
  )
  await until('the warning', async () => (await barWords()).warning.includes('led away'))
  const words = await barWords()
  expect(words.host).toBe(new URL(hostile.origin).host)
  expect(words.connection).toContain('could not be reached')
  await keepPicture('foreign')
  await bar.getByRole('button', { name: 'Back' }).click()
  await page.getByText('Do you want this?').waitFor()
  await until('the way back', async () => (await barWords()).warning === '')
})

// Dies if: a certificate error is let pass, or what failed is not named.
test('[VIEW-25] a certificate that is not valid is refused, and said in the bar', async () => {
  const server = await startImpostor()
  try {
    await stage.running.electron.evaluate(async ({ webContents }, port) => {
      const inside = webContents.getAllWebContents().find((one) => /\/confirm\//.test(one.getURL()))
      const way = (await inside?.session.resolveProxy('https://x.example/')) ?? ''
      // Stands in for the internet: a proxy that leads every name to one server.
      const proxyRules = way.replace('PROXY ', 'http://').replace(/\d+$/, String(port))
      await inside?.session.setProxy({ mode: 'fixed_servers', proxyRules })
    }, server.port)
    await page.evaluate(() => {
      location.href = 'https://www.harbor.example/'
    })
    await until('the words', async () => (await barWords()).connection.includes('is not valid'))
    const words = await barWords()
    expect(words.connection).toMatch(/www\.harbor\.example .*ERR_CERT_AUTHORITY_INVALID/)
    expect([words.host, server.requests]).toEqual(['harbor.example', []])
    await keepPicture('certificate')
  } finally {
    server.stop()
  }
  await bar.getByRole('button', { name: 'Close' }).click()
  await until('the view to close', async () => bar.isClosed())
  await openTheView()
  await page.getByText('Do you want this?').waitFor()
})

// Dies if: the bar's verbs reach the queue, or the view's page can send one.
test('[VIEW-26] answered there, the call goes on waiting and runs; the view closes with the wait', async () => {
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Thank you.').waitFor()
  await until('the desk', async () => (await stage.control.state()).pending.length === 1)
  await stage.control.approve((await stage.control.state()).pending[0]?.id ?? '')
  const { calls } = await stage.task(sentence, (_, { state }) => state === 'done')
  expect(calls.map(({ state }) => state)).toEqual(['done'])
  expect(stage.runs('share_document', {})).toBe(1)
  await until('the view to close', async () => page.isClosed() && bar.isClosed())
})

test('[VIEW-25] a page that crashes is said in the bar, and comes back by a press', async () => {
  const { person, running } = stage
  await person.giveTask('Share "Board minutes" with Novak')
  await person.openQuestion(second)
  await person.approveWithNumber()
  await openWait(second)
  await openTheView()
  await running.electron.evaluate(({ webContents }) => {
    const inside = webContents.getAllWebContents().find((one) => /\/confirm\//.test(one.getURL()))
    inside?.forcefullyCrashRenderer()
  })
  await until('the words', async () => (await barWords()).connection.includes('crashed'))
  await bar.getByRole('button', { name: 'Reload' }).click()
  await until('the page', async () => (await barWords()).connection.startsWith('On this computer'))
  await bar.getByRole('button', { name: 'Close' }).click()
  await until('the bar to close', async () => bar.isClosed())
  const { waits } = await stage.loadOverview()
  // Dies if: closing the view is taken for an answer.
  expect(waits).toHaveLength(1)
  expect(
    await running.electron.evaluate(({ BaseWindow }) => BaseWindow.getAllWindows().length),
  ).toBe(1)
})

// Dies if: a mark that was taken back still opens pages inside.
test('[VIEW-20] without the mark it opens in the system browser', async () => {
  const { app } = stage.running
  await stage.person.goTo('Connections')
  await app.locator('.item', { hasText: 'Harbor' }).first().click()
  await app.getByRole('button', { name: 'Stop treating as first-party' }).click()
  await stage.overview('the mark gone', ({ connections }) =>
    connections.every(({ firstParty }) => !firstParty),
  )
  const { waits } = await stage.loadOverview()
  expect(waits[0]?.interactionOpensInside).toBe(false)
  await openWait(second)
  await app.getByRole('button', { name: /^Open at localhost/ }).click()
  await delay(1_000)
  expect(await countWindows()).toBe(1)
})

test('[VIEW-24] nothing secret leaked, no rule was broken, no page complained', async () => {
  // What Chromium asked for is this time the page's own doing, and answered for above.
  const found = (await stage.check()).filter((one) => !one.startsWith('Chromium asked for'))
  expect(found).toEqual([])
  expect(stage.running.problems).toEqual([])
})

function countWindows(): Promise<number> {
  return stage.running.electron.evaluate(({ BaseWindow }) => BaseWindow.getAllWindows().length)
}

/** What the person sees, both parts of it. */
async function keepPicture(name: string): Promise<void> {
  const parts = await stage.running.electron.evaluate(async ({ webContents }) => {
    const shown = webContents
      .getAllWebContents()
      .filter((one) => /interaction-bar|\/confirm\/|127\.0\.0\.1/.test(one.getURL()))
    return Promise.all(
      shown.map(async (one) => (await one.capturePage()).toPNG().toString('base64')),
    )
  })
  const folder = path.resolve('out/gallery')
  mkdirSync(folder, { recursive: true })
  for (const [index, part] of parts.entries()) {
    const file = path.join(folder, `interaction-view-${name}-${String(index)}.png`)
    writeFileSync(file, Buffer.from(part, 'base64'))
  }
}
