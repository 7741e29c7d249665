// Sends hostile requests as bytes: by Host, origin, secret, framing and body; what passes is only what a plain client sends.
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  openGateway,
  secretOf,
  soundFields,
  soundRequest,
  type GatewayWorld,
} from './gateway-world.ts'
import { buildRequest, sendRaw, type Fields, type RawAnswer } from './raw-client.ts'

const body = '{"a":1}'
type Field = readonly [string, string]

/** The sound fields with those of `name` replaced. */
const withField = (port: number, name: string, ...values: string[]): Fields => [
  ...values.map((value): Field => [name, value]),
  ...soundFields(port, body).filter(([each]) => each !== name),
]
const post = (fields: Fields, content = body): string =>
  buildRequest('POST /mcp HTTP/1.1', fields, content)

function expectRefused(world: GatewayWorld, answer: RawAnswer, status?: number): void {
  expect(world.seen).toEqual([])
  expect(answer.closed).toBe(true)
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  if (status !== undefined) expect(answer.status).toBe(status)
  else expect(answer.status >= 400 || answer.status === 0).toBe(true)
}

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

describe('the secret', () => {
  it('[GWE-03] takes one known secret in one Authorization header and nothing else', async () => {
    const world = await openGateway({ limits: { wrongBurst: 100 } })
    const port = world.port()
    const secret = secretOf('ada')
    const wrong: string[][] = [
      [],
      [''],
      ['Bearer'],
      ['Bearer '],
      [`Bearer  ${secret}`],
      [`Bearer ${secret} `, `Bearer ${secret}`],
      [`Bearer ${secret}`, 'Bearer other'],
      [`Bearer ${secret.toUpperCase()}`],
      [`Bearer ${secret.slice(0, -1)}`],
      [`Bearer ${secret}x`],
      [`Bearer ${secret},Bearer ${secret}`],
      [`Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`],
      [`DPoP ${secret}`],
      [secret],
      ['Bearer eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2FzIn0.c2ln'],
      [`Bearer ${'a'.repeat(600)}`],
    ]
    // Dies if: the first of two counts, the comparison ignores case, or a prefix is enough.
    for (const values of wrong) {
      const answer = await sendRaw(port, post(withField(port, 'Authorization', ...values)))
      expectRefused(world, answer, 401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Countersign"')
      expect(answer.raw).not.toContain(secret)
    }
    const huge = withField(port, 'Authorization', `Bearer ${'a'.repeat(1_000_000)}`)
    expectRefused(world, await sendRaw(port, post(huge)))
  })

  it('[GWE-03] takes none from the query, a cookie, another header or a session id', async () => {
    const world = await openGateway({ limits: { wrongBurst: 100 } })
    const port = world.port()
    const secret = secretOf('ada')
    const bare = withField(port, 'Authorization')
    for (const name of ['access_token', 'token', 'secret', 'key']) {
      const line = `POST /mcp?${name}=${secret} HTTP/1.1`
      // Dies if: a token is looked for in the query, or the query is dropped when the path is compared.
      expectRefused(world, await sendRaw(port, buildRequest(line, bare, body)), 400)
      expectRefused(
        world,
        await sendRaw(port, buildRequest(line, soundFields(port, body), body)),
        400,
      )
    }
    for (const [name, value] of [
      ['Cookie', `secret=${secret}`],
      ['X-Api-Key', secret],
      ['Mcp-Session-Id', secret],
    ] as const) {
      expectRefused(world, await sendRaw(port, post([...bare, [name, value]])), 401)
    }
    expectRefused(
      world,
      await sendRaw(port, post([...bare, ['Proxy-Authorization', `Bearer ${secret}`]])),
      400,
    )
  })

  it('[GWE-03] tells nobody without a secret what is there', async () => {
    const world = await openGateway()
    const port = world.port()
    const bare = withField(port, 'Authorization')
    for (const path of ['/mcp', '/hook', '/', '/admin', '/.well-known/oauth-protected-resource']) {
      // Dies if: the path is looked at before the secret.
      const answer = await sendRaw(port, buildRequest(`GET ${path} HTTP/1.1`, bare.slice(0, 1)))
      expectRefused(world, answer, 401)
    }
    const known = soundFields(port, body)
    for (const path of ['/', '/admin', '/mcp/', '/MCP', '/%6dcp', '/mcp/../mcp', '/./mcp']) {
      const request = buildRequest(`POST ${path} HTTP/1.1`, known, body)
      expectRefused(world, await sendRaw(port, request))
    }
  })

  it('[GWE-03] keeps the secret from the handler', async () => {
    const world = await openGateway()
    const port = world.port()
    const fields: Fields = [
      ...soundFields(port, body),
      ['Connection', 'close'],
      ['Cookie', 'a=b'],
      ['Mcp-Method', 'tools/call'],
    ]
    await sendRaw(port, post(fields))
    const headers = world.seen[0]?.headers
    expect(headers?.get('mcp-method')).toBe('tools/call')
    expect(headers?.get('authorization')).toBe(null)
    expect(headers?.get('cookie')).toBe(null)
    expect(JSON.stringify(world.seen[0])).not.toContain(secretOf('ada'))
  })
})

describe('the framing', () => {
  it('[GWE-07] refuses and closes what two readers could read as two things', async () => {
    const world = await openGateway()
    const port = world.port()
    const sound = soundFields(port, body)
    const bare = withField(port, 'Content-Length')
    const chunked: Field = ['Transfer-Encoding', 'chunked']
    const chunks = `7\r\n${body}\r\n0\r\n\r\n`
    const bad: (readonly [string, string])[] = [
      ['CL and TE', post([...sound, chunked], chunks)],
      ['TE and CL', post([chunked, ...sound], chunks)],
      ['two CL', post(withField(port, 'Content-Length', '7', '8'))],
      ['two CL alike', post(withField(port, 'Content-Length', '7', '7'))],
      ['CL list', post(withField(port, 'Content-Length', '7, 7'))],
      ['CL signed', post(withField(port, 'Content-Length', '+7'))],
      ['CL negative', post(withField(port, 'Content-Length', '-7'))],
      ['CL hexadecimal', post(withField(port, 'Content-Length', '0x7'))],
      ['CL too long', post(withField(port, 'Content-Length', '99999999999999999999'))],
      ['TE twice', post([...bare, chunked, chunked], chunks)],
      ['TE list', post([...bare, ['Transfer-Encoding', 'gzip, chunked']], chunks)],
      ['TE other', post([...bare, ['Transfer-Encoding', 'identity']], chunks)],
      ['TE hidden', post([...bare, ['Transfer-Encoding', 'xchunked']], chunks)],
      ['TE spaced', post([...bare, ['Transfer-Encoding ', 'chunked']], chunks)],
      ['chunk size', post([...bare, chunked], `zz\r\n${body}\r\n0\r\n\r\n`)],
      ['chunk size negative', post([...bare, chunked], `-7\r\n${body}\r\n0\r\n\r\n`)],
      ['chunk size huge', post([...bare, chunked], `fffffffffffffffff\r\n${body}`)],
      ['chunk end', post([...bare, chunked], `7\r\n${body}XX0\r\n\r\n`)],
      ['chunk by LF', post([...bare, chunked], `7\n${body}\n0\n\n`)],
      ['CR alone', post([...sound, ['X-A', 'b\rc']])],
      ['LF lines', post(sound).replaceAll('\r\n', '\n')],
      ['obs-fold', post([...sound, ['X-A', 'b\r\n c']])],
      ['obs-fold by tab', post([['X-A', 'b\r\n\tc'], ...sound])],
      ['NUL in header', post([...sound, ['X-A', 'b\0c']])],
      ['space in name', post([...sound, ['X A', 'b']])],
      ['space before colon', post([...sound, ['X-A ', 'b']])],
      ['no colon', post(sound).replace('Content-Type:', 'Content-Type')],
      ['space before line', ` ${post(sound)}`],
      ['bad method', post(sound).replace('POST', 'PO\tST')],
      ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ]
    for (const [name, request] of bad) {
      const answer = await sendRaw(port, Buffer.from(request, 'latin1'))
      // Dies if: the parser is lenient, or both lengths are let through to whoever reads next.
      expect([name, answer.closed, world.seen.length]).toEqual([name, true, 0])
      expect([name, answer.status]).toEqual([name, 400])
    }
  })

  it('[GWE-07] refuses what is for a hop, another protocol, or no method of ours', async () => {
    const world = await openGateway()
    const port = world.port()
    const sound = soundFields(port, body)
    const extras: (readonly [Fields, number])[] = [
      [
        [
          ['Connection', 'upgrade'],
          ['Upgrade', 'websocket'],
        ],
        400,
      ],
      [
        [
          ['Upgrade', 'h2c'],
          ['HTTP2-Settings', 'AAMAAABkAAQAoAAAAAIAAAAA'],
          ['Connection', 'Upgrade, HTTP2-Settings'],
        ],
        400,
      ],
      [[['Connection', 'keep-alive, Host']], 400],
      [[['Connection', 'authorization']], 400],
      [[['TE', 'trailers']], 400],
      [[['Trailer', 'Host']], 400],
      [[['Proxy-Connection', 'keep-alive']], 400],
      [[['Keep-Alive', 'timeout=600']], 400],
      [
        [
          ['Mcp-Method', 'tools/list'],
          ['Mcp-Method', 'tools/call'],
        ],
        400,
      ],
      [[['Content-Type', 'text/plain']], 400],
      [[['Expect', '100-continue']], 417],
      [[['Expect', 'something']], 417],
    ]
    for (const [fields, status] of extras) {
      const answer = await sendRaw(port, post([...sound, ...fields]))
      expectRefused(world, answer, status)
      // Dies if: Node is left to answer 100 Continue by itself.
      expect(answer.raw).not.toContain('100 Continue')
    }
    for (const method of ['TRACE', 'HEAD', 'PUT', 'PATCH', 'PROPFIND', 'PURGE', 'post']) {
      const answer = await sendRaw(port, post(sound).replace('POST', method))
      expectRefused(world, answer)
    }
    const tunnel = `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
    expectRefused(world, await sendRaw(port, tunnel))
  })

  it('[GWE-07] reads one request at a time: what is sent before its turn is never run', async () => {
    const world = await openGateway()
    const port = world.port()
    const two = await sendRaw(
      port,
      soundRequest(port) + soundRequest(port, '{"smuggled":1}', 'bob'),
    )
    // Dies if: a pipelined request is run.
    expect(two.raw.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(two.closed).toBe(true)
    expect(world.seen.map(({ body: seen }) => seen)).toEqual([{ a: 1 }])
    const refused = post([...soundFields(port, body), ['Origin', 'null']])
    const after = await sendRaw(port, refused + soundRequest(port, '{"smuggled":2}'))
    // Dies if: a connection is used again after a refusal.
    expect(after.raw.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(after.status).toBe(403)
    expect(world.seen).toHaveLength(1)
  })

  it('[GWE-07] reads the next request of the same connection after the answer', async () => {
    const world = await openGateway()
    const port = world.port()
    const isWhole = (raw: string): boolean => raw.endsWith('0\r\n\r\n')
    const socket = connect(port, '127.0.0.1')
    for (let turn = 1; turn <= 3; turn += 1) {
      socket.write(soundRequest(port))
      await new Promise<void>((resolve) => {
        let raw = ''
        const read = (chunk: Buffer): void => {
          raw += chunk.toString('latin1')
          if (!isWhole(raw)) return
          socket.off('data', read)
          resolve()
        }
        socket.on('data', read)
      })
    }
    socket.destroy()
    // Dies if: an answered request still counts as under way.
    expect(world.seen).toHaveLength(3)
  })
})

describe('the body', () => {
  it('[GWE-06] refuses what is not one strict JSON text', async () => {
    const world = await openGateway()
    const port = world.port()
    const bad = [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":2}',
      '{"x":{"id":1,"id":2}}',
      '"\\ud800"',
      '{"a":12345678901234567890}',
      '{"a":1e400}',
      `{"a":${'9'.repeat(1_000)}}`,
      '{"a":1}{"b":2}',
      '{"a":1} x',
      "{'a':1}",
      '{"a":NaN}',
      '{"a":1,}',
      '{"a":01}',
      '// comment\n{}',
      'undefined',
      '\ufeff{"a":1}',
      `${'['.repeat(65)}${']'.repeat(65)}`,
      '{"a":"\u0001"}',
    ]
    // Dies if: JSON.parse alone reads the body.
    for (const text of bad) {
      expectRefused(world, await sendRaw(port, post(soundFields(port, text), text)), 400)
    }
    for (const bytes of [
      [0xff],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]) {
      const content = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])
      const head = post(withField(port, 'Content-Length', String(content.length)), '')
      const answer = await sendRaw(port, Buffer.concat([Buffer.from(head), content]))
      expectRefused(world, answer, 400)
    }
  })

  it('[GWE-06] hands on the very text, in chunks and in any sound script', async () => {
    const world = await openGateway()
    const port = world.port()
    const text = '{"jsonrpc":"2.0","id":"größe 🌊","n":[0.1,-2e3,null,true]}'
    const bytes = Buffer.from(text)
    const chunked = [...bytes].map((byte) => Buffer.from([0x31, 13, 10, byte, 13, 10]))
    const fields: Fields = [
      ...withField(port, 'Content-Length'),
      ['Transfer-Encoding', 'chunked'],
      ['Connection', 'close'],
    ]
    const request = Buffer.concat([
      Buffer.from(post(fields, '')),
      ...chunked,
      Buffer.from('0\r\n\r\n'),
    ])
    const answer = await sendRaw(port, request)
    expect(answer.status).toBe(200)
    expect(world.seen[0]?.bodyText).toBe(text)
    expect(world.seen[0]?.body).toEqual(JSON.parse(text))
  })

  it('[GWE-06] takes only JSON by its type, and as it is', async () => {
    const world = await openGateway()
    const port = world.port()
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']
    for (const type of [...types, 'application/json; charset=utf-16', 'application/jsonp']) {
      expectRefused(world, await sendRaw(port, post(withField(port, 'Content-Type', type))), 415)
    }
    const coded: Fields = [...soundFields(port, body), ['Content-Encoding', 'gzip']]
    expectRefused(world, await sendRaw(port, post(coded)), 415)
    const typed = withField(port, 'Content-Type', 'application/json; charset=UTF-8')
    expect((await sendRaw(port, post([...typed, ['Connection', 'close']]))).status).toBe(200)
  })

  it('[GWE-09] hands GET and DELETE on like the rest: with a secret, without a body', async () => {
    const world = await openGateway()
    const port = world.port()
    const bare: Fields = soundFields(port, body).slice(0, 2)
    const session: Field = ['Mcp-Session-Id', '0123456789abcdef']
    for (const method of ['GET', 'DELETE']) {
      const line = `${method} /mcp HTTP/1.1`
      const known = buildRequest(line, [...bare, session, ['Connection', 'close']])
      expect((await sendRaw(port, known)).status).toBe(200)
      // Dies if: a session id stands for a secret.
      const host = bare.slice(0, 1)
      expect((await sendRaw(port, buildRequest(line, [...host, session]))).status).toBe(401)
      const withBody = buildRequest(line, [...bare, ['Content-Length', '7']], body)
      expect((await sendRaw(port, withBody)).status).toBe(400)
    }
    expect(world.seen.map(({ method, bodyText }) => [method, bodyText])).toEqual([
      ['GET', ''],
      ['DELETE', ''],
    ])
  })
})
