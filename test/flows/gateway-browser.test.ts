// Attacks the gateway from real web pages in Chromium: by every way a page has, from another origin and by a rebound name.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openGateway, secretOf } from '../gateway/gateway-world.ts'
import { launchChromium } from '../renderer/gallery/pages.ts'

/** What arrived at the gateway, and what it was answered. */
interface Arrival {
  readonly vector: string
  readonly host: string
  readonly method: string
  readonly origin: string | null
  readonly status: number
  readonly cors: boolean
}

/** Hears every answer of this process's HTTP server on that port. */
function watchArrivals(port: number): Arrival[] {
  const arrivals: Arrival[] = []
  const hear = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (request.socket.localPort !== port) return
    arrivals.push({
      vector: /[^/?]*(?=\??$)/.exec(request.url ?? '')?.[0] ?? '',
      host: request.headers.host ?? '',
      method: request.method ?? '',
      origin: request.headers.origin ?? null,
      status: response.statusCode,
      cors: response.getHeaderNames().some((name) => name.startsWith('access-control')),
    })
  }
  subscribe('http.server.response.finish', hear)
  onTestFinished(() => void unsubscribe('http.server.response.finish', hear))
  return arrivals
}

/** A page of somebody else on this computer, which the browser takes for one of the internet. */
async function serveEvilPage(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>evil</title>')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

function open(evilPort: number, feature: string): Promise<Browser> {
  return launchChromium([
    '--host-resolver-rules=MAP evil.test 127.0.0.1, MAP rebind.test 127.0.0.1',
    `--ip-address-space-overrides=127.0.0.1:${evilPort}=public`,
    feature,
  ])
}

const vectors = [
  'fetch-cors',
  'fetch-plain',
  'fetch-opaque',
  'fetch-secret',
  'fetch-get',
  'xhr',
  'beacon',
  'form-post',
  'form-get',
  'image',
  'script',
  'style',
  'event-source',
  'web-socket',
  'frame',
  'sandboxed',
  'worker',
  'media',
] as const

/** Runs in the page: every way at once, each with its name in the path. Tells which of them could read anything. */
async function attack({
  base,
  secret,
  names,
}: {
  base: string
  secret: string
  names: readonly string[]
}) {
  const read: string[] = []
  const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
  const soon = (run: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, 2_000)
      run(resolve)
    })
  const element = (tag: string, facts: object): Promise<void> =>
    soon((done) => {
      const made = Object.assign(document.createElement(tag), facts)
      made.addEventListener('load', done)
      made.addEventListener('error', done)
      document.body.append(made)
    })
  const ask = async (name: string, init: RequestInit): Promise<void> => {
    const answer = await fetch(`${base}/mcp/${name}`, init).catch(() => null)
    if (answer !== null && answer.type !== 'opaque') read.push(name)
  }
  const submit = (name: string, method: string, enctype: string): Promise<void> =>
    soon((done) => {
      const frame = Object.assign(document.createElement('iframe'), { name: `frame-${name}` })
      const form = Object.assign(document.createElement('form'), {
        action: `${base}/mcp/${name}`,
        method,
        enctype,
        target: frame.name,
      })
      document.body.append(frame, form)
      form.submit()
      frame.addEventListener('load', done)
    })
  const json = { 'content-type': 'application/json' }
  const plain = { 'content-type': 'text/plain' }
  const script = `fetch('${base}/mcp/NAME', { method: 'POST', mode: 'no-cors', body: '{}' })`
  const ways: Record<string, (name: string) => Promise<void>> = {
    'fetch-cors': (name) => ask(name, { method: 'POST', body, headers: json }),
    'fetch-plain': (name) => ask(name, { method: 'POST', body, headers: plain }),
    'fetch-opaque': (name) => ask(name, { method: 'POST', body, mode: 'no-cors' }),
    'fetch-secret': (name) =>
      ask(name, { method: 'POST', body, headers: { ...json, authorization: `Bearer ${secret}` } }),
    'fetch-get': (name) => ask(name, { credentials: 'include' }),
    xhr: (name) =>
      soon((done) => {
        const request = new XMLHttpRequest()
        request.open('POST', `${base}/mcp/${name}`)
        request.onloadend = () => {
          if (request.status !== 0) read.push(name)
          done()
        }
        request.send(body)
      }),
    beacon: async (name) => void navigator.sendBeacon(`${base}/mcp/${name}`, body),
    'form-post': (name) => submit(name, 'post', 'text/plain'),
    'form-get': (name) => submit(name, 'get', ''),
    image: (name) => element('img', { src: `${base}/mcp/${name}` }),
    script: (name) => element('script', { src: `${base}/mcp/${name}` }),
    style: (name) => element('link', { rel: 'stylesheet', href: `${base}/mcp/${name}` }),
    media: (name) => element('video', { src: `${base}/mcp/${name}` }),
    'event-source': (name) =>
      soon((done) => {
        const source = new EventSource(`${base}/mcp/${name}`)
        source.onopen = () => void read.push(name)
        source.onerror = () => {
          source.close()
          done()
        }
      }),
    'web-socket': (name) =>
      soon((done) => {
        const socket = new WebSocket(`${base.replace('http', 'ws')}/mcp/${name}`)
        socket.onopen = () => void read.push(name)
        socket.onclose = () => done()
      }),
    frame: (name) => element('iframe', { src: `${base}/mcp/${name}` }),
    sandboxed: (name) =>
      soon((done) => {
        const frame = document.createElement('iframe')
        frame.setAttribute('sandbox', 'allow-scripts')
        const then = `.finally(() => parent.postMessage('${name}', '*'))`
        frame.srcdoc = `<script>${script.replace('NAME', name)}.catch(() => 0)${then}</script>`
        addEventListener('message', (event) => event.data === name && done())
        document.body.append(frame)
      }),
    worker: (name) =>
      soon((done) => {
        const lines = `${script.replace('NAME', name)}.catch(() => 0).finally(() => postMessage(0))`
        const worker = new Worker(URL.createObjectURL(new Blob([lines])))
        worker.onmessage = () => done()
      }),
  }
  await Promise.all(names.map(async (name) => await ways[name]?.(name)))
  return read
}

