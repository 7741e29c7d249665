// Sends requests as bytes that two readers could read as two things, and several on one connection.
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openGateway, soundFields, soundRequest } from './gateway-world.ts'
import { body, expectRefused, post, withField, type Field } from './raw-checks.ts'
import { sendRaw, type Fields } from './raw-client.ts'

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
