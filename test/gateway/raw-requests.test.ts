// Sends hostile requests as bytes, by Host and by what a page would send with them: only a plain client passes.
import { describe, expect, it } from 'vitest'
import { openGateway, soundFields } from './gateway-world.ts'
import { body, expectRefused, post, withField, type Field } from './raw-checks.ts'
import { buildRequest, sendRaw, type Fields } from './raw-client.ts'

describe('the host', () => {
  it('[GWE-01] answers to its three own names with its port', async () => {
    const world = await openGateway()
    const port = world.port()
    for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]) {
      const request = post([...withField(port, 'Host', host), ['Connection', 'close']])
      expect((await sendRaw(port, request)).status).toBe(200)
    }
    expect(world.seen).toHaveLength(3)
  })

  it('[GWE-01] refuses every other Host, so that no name can be made to lead here', async () => {
    const world = await openGateway()
    const port = world.port()
    const hosts = [
      `rebind.test:${port}`,
      `localhost.evil:${port}`,
      `127.0.0.1.nip.io:${port}`,
      `127.0.0.1.:${port}`,
      `localhost.:${port}`,
      `LOCALHOST:${port}`,
      `0.0.0.0:${port}`,
      `[::]:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `[0:0:0:0:0:0:0:1]:${port}`,
      `::1:${port}`,
      `127.1:${port}`,
      `2130706433:${port}`,
      `0x7f.0.0.1:${port}`,
      `127.0.0.2:${port}`,
      `user@127.0.0.1:${port}`,
      `127.0.0.1:${port}:${port}`,
      `127.0.0.1:0${port}`,
      `127.0.0.1:${port + 1}`,
      '127.0.0.1',
      'localhost',
      '[::1]',
      `127.0.0.1:${port}, rebind.test`,
      '',
    ]
    // Dies if: the port is not compared, the end of the name is not, or the Host is only looked at with an Origin.
    for (const host of hosts) {
      expectRefused(world, await sendRaw(port, post(withField(port, 'Host', host))))
    }
  })

  it('[GWE-01] refuses none, two, an absolute target, and HTTP/1.0', async () => {
    const world = await openGateway()
    const port = world.port()
    const own = `127.0.0.1:${port}`
    const sound = soundFields(port, body)
    // Dies if: the first of two is taken (Node drops the second from `headers`).
    expectRefused(
      world,
      await sendRaw(port, post(withField(port, 'Host', own, 'rebind.test'))),
      403,
    )
    expectRefused(world, await sendRaw(port, post(withField(port, 'Host', own, own))), 403)
    expectRefused(world, await sendRaw(port, post(withField(port, 'Host'))), 400)
    for (const line of [
      `POST http://${own}/mcp HTTP/1.1`,
      'POST http://rebind.test/mcp HTTP/1.1',
      `POST //${own}/mcp HTTP/1.1`,
      'POST mcp HTTP/1.1',
      'POST * HTTP/1.1',
      'POST /mcp HTTP/1.0',
      'POST /mcp HTTP/1.2',
      'POST /mcp HTTP/2.0',
      'POST /mcp',
    ]) {
      expectRefused(world, await sendRaw(port, buildRequest(line, sound, body)))
    }
  })
})

describe('what a page sends', () => {
  it('[GWE-02] refuses any Origin and any site, with a secret too', async () => {
    const world = await openGateway()
    const port = world.port()
    const own = soundFields(port, body)
    const marks: Fields = [
      ['Origin', 'https://evil.example'],
      ['Origin', 'null'],
      ['Origin', ''],
      ['Origin', `http://127.0.0.1:${port}`],
      ['Origin', `http://localhost:${port}`],
      ['Origin', 'http://localhost:3000'],
      ['Origin', 'chrome-extension://abcdefghijklmnop'],
      ['Origin', 'vscode-webview://abc'],
      ['Origin', 'file://'],
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Site', 'same-site'],
      ['Sec-Fetch-Site', 'same-origin'],
      ['Sec-Fetch-Site', ''],
      ['sec-fetch-site', 'None'],
    ]
    // Dies if: an Origin is compared with a list, or one that is empty or `null` counts as none.
    for (const mark of marks) {
      expectRefused(world, await sendRaw(port, post([...own, mark])), 403)
    }
    const twice: Fields = [...own, ['Sec-Fetch-Site', 'none'], ['Sec-Fetch-Site', 'none']]
    expectRefused(world, await sendRaw(port, post(twice)), 403)
    const preflight = buildRequest('OPTIONS /mcp HTTP/1.1', [
      ['Host', `127.0.0.1:${port}`],
      ['Access-Control-Request-Method', 'POST'],
    ])
    expectRefused(world, await sendRaw(port, preflight), 403)
  })

  it('[GWE-02] sees an Origin behind two thousand other headers', async () => {
    const world = await openGateway()
    const port = world.port()
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789_-!#$%&*+.|~']
    const names = letters.flatMap((one) => letters.map((other) => `${one}${other}`)).slice(0, 2_050)
    const many = names.filter((name) => name !== 'te').map((name) => `${name}:`)
    const head = post([...soundFields(port, body), ['Origin', 'null']])
    const [line = '', ...rest] = head.split('\r\n')
    // Dies if: Node's own bound on the number of headers stays: it drops what comes after without a word.
    const answer = await sendRaw(
      port,
      [line, ...rest.slice(0, 4), ...many, ...rest.slice(4)].join('\r\n'),
    )
    expectRefused(world, answer, 403)
  })

  it('[GWE-02] refuses before the body: what is announced and never sent is not waited for', async () => {
    const world = await openGateway()
    const port = world.port()
    const announced: Field = ['Content-Length', '4000000']
    const head = [...withField(port, 'Content-Length').slice(), announced]
    // Dies if: the body is read before origin, Host or secret are looked at: no answer would come.
    const page = await sendRaw(port, post([...head, ['Origin', 'null']], ''), { until: hasBody })
    expect(page.status).toBe(403)
    const wrong = head.map(([name, value]): Field =>
      name === 'Authorization' ? [name, 'Bearer wrong'] : [name, value],
    )
    const stranger = await sendRaw(port, post(wrong, ''), { until: hasBody })
    expect(stranger.status).toBe(401)
    expect(world.seen).toEqual([])
  })
})

const hasBody = (raw: string): boolean => raw.includes('"id":null}')