const modes = [
  { mode: 'with', feature: '--enable-features=LocalNetworkAccessChecks' },
  { mode: 'without', feature: '--disable-features=LocalNetworkAccessChecks' },
] as const

describe.each(modes)('$mode local network access enforced', ({ mode, feature }) => {
  let evil: Server
  let browser: Browser
  beforeAll(async () => {
    evil = await serveEvilPage()
    browser = await open(portOf(evil), feature)
  })
  afterAll(async () => {
    await browser.close()
    evil.closeAllConnections()
    evil.close()
  })

  it(`[GWE-02] no page gets past origin and site, by ${vectors.length} ways and 4 names, with the secret too`, async () => {
    const world = await openGateway()
    const port = world.port()
    const arrivals = watchArrivals(port)
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `rebind.test:${port}`]
    const attacks = hosts.map(async (host) => {
      const page = await browser.newPage()
      await page.goto(`http://evil.test:${portOf(evil)}/`)
      const wanted = { base: `http://${host}`, secret: secretOf('ada'), names: vectors }
      return await page.evaluate(attack, wanted)
    })
    // Dies if: an Origin is allowed, answered with a header of CORS, or only looked at for POST.
    expect((await Promise.all(attacks)).flat()).toEqual([])
    if (mode === 'without') await vi.waitFor(() => expectReached(arrivals, hosts), 20_000)
    expect(world.seen).toEqual([])
    expect(arrivals.filter(({ cors }) => cors)).toEqual([])
    // 403, or 400 for a handshake or a query: nothing came as far as the secret.
    const malformed = new Set<string>(['web-socket', 'form-get'])
    const further = arrivals.filter(
      ({ vector, status }) => status !== 403 && !(malformed.has(vector) && status === 400),
    )
    // Dies if: Sec-Fetch-Site is not looked at: images, frames and forms come without an Origin.
    expect(further).toEqual([])
  })

  it('[GWE-01] a page whose name was rebound to this computer gets nothing, with the secret too', async () => {
    const world = await openGateway()
    const port = world.port()
    const arrivals = watchArrivals(port)
    const page = await browser.newPage()
    const own = `http://rebind.test:${port}`
    // The page comes from the attacker's server; from then on the name leads to this computer.
    await page.route(`${own}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>rebind</title>' }),
    )
    await page.goto(`${own}/`)
    const statuses = await page.evaluate(async (secret) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
      const asks = [
        fetch('/mcp', { headers }),
        fetch('/mcp', { method: 'POST', body: '{}', headers }),
        fetch('/mcp', { method: 'DELETE', headers }),
        fetch('/mcp'),
      ]
      return await Promise.all(
        asks.map((asked) =>
          asked.then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      )
    }, secretOf('ada'))
    expect(world.seen).toEqual([])
    expect(statuses.filter((status) => status !== 0 && status !== 403)).toEqual([])
    if (mode === 'without') {
      // Dies if: the Host is not compared: these are of one origin, and a GET comes without any mark of a page.
      expect(statuses).toEqual([403, 403, 403, 403])
      expect(arrivals.map(({ host }) => host)).toContain(`rebind.test:${port}`)
    }
    // What the person types is no attack, and comes as far as the secret.
    const typed = await page.goto(`http://127.0.0.1:${port}/mcp`)
    expect(typed?.status()).toBe(401)
  })
})

/** The attack was one: where nothing else stood before the gateway, its requests arrived. */
function expectReached(arrivals: readonly Arrival[], hosts: readonly string[]): void {
  const cells = new Set(arrivals.map(({ host, vector }) => `${host} ${vector}`))
  expect(vectors.filter((vector) => !cells.has(`${hosts[0] ?? ''} ${vector}`))).toEqual([])
  expect(cells.size).toBeGreaterThanOrEqual(vectors.length * 3)
  expect(arrivals.some(({ origin }) => origin === 'null')).toBe(true)
  expect(arrivals.some(({ origin, method }) => origin === null && method === 'GET')).toBe(true)
}
